/** Numbers as the panel writes them: with a real minus sign, and never so short that two values look alike. */

import { HIDDEN, isHiddenNumber } from './hiddenNumbers';

const MINUS = '\u2212';

/** The word for a number that is not finite; these cells carry a pattern as well as the word. */
function nonFiniteWord(value: number): string {
  if (isHiddenNumber(value)) return HIDDEN;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Inf' : `${MINUS}Inf`;
}

function withMinus(text: string): string {
  return text.replaceAll('-', MINUS);
}

/**
 * A number for a cell, at most nine characters: four significant digits, whole numbers as such,
 * three digits and an exponent when it is very small or very large.
 */
export function formatCell(value: number): string {
  if (!Number.isFinite(value)) return nonFiniteWord(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e5) return withMinus(String(value));
  // Rounding may carry over the border (99999.7), so the border lies where four digits still fit.
  if (size < 9.9995e-4 || size >= 99995) return withMinus(value.toExponential(2).replace('e+', 'e'));
  return withMinus(fixedOf(value));
}

/** Four significant digits without an exponent; a large number keeps all digits before the point. */
function fixedOf(value: number): string {
  const text = value.toPrecision(4);
  return text.includes('e') ? value.toFixed(0) : text;
}

/**
 * A number for the small cell of a picture, at most seven characters; the exact one is shown on demand.
 */
export function formatShort(value: number): string {
  if (!Number.isFinite(value)) return nonFiniteWord(value);
  const size = Math.abs(value);
  if (value === 0 || (Number.isInteger(value) && size < 1e5)) return formatCell(value);
  if (size < 9.995e-4 || size >= 9999.5)
    return withMinus(value.toExponential(size < 1e-9 || size >= 1e10 ? 0 : 1).replace('e+', 'e'));
  return withMinus(
    size < 0.1
      ? value.toFixed(4)
      : Number(value.toPrecision(3)).toFixed(size < 9.995 ? (size < 0.9995 ? 3 : 2) : size < 99.95 ? 1 : 0),
  );
}

/** A statistic; the dash says that there is none, which is not the same as 0. */
export function formatStatistic(value: number | null): string {
  return value === null ? '\u2014' : formatCell(value);
}

/** The loss with six digits: the change from step to step is what a person looks for. */
export function formatLoss(loss: number | null): string {
  if (loss === null) return '\u2014';
  if (!Number.isFinite(loss)) return nonFiniteWord(loss);
  const text = Math.abs(loss) >= 1e-4 || loss === 0 ? loss.toPrecision(6) : loss.toExponential(4);
  return withMinus(text);
}

/** Made once: making one takes longer than all that a page writes with it. */
const COUNTS = new Intl.NumberFormat('en-US');

/** How many, with commas between the thousands. */
export function formatCount(count: number): string {
  return COUNTS.format(count);
}

/** A share between 0 and 1 as a percentage. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)}\u00a0%`;
}

/** The shortest decimal number that means exactly this float32. */
export function formatExact(value: number): string {
  if (!Number.isFinite(value)) return nonFiniteWord(value);
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === Math.fround(value)) return withMinus(String(text));
  }
  return withMinus(String(Number(value.toPrecision(9))));
}

/** The same as a person would type it into an expression. */
export function typedNumber(value: number): string {
  if (Number.isFinite(value)) return formatExact(value).replaceAll(MINUS, '-');
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

/** A shape as people write it: `4 × 3`; a single number of elements stands alone. */
export function formatShape(shape: readonly (number | string)[]): string {
  return shape.join('\u202f×\u202f');
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A power of ten by its exponent, a whole number: `10⁻⁶`. */
export function powerOfTen(exponent: number): string {
  if (exponent === 0) return '1';
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => RAISED.charAt(Number(digit)));
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** A round number at an axis. */
export function formatTick(value: number): string {
  return withMinus(String(value));
}
