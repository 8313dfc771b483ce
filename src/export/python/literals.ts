/** Numbers as Python writes them. */
import type { Tensor } from '../../protocol/tensor';

/** Larger tensors are packed: nobody reads so many numbers. */
const READABLE = 600;
const LINE = 96;

/** The fewest digits that give the same float32. As a float64 this is the number that the file or the data says. */
export function float32Text(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Object.is(Math.fround(text), value)) return pythonFloat(text);
  }
  return pythonFloat(Number(value.toPrecision(9)));
}

/** A float64 as Python reads it back. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? pythonFloat(value) : notFinite(value);
}

/** Text in quotes; JSON's escapes are Python's, too. */
export function textLiteral(text: string): string {
  return JSON.stringify(text);
}

/** A file or layer name within a comment or docstring: one line, and nothing that ends either. */
export function plainName(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\\"]/gu, '_');
}

/**
 * A tensor of one or two axes: nested lists in `array(…)` while they can be read, else `unpack(…)` of base64. Both
 * functions are the script's.
 */
export function tensorLiteral({ shape, data }: Tensor, indent: string): string {
  if (data.length > READABLE) {
    const lines = base64(data).match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
    const parts = lines.map((line) => `${indent}    "${line}"`).join('\n');
    return `unpack((\n${parts}\n${indent}), ${shape.join(', ')})`;
  }
  const [rows = 0, width] = shape;
  if (width === undefined) return `array([${[...data].map(float32Text).join(', ')}])`;
  const lines = Array.from({ length: rows }, (_, row) => {
    const numbers = [...data.subarray(row * width, (row + 1) * width)].map(float32Text);
    return `${indent}    [${numbers.join(', ')}],`;
  });
  return `array([\n${lines.join('\n')}\n${indent}])`;
}

/** Whether `tensorLiteral` packs any of them. */
export function arePacked(tensors: readonly Tensor[]): boolean {
  return tensors.some(({ data }) => data.length > READABLE);
}

function pythonFloat(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function notFinite(value: number): string {
  return Number.isNaN(value) ? 'float("nan")' : value > 0 ? 'float("inf")' : 'float("-inf")';
}

/** The float32 numbers, little-endian, in base64. */
function base64(data: Float32Array): string {
  const bytes = new Uint8Array(data.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of data.entries()) view.setFloat32(index * 4, value, true);
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x6000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x6000));
  return btoa(text);
}
