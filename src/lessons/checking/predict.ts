/** Checks a prediction against the run, and tells what was to be predicted. */
import * as l10n from '@vscode/l10n';
import type { Verdict } from '../../protocol/exercise';
import type { Exercise } from '../../protocol/lesson';
import { checkDirection, directionRevealed, typedDirection } from './direction';
import { pick, quantityOf, sameShape, shapeWords, type Ground, type Numbers, type Trouble } from './ground';
import { isOneNumber } from '../references';
import { numberText } from './numberText';
import { bareShape, hasDecimalComma, pointForComma, typedNumbers, typedShape, typedSigns } from './typed';

export type Predict = Extract<Exercise, { kind: 'predict' }>;

/** Below this share of the quantity's largest number two numbers are one: float32 has no more digits. */
const ROUNDING = 1e-6;

export async function checkPrediction(exercise: Predict, given: string, ground: Ground): Promise<Verdict> {
  const { ask } = exercise;
  if (ask === 'direction') return checkDirection(given, ground);
  const expected = await expectedOf(exercise, ground);
  if ('trouble' in expected) return unread(expected.trouble);
  const { right, scale } = expected;
  switch (ask) {
    case 'value':
      if (right.data.length === 1 && hasDecimalComma(given)) return unread(pointForComma(given));
      return checkValues(typedNumbers(given), right, exercise.tolerance, scale);
    case 'sign':
      return checkSigns(typedSigns(given), right);
    case 'shape':
      return checkShape(typedShape(given), right);
  }
}

/** Why what was typed is no answer, whatever the run gives; null when it may be one. */
export function unreadable({ ask, of }: Predict, given: string): Verdict | null {
  if (ask === 'value' && isOneNumber(of) && hasDecimalComma(given)) return unread(pointForComma(given));
  const read = { value: typedNumbers, sign: typedSigns, shape: typedShape, direction: typedDirection }[ask];
  const typed = read(given);
  return typeof typed === 'object' && 'trouble' in typed ? unread(typed.trouble) : null;
}

/** The answer, for one who gives up. */
export async function predictionRevealed(exercise: Predict, ground: Ground): Promise<string> {
  const { ask } = exercise;
  if (ask === 'direction') return directionRevealed(ground);
  const expected = await expectedOf(exercise, ground);
  if ('trouble' in expected) return expected.trouble;
  const { right } = expected;
  switch (ask) {
    case 'value':
      return answerText(rowsText(right, numberText));
    case 'sign':
      return answerText(rowsText(right, signText));
    case 'shape':
      return answerText(shapeWords(right.shape));
  }
}

function answerText(answer: string): string {
  return l10n.t('The answer: {0}.', answer);
}

interface Expected {
  readonly right: Numbers;
  /** The largest absolute value of the whole quantity. */
  readonly scale: number;
}

async function expectedOf({ of }: Predict, ground: Ground): Promise<Expected | Trouble> {
  const whole = await quantityOf(ground, of);
  if ('trouble' in whole) return whole;
  const right = pick(whole, of.index);
  if (right === null)
    return { trouble: l10n.t('There are no such numbers in a quantity of {0}.', shapeWords(whole.shape)) };
  return { right, scale: whole.data.reduce((most, one) => Math.max(most, Math.abs(one)), 0) };
}

function checkValues(
  typed: readonly number[] | Trouble,
  right: Numbers,
  tolerance: number,
  scale: number,
): Verdict {
  const misfit = misfitOf(typed, right);
  if ('trouble' in typed || misfit !== null) return misfit ?? unread('');
  const off = typed.map((value, i) => isOff(value, right.data[i] ?? NaN, tolerance, scale));
  const wrong = off.filter(Boolean).length;
  if (wrong === 0)
    return verdict(
      'right',
      l10n.t(
        'Right, within {0} % of each number: {1}.',
        numberText(tolerance * 100),
        rowsText(right, numberText),
      ),
    );
  if (right.data.length === 1) return verdict('wrong', hintOf(typed[0] ?? NaN, right.data[0] ?? NaN));
  return verdict(
    'wrong',
    l10n.t('{0} of {1} numbers are not right yet: {2}.', wrong, right.data.length, placesText(off, right)),
  );
}

function isOff(value: number, right: number, tolerance: number, scale: number): boolean {
  if (!Number.isFinite(right)) return !Object.is(value, right);
  return Math.abs(value - right) > Math.max(tolerance * Math.abs(right), ROUNDING * scale);
}

/** What can be said of a wrong number without giving the right one away. */
function hintOf(value: number, right: number): string {
  if (value !== 0 && value === -right) return l10n.t('Not yet: the size is right, the sign is not.');
  if (Math.sign(value) !== Math.sign(right)) return l10n.t('Not yet: look at the sign first.');
  return Math.abs(value) > Math.abs(right)
    ? l10n.t('Not yet: the sign is right; the number is too large in size.')
    : l10n.t('Not yet: the sign is right; the number is too small in size.');
}

function checkSigns(typed: readonly number[] | Trouble, right: Numbers): Verdict {
  const misfit = misfitOf(typed, right);
  if ('trouble' in typed || misfit !== null) return misfit ?? unread('');
  const off = typed.map((sign, i) => sign !== Math.sign(right.data[i] ?? NaN));
  const wrong = off.filter(Boolean).length;
  if (wrong === 0) return verdict('right', l10n.t('Right: {0}.', rowsText(right, signText)));
  return right.data.length === 1
    ? verdict('wrong', l10n.t('Not yet: that is not its sign.'))
    : verdict(
        'wrong',
        l10n.t('{0} of {1} signs are not right yet: {2}.', wrong, right.data.length, placesText(off, right)),
      );
}

function checkShape(typed: readonly number[] | Trouble, right: Numbers): Verdict {
  if ('trouble' in typed) return unread(typed.trouble);
  const isRight =
    sameShape(typed, right.shape) ||
    (right.shape.length < 2 && sameShape(bareShape({ shape: typed }), bareShape(right)));
  if (isRight) return verdict('right', l10n.t('Right: {0}.', shapeWords(right.shape)));
  const isTurned = sameShape(typed.toReversed(), right.shape);
  return verdict(
    'wrong',
    isTurned
      ? l10n.t('The two lengths are right, their order is not.')
      : l10n.t('That is not its shape yet.'),
  );
}

/** Too many or too few: said before anything else. */
function misfitOf(typed: readonly number[] | Trouble, { data, shape }: Numbers): Verdict | null {
  if ('trouble' in typed) return unread(typed.trouble);
  if (typed.length === data.length) return null;
  return unread(
    data.length === 1
      ? l10n.t('Type one number; here are {0}.', typed.length)
      : l10n.t('Type {0} ({1}, row by row); here are {2}.', data.length, shapeWords(shape), typed.length),
  );
}

function placesText(off: readonly boolean[], { shape }: Numbers): string {
  const columns = shape.at(-1) ?? 1;
  const places = off.flatMap((one, i) =>
    one ? [shape.length < 2 ? `[${i}]` : `[${Math.floor(i / columns)}, ${i % columns}]`] : [],
  );
  const rest = places.length - 4;
  const named = places.slice(0, 4).join(', ');
  return rest > 0 ? l10n.t('{0} and {1} more', named, rest) : named;
}

/** `0.1 0.2; 0.3 0.4`: rows with semicolons between. */
function rowsText({ shape, data }: Numbers, text: (value: number) => string): string {
  const columns = Math.max(1, shape.at(-1) ?? 1);
  const rows = Array.from({ length: Math.ceil(data.length / columns) }, (_, row) =>
    data
      .slice(row * columns, (row + 1) * columns)
      .map(text)
      .join(' '),
  );
  return rows.join('; ');
}

function signText(value: number): string {
  return value > 0 ? '+' : value < 0 ? '-' : '0';
}

function unread(message: string): Verdict {
  return verdict('unread', message);
}

function verdict(outcome: Verdict['outcome'], message: string): Verdict {
  return { outcome, message, mistake: null };
}
