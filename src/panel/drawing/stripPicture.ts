/** A strip: positive numbers over the latest batch steps, on a logarithmic scale that all layers share. */
import type { Range } from './plot';

export const STRIP = { width: 300, height: 44, margin: 3 } as const;

/** The whole powers of ten around the positive finite numbers; null when there are none. */
export function decadesOf(strips: readonly Float64Array[]): Range | null {
  let [low, high] = [Infinity, 0];
  for (const strip of strips)
    for (const value of strip) {
      if (!Number.isFinite(value) || value <= 0) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  if (high === 0) return null;
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  return { low: 10 ** from, high: 10 ** (to > from ? to : from + 1) };
}

/** Where a number lies, from the top of the strip. */
export function heightOf(value: number, { low, high }: Range): number {
  const share = Math.log(value / low) / Math.log(high / low);
  return STRIP.height - STRIP.margin - share * (STRIP.height - 2 * STRIP.margin);
}

/** A line with gaps where a step is missing and where a number is 0 or not finite. */
export function stripPath(
  steps: Uint32Array,
  values: Float64Array,
  { first, finished }: { readonly first: number; readonly finished: number },
  decades: Range,
): string {
  const width = Math.max(1, finished - 1 - first);
  let path = '';
  let before = -2;
  steps.forEach((step, i) => {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value) || value <= 0) return;
    const x = ((step - first) / width) * STRIP.width;
    path += `${step === before + 1 ? 'L' : `${before >= 0 ? 'h0' : ''}M`}${x.toFixed(1)} ${heightOf(value, decades).toFixed(1)}`;
    before = step;
  });
  return path === '' ? '' : `${path}h0`;
}

/** Batch steps whose number cannot be drawn: 0, or not finite. */
export function undrawn(steps: Uint32Array, values: Float64Array): number[] {
  return [...steps].filter((_, i) => !(Number.isFinite(values[i]) && (values[i] ?? 0) > 0));
}
