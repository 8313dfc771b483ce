/** What may stand where a person is writing. */
import * as l10n from '@vscode/l10n';
import { QUANTITIES, QUANTITY_NAMES } from '../protocol/vocabulary';
import { FUNCTIONS } from './functions/table';
import { SCALAR_NAMES, SCALARS } from './names';

export interface Completion {
  readonly label: string;
  /** What replaces the characters from `start` on. */
  readonly text: string;
  readonly kind: 'quantity' | 'scalar' | 'layers' | 'layer' | 'function' | 'operator';
  readonly detail: string;
  /** Counted from 0, in the text before the cursor. */
  readonly start: number;
  readonly length: number;
}
type Item = Omit<Completion, 'start' | 'length'>;

const WORD = /[\p{L}_][\p{L}\d_]*$/u;
/** Behind `layers.` or `layers["`, and behind a whole layer and its dot. */
const LAYER_NAME = /(?:^|[^\p{L}\d_.])layers\s*\.\s*$/u;
const LAYER_TEXT = /(?:^|[^\p{L}\d_.])layers\s*\[\s*["']([^"'\]]*)$/u;
const LAYER_INDEX = /(?:^|[^\p{L}\d_.])layers\s*\[\s*$/u;
const LAYER_MEMBER =
  /(?:^|[^\p{L}\d_.])layers\s*(?:\.\s*[\p{L}_][\p{L}\d_]*|\[\s*(?:-?\d+|"[^"]*"|'[^']*')\s*\])\s*\.\s*$/u;
const OTHER_MEMBER = /\.\s*$/;
const IN_TEXT = /^(?:[^"]|"[^"]*")*"[^"]*$/;

/** Names, functions, and the members of layers, that go on from what stands before the cursor. */
export function completions(textBeforeCursor: string, layers: readonly string[]): readonly Completion[] {
  const named = LAYER_TEXT.exec(textBeforeCursor);
  if (named) {
    const written = named[1] ?? '';
    const quote = textBeforeCursor.charAt(textBeforeCursor.length - written.length - 1);
    return matching(
      layers.map((name) => layerItem(name, `${name}${quote}]`)),
      written,
      textBeforeCursor,
    );
  }
  if (IN_TEXT.test(textBeforeCursor)) return [];
  const word = WORD.exec(textBeforeCursor)?.[0] ?? '';
  const before = textBeforeCursor.slice(0, textBeforeCursor.length - word.length);
  // The digits of a number are no word, nor are they followed by one.
  if (/\d$/.test(before) || (word === '' && /[\d)\]]\s*$/.test(before))) return [];
  return matching(itemsAfter(before, layers), word, textBeforeCursor);
}

function itemsAfter(before: string, layers: readonly string[]): readonly Item[] {
  if (LAYER_NAME.test(before))
    return layers.filter((name) => /^[\p{L}_][\p{L}\d_]*$/u.test(name)).map((name) => layerItem(name));
  if (LAYER_INDEX.test(before)) return layers.map((name) => layerItem(name, `${JSON.stringify(name)}]`));
  if (LAYER_MEMBER.test(before)) return quantityItems();
  if (OTHER_MEMBER.test(before)) return [];
  return [
    ...quantityItems(),
    ...SCALAR_NAMES.map((name): Item => ({
      label: name,
      text: name,
      kind: 'scalar',
      detail: SCALARS[name](),
    })),
    {
      label: 'layers',
      text: 'layers',
      kind: 'layers',
      detail: l10n.t('the layers of the network: layers[0], layers.NAME'),
    },
    ...FUNCTIONS.map(({ name, signature, description }): Item => ({
      label: signature,
      text: `${name}(`,
      kind: 'function',
      detail: description(),
    })),
    ...['and', 'or', 'not', 'xor', 'mod'].map((name): Item => ({
      label: name,
      text: name,
      kind: 'operator',
      detail: l10n.t('an operator'),
    })),
  ];
}

function layerItem(name: string, text = name): Item {
  return { label: name, text, kind: 'layer', detail: l10n.t("layer '{0}'", name) };
}

function quantityItems(): Item[] {
  return QUANTITY_NAMES.map((name) => {
    const { symbol, meaning } = QUANTITIES[name];
    return { label: name, text: name, kind: 'quantity', detail: `${symbol}: ${meaning}` };
  });
}

/** What begins with the word comes first, then what holds its letters somewhere. */
function matching(items: readonly Item[], word: string, textBeforeCursor: string): Completion[] {
  const wanted = word.toLowerCase();
  const length = word.length;
  const start = textBeforeCursor.length - length;
  const begins = items.filter(({ text }) => text.toLowerCase().startsWith(wanted));
  const holds = items.filter((item) => !begins.includes(item) && item.text.toLowerCase().includes(wanted));
  return [...begins, ...holds].map((item) => ({ ...item, start, length }));
}
