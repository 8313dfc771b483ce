/** What the network makes of a plane of inputs, as areas and the lines between them. */

/** The index of the largest number, the first of equals; 0 or 1 for a single one. As src/engine/accuracy.ts. */
export function classOf(row: ArrayLike<number>): number {
  if (row.length === 1) return (row[0] ?? 0) > 0.5 ? 1 : 0;
  let best = 0;
  for (let i = 1; i < row.length; i++) if ((row[i] ?? -Infinity) > (row[best] ?? -Infinity)) best = i;
  return best;
}

export interface Area {
  /** Whole places of the grid: from `column`, `length` of them, in `row`. */
  readonly row: number;
  readonly column: number;
  readonly length: number;
  readonly label: number;
  /** How sure the network is there, 0 to `LEVELS`. */
  readonly level: number;
}

/** Tints that are told apart; neighbours of one tint become one area. */
export const LEVELS = 8;

/** The outputs (rows × units) over a grid of `columns` places across, as runs of one class and one tint. */
export function areasOf(output: Float32Array, units: number, columns: number): Area[] {
  const areas: Area[] = [];
  const places = output.length / units;
  for (let at = 0; at < places; at++) {
    const row = Math.floor(at / columns);
    const values = output.subarray(at * units, (at + 1) * units);
    const [label, level] = [classOf(values), Math.round(LEVELS * sureness(values))];
    const last = areas.at(-1);
    if (last?.row === row && last.label === label && last.level === level)
      areas[areas.length - 1] = { ...last, length: last.length + 1 };
    else areas.push({ row, column: at % columns, length: 1, label, level });
  }
  return areas;
}

/** From 0 at the boundary to 1 where there is no doubt: the lead over the runner-up. */
function sureness(values: Float32Array): number {
  if (values.some(Number.isNaN)) return 0;
  const clamped = (value: number): number => Math.min(1, Math.max(0, value));
  if (values.length === 1) return clamped(2 * Math.abs((values[0] ?? 0.5) - 0.5));
  const [first = 0, second = 0] = [...values].sort((a, b) => b - a);
  return clamped(first - second);
}

/** The line between classes: the edges of the grid's places where the class changes, as a path in places. */
export function boundaryPath(output: Float32Array, units: number, columns: number): string {
  const rows = output.length / units / columns;
  const label = (row: number, column: number): number =>
    classOf(output.subarray((row * columns + column) * units, (row * columns + column + 1) * units));
  let path = '';
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const own = label(row, column);
      if (column + 1 < columns && label(row, column + 1) !== own) path += `M${column + 1} ${row}v1`;
      if (row + 1 < rows && label(row + 1, column) !== own) path += `M${column} ${row + 1}h1`;
    }
  return path;
}

/** A mark for each class, so that colour is not needed to tell them apart: within a box of ±r around a point. */
export function classMark(label: number, x: number, y: number, r: number): string {
  const [left, top] = [x - r, y - r];
  const d = 2 * r;
  switch (label % 4) {
    case 0:
      return `M${left} ${y}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0 ${-d} 0z`;
    case 1:
      return `M${left} ${top}h${d}v${d}h${-d}z`;
    case 2:
      return `M${x} ${top}L${x + r} ${y + r}L${left} ${y + r}z`;
    default:
      return `M${x} ${top - 1}L${x + r + 1} ${y}L${x} ${y + r + 1}L${left - 1} ${y}z`;
  }
}

/** Places per axis: fewer for a heavy network, so that the look costs no pause that one would notice. */
export function gridSide(multiplyAdds: number): number {
  const most = 24_000_000 / Math.max(1, multiplyAdds);
  return [48, 32, 16].find((side) => side * side <= most) ?? 12;
}

/** The first output of each place, moved so that 0 lies where a class would end, for data without classes. */
export function aroundZero(output: Float32Array, units: number): Float32Array {
  const first = output.filter((_, i) => i % units === 0);
  const most = Math.max(0, ...[...first].map(Math.abs).filter(Number.isFinite));
  return first.map((value) => (most > 0 ? 0.5 + (0.5 * value) / most : 0.5));
}
