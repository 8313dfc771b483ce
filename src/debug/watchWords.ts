/** What is said of a watchpoint that was hit: what it watches, the preset, the value before and the value now. */
import * as l10n from '@vscode/l10n';
import type { LayerShape } from '../protocol/engine';
import type { WatchHit, WatchRule } from '../protocol/watch';
import type { Hides } from '../protocol/veil';
import { numberText } from './format';
import { readsHidden } from './veil';
import { watchedName } from './watched';

/** So many hits are told in one line; of the others only how many there are. */
const MOST_TOLD = 3;

/** `gradientWeights[2, 1] of 'hidden' changed sign: 0.0083 before, -0.0012 now`. */
export function hitWords(layers: readonly LayerShape[], hit: WatchHit, hides: Hides): string {
  const { watch, index, count, compared, before, now } = hit;
  const name = watchedName(watch.expression, layers, watch.layer);
  // How it has changed, and where, would tell of what it is now.
  if (readsHidden(watch.expression, layers, watch.layer, hides))
    return l10n.t('{0}: what its breakpoint saw is hidden until you answer', name);
  const [a, b] = pairText(before, now);
  const did = inElements(didWords(name, watch.rule, hit), index, count, compared);
  return l10n.t('{0}: {1} before, {2} now', did, a, b);
}

/** Several at once, in one line. */
export function allHitsWords(layers: readonly LayerShape[], hits: readonly WatchHit[], hides: Hides): string {
  const told = hits.slice(0, MOST_TOLD).map((hit) => hitWords(layers, hit, hides));
  const more = hits.length - told.length;
  return [...told, ...(more > 0 ? [l10n.t('and {0} more', more)] : [])].join('; ');
}

function didWords(name: string, rule: WatchRule, { before, now }: WatchHit): string {
  switch (rule.kind) {
    case 'change':
      return l10n.t('{0} changed', name);
    case 'sign':
      return l10n.t('{0} changed sign', name);
    case 'above':
      return l10n.t('{0} rose above {1}', name, numberText(rule.bound));
    case 'below':
      return l10n.t('{0} fell below {1}', name, numberText(rule.bound));
    case 'ratio':
      return Math.abs(now) > Math.abs(before)
        ? l10n.t('{0} grew by more than the factor {1}', name, numberText(rule.factor))
        : l10n.t('{0} shrank by more than the factor {1}', name, numberText(rule.factor));
  }
}

/** Which elements have done so, of a quantity that has several: a sentence goes on with it. */
function inElements(did: string, index: readonly number[] | null, count: number, compared: number): string {
  if (index === null) return did;
  const where = `[${index.join(', ')}]`;
  if (compared === 1) return l10n.t('{0} in {1} of 1 element, {2}', did, count, where);
  return count > 1
    ? l10n.t('{0} in {1} of {2} elements, first {3}', did, count, compared, where)
    : l10n.t('{0} in {1} of {2} elements, {3}', did, count, compared, where);
}

/** Both with as many digits as it takes to tell them apart, four at least. */
function pairText(before: number, now: number): [string, string] {
  for (let digits = 4; digits < 17; digits++) {
    const pair = [before, now].map((value) => Number(value.toPrecision(digits)));
    if (pair[0] !== pair[1]) return [String(pair[0]), String(pair[1])];
  }
  return [String(before), String(now)];
}
