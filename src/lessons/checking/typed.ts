/** What a learner types as a prediction: numbers, signs or a shape, with as little ceremony as can be. */
import * as l10n from '@vscode/l10n';
import { compile } from '../../expressions/expression';
import { ExpressionError } from '../../expressions/error';
import type { Names } from '../../expressions/names';
import type { Numbers, Trouble } from './ground';

/** An expression of numbers alone can read nothing. */
const NO_NAMES: Names = { layers: [], frameLayer: 0, quantity: () => null, scalar: () => null };

/**
 * `0.5`, `0.4 * 0.15`, `1 2 3`, `1, 2; 3, 4`, `[[1, 2], [3, 4]]`: numbers in their order, row by row. Arithmetic is
 * welcome, names of the run are not: they would be no prediction.
 */
export function typedNumbers(text: string): readonly number[] | Trouble {
  const plain = text.trim().replaceAll('−', '-');
  if (plain === '') return { trouble: l10n.t('Type what you expect.') };
  const list = plain
    .replaceAll(/[[\]()]/g, ' ')
    .trim()
    .split(/[\s,;]+/);
  const numbers = list.map(Number);
  if (list.every((one) => one !== '') && numbers.every((one) => Number.isFinite(one))) return numbers;
  try {
    const expression = compile(plain);
    const { references } = expression;
    if (references.quantities.length + references.scalars.length > 0)
      return {
        trouble: l10n.t('A prediction is made of numbers: names of the run would only look the answer up.'),
      };
    const value = expression.evaluate(NO_NAMES);
    if (value.kind === 'number') return [value.value];
    if (value.kind === 'tensor') return [...value.data];
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
  }
  return {
    trouble: l10n.t("'{0}' is not a number, nor several with spaces or commas between.", text.trim()),
  };
}

/** In the languages of the course. */
const SIGNS: Readonly<Record<string, number>> = {
  '+': 1,
  plus: 1,
  positive: 1,
  positiv: 1,
  '-': -1,
  minus: -1,
  negative: -1,
  negativ: -1,
  '0': 0,
  zero: 0,
  null: 0,
};

/** `0,5` where one number is asked: some languages write it so, and here it would be two. */
export function hasDecimalComma(text: string): boolean {
  return /^\s*[+\-−]?\d*,\d+\s*$/.test(text);
}

export function pointForComma(text: string): string {
  return l10n.t('A number has a point here, not a comma: {0}.', text.trim().replace(',', '.'));
}

/** `+`, `-` or `0` (or the words), one for each number. */
export function typedSigns(text: string): readonly number[] | Trouble {
  const words = text
    .toLowerCase()
    .replaceAll('−', '-')
    .replaceAll(/[[\](),;]/g, ' ')
    // Signs may stand close together: `+-+`.
    .replaceAll(/([+\-0])/g, ' $1 ')
    .split(/\s+/)
    .filter((word) => word !== '');
  const signs = words.map((word) => SIGNS[word]);
  if (words.length > 0 && signs.every((sign) => sign !== undefined)) return signs;
  return { trouble: l10n.t('Type +, - or 0 for each number.') };
}

/** `2 × 3`, `2 x 3`, `2, 3`, `(2, 3)`: lengths of axes. */
export function typedShape(text: string): readonly number[] | Trouble {
  const lengths = text
    .toLowerCase()
    .replaceAll(/[[\]()x×*,]/g, ' ')
    .trim()
    .split(/\s+/)
    .map((word) => (/^\d+$/.test(word) ? Number(word) : NaN));
  return lengths.every((one) => Number.isInteger(one))
    ? lengths
    : { trouble: l10n.t('Type a shape as rows × columns, for example 2 x 3.') };
}

/** A shape without what goes without saying: 1 × 3 is 3 numbers, 1 × 1 is one. */
export function bareShape({ shape }: Pick<Numbers, 'shape'>): readonly number[] {
  return shape.filter((length) => length !== 1);
}
