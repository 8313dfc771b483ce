/** A matrix as a `bmatrix` of amsmath, to be read by people: four digits, and dots in place of what is too much. */
import type { Tensor } from '../../protocol/tensor';

/** More rows or columns do not fit on a page. */
const LARGEST = 12;

/** Of a vector or a matrix; of three axes one matrix is to be chosen before. */
export function latexText({ shape, data }: Tensor): string {
  const columns = shape.at(-1) ?? 0;
  const shownRows = shownOf(shape.at(-2) ?? 1);
  const shownColumns = shownOf(columns);
  const cell = (row: number | null, column: number | null): string => {
    if (row === null) return column === null ? '\\ddots' : '\\vdots';
    return column === null ? '\\cdots' : latexNumber(data[row * columns + column] ?? NaN);
  };
  const lines = shownRows.map((row) => `  ${shownColumns.map((column) => cell(row, column)).join(' & ')}`);
  return `\\begin{bmatrix}\n${lines.join(' \\\\\n')}\n\\end{bmatrix}\n`;
}

/** Whether dots stand in place of some of its elements. */
export function isElided(shape: readonly number[]): boolean {
  return shape.slice(-2).some((length) => length > LARGEST);
}

/** The indices that are written; null stands for those left out before the last one. */
function shownOf(length: number): (number | null)[] {
  if (length <= LARGEST) return Array.from({ length }, (_, at) => at);
  return [...Array.from({ length: LARGEST - 2 }, (_, at) => at), null, length - 1];
}

function latexNumber(value: number): string {
  if (Number.isNaN(value)) return '\\mathrm{NaN}';
  if (!Number.isFinite(value)) return value > 0 ? '\\infty' : '-\\infty';
  const [digits = '', exponent] = String(Number(value.toPrecision(4))).split('e');
  return exponent === undefined ? digits : `${digits} \\times 10^{${Number(exponent)}}`;
}
