/** Checks a prediction against the run, and tells what was to be predicted. */
import type { Verdict } from '../../protocol/exercise';
import type { Exercise } from '../../protocol/lesson';
import { pick, quantityOf, sameShape, shapeWords, type Ground, type Numbers, type Trouble } from './ground';
import { bareShape, typedNumbers, typedShape, typedSigns } from './typed';

export type Predict = Extract<Exercise, { kind: 'predict' }>;

/** Below this share of the quantity's largest number two numbers are one: float32 has no more digits. */
const ROUNDING = 1e-6;

export async function checkPrediction(exercise: Predict, given: string, ground: Ground): Promise<Verdict> {
  const expected = await expectedOf(exercise, ground);
  if ('trouble' in expected) return unread(expected.trouble);
  const { right, scale } = expected;
  switch (exercise.ask) {
    case 'value':
      return checkValues(typedNumbers(given), right, exercise.tolerance, scale);
    case 'sign':
      return checkSigns(typedSigns(given), right);
    case 'shape':
      return checkShape(typedShape(given), right);
  }
}

/** The answer, for one who gives up. */
export async function predictionRevealed(exercise: Predict, ground: Ground): Promise<string> {
  const expected = await expectedOf(exercise, ground);
  if ('trouble' in expected) return expected.trouble;
  const { right } = expected;
  switch (exercise.ask) {
    case 'value':
      return `The answer: ${rowsText(right, numberText)}.`;
    case 'sign':
      return `The answer: ${rowsText(right, signText)}.`;
    case 'shape':
      return `The answer: ${shapeWords(right.shape)}.`;
  }
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
    return { trouble: `There are no such numbers in a quantity of ${shapeWords(whole.shape)}.` };
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
  const within = `within ${numberText(tolerance * 100)} % of each number`;
  if (wrong === 0) return verdict('right', `Right, ${within}: ${rowsText(right, numberText)}.`);
  if (right.data.length === 1)
    return verdict('wrong', `Not yet: ${hintOf(typed[0] ?? NaN, right.data[0] ?? NaN)}`);
  return verdict(
    'wrong',
    `${wrong} of ${right.data.length} numbers are not right yet: ${placesText(off, right)}.`,
  );
}

function isOff(value: number, right: number, tolerance: number, scale: number): boolean {
  if (!Number.isFinite(right)) return !Object.is(value, right);
  return Math.abs(value - right) > Math.max(tolerance * Math.abs(right), ROUNDING * scale);
}

/** What can be said of a wrong number without giving the right one away. */
function hintOf(value: number, right: number): string {
  if (value !== 0 && value === -right) return 'the size is right, the sign is not.';
  if (Math.sign(value) !== Math.sign(right)) return 'look at the sign first.';
  return `the sign is right; the number is too ${Math.abs(value) > Math.abs(right) ? 'large' : 'small'} in size.`;
}

function checkSigns(typed: readonly number[] | Trouble, right: Numbers): Verdict {
  const misfit = misfitOf(typed, right);
  if ('trouble' in typed || misfit !== null) return misfit ?? unread('');
  const off = typed.map((sign, i) => sign !== Math.sign(right.data[i] ?? NaN));
  const wrong = off.filter(Boolean).length;
  if (wrong === 0) return verdict('right', `Right: ${rowsText(right, signText)}.`);
  return right.data.length === 1
    ? verdict('wrong', 'Not yet: that is not its sign.')
    : verdict(
        'wrong',
        `${wrong} of ${right.data.length} signs are not right yet: ${placesText(off, right)}.`,
      );
}

function checkShape(typed: readonly number[] | Trouble, right: Numbers): Verdict {
  if ('trouble' in typed) return unread(typed.trouble);
  const isRight =
    sameShape(typed, right.shape) ||
    (right.shape.length < 2 && sameShape(bareShape({ shape: typed }), bareShape(right)));
  if (isRight) return verdict('right', `Right: ${shapeWords(right.shape)}.`);
  const isTurned = sameShape(typed.toReversed(), right.shape);
  return verdict(
    'wrong',
    isTurned ? 'The two lengths are right, their order is not.' : 'That is not its shape yet.',
  );
}

/** Too many or too few: said before anything else. */
function misfitOf(typed: readonly number[] | Trouble, { data, shape }: Numbers): Verdict | null {
  if ('trouble' in typed) return unread(typed.trouble);
  if (typed.length === data.length) return null;
  return unread(
    `Type ${data.length === 1 ? 'one number' : `${data.length} (${shapeWords(shape)}, row by row)`}; here are ${typed.length}.`,
  );
}

function placesText(off: readonly boolean[], { shape }: Numbers): string {
  const columns = shape.at(-1) ?? 1;
  const places = off.flatMap((one, i) =>
    one ? [shape.length < 2 ? `[${i}]` : `[${Math.floor(i / columns)}, ${i % columns}]`] : [],
  );
  const rest = places.length - 4;
  return places.slice(0, 4).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
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

export function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
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
