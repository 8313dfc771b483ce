/** A plot's frame: from numbers to places in its box, and the numbers that stand at its axes. */

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The plots' boxes, in units of their view box. */
export const PLOT = { width: 340, height: 230, left: 46, right: 10, top: 10, bottom: 30 } as const;

/** The range of the finite numbers among these, never empty. */
export function rangeOf(numbers: Iterable<number>): Range {
  let [low, high] = [Infinity, -Infinity];
  for (const number of numbers) {
    if (!Number.isFinite(number)) continue;
    low = Math.min(low, number);
    high = Math.max(high, number);
  }
  if (low > high) return { low: -1, high: 1 };
  return low === high ? { low: low - 1, high: high + 1 } : { low, high };
}

/** The range that holds both. */
export function union(a: Range, b: Range): Range {
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

/** With a little room at both ends, so that a mark at the edge is whole. */
export function padded({ low, high }: Range, share = 0.05): Range {
  const room = (high - low) * share;
  return { low: low - room, high: high + room };
}

export interface Frame {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
}

export function frameOf(xRange: Range, yRange: Range): Frame {
  const { width, height, left, right, top, bottom } = PLOT;
  const place = (value: number, { low, high }: Range): number => (value - low) / (high - low);
  return {
    x: (value) => left + place(value, xRange) * (width - left - right),
    y: (value) => height - bottom - place(value, yRange) * (height - top - bottom),
    xTicks: ticksIn(xRange),
    yTicks: ticksIn(yRange),
  };
}

/** Three to eight round numbers within a range. */
export function ticksIn({ low, high }: Range): number[] {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  // Whole multiples, so that 0 is 0 and 0.3 is not 0.30000000000000004.
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** A line through these points; a gap where a number is not finite. */
export function linePath(points: readonly (readonly [number, number])[], { x, y }: Frame): string {
  let path = '';
  let drawing = false;
  for (const [atX, atY] of points) {
    const finite = Number.isFinite(atX) && Number.isFinite(atY);
    if (finite) path += `${drawing ? 'L' : 'M'}${x(atX).toFixed(1)} ${y(atY).toFixed(1)}`;
    drawing = finite;
  }
  return path;
}

/** The ends of a short tangent at a point: of the same length on the page whatever its slope. */
export function tangent(
  { x, y }: Frame,
  atX: number,
  atY: number,
  slope: number,
  half: number,
): { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number } {
  const [centreX, centreY] = [x(atX), y(atY)];
  const alongX = x(atX + 1) - centreX;
  const alongY = (y(atY + 1) - centreY) * slope;
  const share = half / Math.hypot(alongX, alongY);
  const [dx, dy] = [alongX * share, alongY * share];
  return { x1: centreX - dx, y1: centreY - dy, x2: centreX + dx, y2: centreY + dy };
}
