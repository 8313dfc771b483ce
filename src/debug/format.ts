/** Numbers, shapes and matrices as text. The minus is ASCII, so that what is copied can be pasted and read. */

/** The elements of a tensor: float32 of the run, float64 of an expression. */
export type Numbers = Float32Array | Float64Array;

/** How many rows and columns of a matrix stand behind its shape in one line. */
export const PREVIEW = { rows: 2, columns: 4 } as const;

/** `4 × 3`; a vector is `3`. */
export function shapeText(shape: readonly number[]): string {
  return shape.join(' × ');
}

/** The shortest text that means this float32 and no other: `0.1`, not `0.10000000149011612`. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.fround(value) !== value) return String(Number(value.toPrecision(9)));
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

/** Four digits: enough to recognise a number in a preview. */
export function briefText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

/** `[0.1, 0.2, …]`: the first elements of a row that has `total` of them. */
export function rowPreview(elements: ArrayLike<number>, total: number): string {
  const texts = Array.from(elements, briefText);
  return `[${[...texts, ...(total > texts.length ? ['…'] : [])].join(', ')}]`;
}

/** `[[0.1, …], [0.3, …], …]`: the first rows of a matrix, row-major, `columns` elements each. */
export function matrixPreview(
  data: Numbers,
  columns: number,
  total: { readonly rows: number; readonly columns: number },
): string {
  const rows = columns === 0 ? 0 : data.length / columns;
  const texts = Array.from({ length: rows }, (_, row) =>
    rowPreview(data.subarray(row * columns, (row + 1) * columns), total.columns),
  );
  return `[${[...texts, ...(total.rows > rows ? ['…'] : [])].join(', ')}]`;
}

/** All elements as nested lists. */
export function nestedText(data: Numbers, shape: readonly number[]): string {
  const [length, ...rest] = shape;
  if (length === undefined) return numberText(data[0] ?? NaN);
  const size = rest.reduce((product, n) => product * n, 1);
  const parts = Array.from({ length }, (_, i) => nestedText(data.subarray(i * size, (i + 1) * size), rest));
  return `[${parts.join(', ')}]`;
}
