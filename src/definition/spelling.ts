import * as l10n from '@vscode/l10n';
import { distance } from 'fastest-levenshtein';

/** What people write who come from elsewhere, and what it is called here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  mse: 'meanSquaredError',
  mae: 'meanAbsoluteError',
  bce: 'binaryCrossentropy',
  crossentropy: 'categoricalCrossentropy',
  none: 'linear',
  identity: 'linear',
  silu: 'swish',
  logistic: 'sigmoid',
  xavier: 'glorotUniform',
  xavieruniform: 'glorotUniform',
  xaviernormal: 'glorotNormal',
  kaiminguniform: 'heUniform',
  kaimingnormal: 'heNormal',
  lr: 'learningRate',
  eps: 'epsilon',
  neurons: 'units',
  nodes: 'units',
  size: 'units',
  bias: 'biases',
  kernel: 'weights',
  weight: 'weights',
  initializer: 'kernelInitializer',
  normalize: 'standardize',
  label: 'target',
  output: 'targets',
  outputs: 'targets',
};

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The allowed word that was most likely meant: the same but for case and punctuation (`leaky_relu`), the name
 * of another library (`mse`), or one with few letters changed. null when nothing is near.
 */
export function nearest(word: string, allowed: readonly string[]): string | null {
  const meant = plain(word);
  const same = allowed.find((candidate) => plain(candidate) === meant);
  if (same !== undefined) return same;
  const elsewhere = Object.hasOwn(ELSEWHERE, meant) ? ELSEWHERE[meant] : undefined;
  if (elsewhere !== undefined && allowed.includes(elsewhere)) return elsewhere;
  let best: string | null = null;
  // Two letters exchanged count as two changes, so that a short word must be given two.
  let fewest = (word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3))) + 1;
  for (const candidate of allowed) {
    const changes = distance(meant, plain(candidate));
    if (changes < fewest) {
      best = candidate;
      fewest = changes;
    }
  }
  return best;
}

/** The words in a row, for a message: `'a', 'b' or 'c'`; cut after twenty of them. */
export function listed(words: readonly string[], last: 'or' | 'and' = 'or'): string {
  const quoted = words.slice(0, 20).map((word) => `'${word}'`);
  if (words.length > 20) return l10n.t('{0} and {1} more', quoted.join(', '), words.length - 20);
  const end = quoted.pop() ?? l10n.t('nothing');
  if (quoted.length === 0) return end;
  const others = quoted.join(', ');
  return last === 'or' ? l10n.t('{0} or {1}', others, end) : l10n.t('{0} and {1}', others, end);
}

/** The messages of a fault, one behind the other; what is empty or null is left out. */
export function sentences(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' ');
}

/** A question behind a message about a word that does not exist; null when nothing is near. */
export function didYouMean(near: string | null): string | null {
  return near === null ? null : l10n.t("Did you mean '{0}'?", near);
}
