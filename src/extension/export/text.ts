/** A tensor as text for another program. All but LaTeX write every number so that it is the same float32 again. */
import { numberText } from '../../debug/format';
import type { CopyFormat } from '../../protocol/export';
import type { Tensor } from '../../protocol/tensor';
import { latexText } from './latex';

/** As many spaces as `np.array(` has characters: the rows stand below one another. */
const NUMPY_INDENT = 9;

export function copyText(tensor: Tensor, format: CopyFormat): string {
  switch (format) {
    case 'numpy':
      return `np.array(${nested(tensor, numpyNumber, NUMPY_INDENT)}, dtype=np.float32)`;
    case 'javascript':
      return nested(tensor, exactText, 0);
    case 'csv':
      return csvText(tensor);
    case 'latex':
      return latexText(tensor);
  }
}

/**
 * One line per row and nothing else; a vector is one line. Of three axes all matrices stand below one another, with
 * the sample in the first column, and a line of headings says so.
 */
export function csvText(tensor: Tensor): string {
  const lines = rowsOf(tensor).map((row) => Array.from(row, exactText));
  const [samples, height = 1, width = 0] = tensor.shape;
  if (tensor.shape.length < 3 || samples === undefined) return linesOf(lines);
  const heading = ['sample', ...Array.from({ length: width }, (_, column) => String(column))];
  return linesOf([heading, ...lines.map((line, at) => [String(Math.floor(at / height)), ...line])]);
}

function linesOf(lines: readonly (readonly string[])[]): string {
  return lines.map((line) => `${line.join(',')}\n`).join('');
}

/** The shortest text that is read back as this float32; a zero keeps its sign. */
function exactText(value: number): string {
  return Object.is(value, -0) ? '-0.0' : numberText(value);
}

function numpyNumber(value: number): string {
  if (Number.isNaN(value)) return 'np.nan';
  if (Number.isFinite(value)) return exactText(value);
  return value > 0 ? 'np.inf' : '-np.inf';
}

/** Lists in lists, a row of numbers to a line; further lines are indented by what stands before the first. */
function nested({ shape, data }: Tensor, number: (value: number) => string, indent: number): string {
  const [length = 0, ...inner] = shape;
  if (inner.length === 0) return `[${Array.from(data, number).join(', ')}]`;
  const size = inner.reduce((product, n) => product * n, 1);
  const parts = Array.from({ length }, (_, i) =>
    nested({ shape: inner, data: data.subarray(i * size, (i + 1) * size) }, number, indent + 1),
  );
  return `[${parts.join(`,\n${' '.repeat(indent + 1)}`)}]`;
}

/** The rows of the last two axes, sample by sample. */
function rowsOf({ shape, data }: Tensor): Float32Array[] {
  const width = shape.at(-1) ?? 0;
  const count = width === 0 ? 0 : data.length / width;
  return Array.from({ length: count }, (_, row) => data.subarray(row * width, (row + 1) * width));
}
