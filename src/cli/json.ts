/** Numbers as JSON, which has no word for those that are not finite: they become strings. */
import type { Tensor } from '../protocol/tensor';

/** A float64 number, or `"NaN"`, `"Infinity"`, `"-Infinity"`. null stays null: it does not apply. */
export function jsonNumber(value: number | null): string {
  if (value === null) return 'null';
  return Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`;
}

/** A float32 number in as many digits as tell it from every other float32: nine always suffice. */
export function jsonFloat32(value: number): string {
  return Number.isFinite(value) ? JSON.stringify(Number(value.toPrecision(9))) : `"${value}"`;
}

/** Nested arrays in the shape of the tensor; `null` for none. */
export function jsonTensor(tensor: Tensor | null): string {
  if (!tensor) return 'null';
  const { shape, data } = tensor;
  const nest = (axis: number, start: number, size: number): string => {
    const length = shape[axis];
    if (length === undefined) return jsonFloat32(data[start] ?? NaN);
    const inner = length === 0 ? 0 : size / length;
    const parts = Array.from({ length }, (_, index) => nest(axis + 1, start + index * inner, inner));
    return `[${parts.join(',')}]`;
  };
  return nest(0, 0, data.length);
}

/** An object from names to JSON texts, in the order given. */
export function jsonObject(entries: Readonly<Record<string, string>>): string {
  const parts = Object.entries(entries).map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  return `{${parts.join(',')}}`;
}
