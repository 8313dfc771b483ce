/** What `backstep check-gradients` says. */
import type { Run } from '../engine/run';
import {
  findsFault,
  indexOf,
  TOLERANCE,
  type CheckedElement,
  type CheckedQuantity,
  type CheckSummary,
} from '../protocol/gradientCheck';
import { jsonNumber, jsonObject } from './json';
import { figures } from './report';

export interface CheckedMatrix {
  readonly layer: string;
  readonly quantity: CheckedQuantity;
  /** All that it has; `summary` says how many elements were looked at. A bias is one row. */
  readonly rows: number;
  readonly columns: number;
  readonly summary: CheckSummary;
}

/** A line for each matrix, the worst elements of those that differ below it, and what it comes to. */
export function describeCheck(run: Run, matrices: readonly CheckedMatrix[]): string {
  const rows = matrices.map((matrix) => {
    const { layer, quantity, rows: height, columns, summary } = matrix;
    const { largest, checked } = summary;
    const total = height * columns;
    const error =
      largest === null
        ? 'nothing to compare'
        : `largest relative error ${largest.error.toExponential(1)} at ${indices(quantity, largest)}`;
    return [
      `${layer}.${quantity}`,
      shapeOf(matrix).join(' × '),
      checked === total ? `all ${total} checked` : `${checked} of ${total} checked`,
      error,
      verdict(summary),
    ];
  });
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, cell.length)),
    [],
  );
  const lines = rows.flatMap((row, i) => {
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
    const matrix = matrices[i];
    return [line.trimEnd(), ...(matrix === undefined ? [] : worstLines(matrix))];
  });
  return `${[...lines, conclusion(run, matrices)].join('\n')}\n`;
}

function verdict({ counts, checked }: CheckSummary): string {
  const parts = [
    counts.differs > 0 ? `${counts.differs} differ` : '',
    counts.notFinite > 0 ? `${counts.notFinite} not finite` : '',
    counts.kink > 0 ? `${counts.kink} at an edge of the loss` : '',
  ].filter((part) => part !== '');
  return counts.agrees === checked ? 'agrees' : parts.join(', ');
}

function worstLines({ layer, quantity, summary }: CheckedMatrix): string[] {
  const lines = summary.worst.map(
    (element) =>
      `  ${layer}.${quantity}${indices(quantity, element)} = ${figures(element.analytic)}, ` +
      `finite difference ${figures(element.numeric)}, relative error ${figures(element.error)}`,
  );
  const more = summary.counts.differs + summary.counts.notFinite - lines.length;
  return more > 0 ? [...lines, `  … and ${more} more`] : lines;
}

function conclusion(run: Run, matrices: readonly CheckedMatrix[]): string {
  const sum = (count: (summary: CheckSummary) => number): number =>
    matrices.reduce((total, { summary }) => total + count(summary), 0);
  const checked = sum((summary) => summary.checked);
  const faults = sum(({ counts }) => counts.differs + counts.notFinite);
  const { position, N } = run.state();
  const where = `epoch ${position?.epoch ?? 0}, batch step ${position?.batch ?? 0}, ${N} samples`;
  const tolerance = `relative error at most ${TOLERANCE}`;
  return faults === 0
    ? `The gradients agree with finite differences (${where}; ${tolerance}).`
    : `${faults} of ${checked} elements do not agree with finite differences (${where}; ${tolerance}).`;
}

function indices(quantity: CheckedQuantity, element: CheckedElement): string {
  return indexOf(quantity, element)
    .map((index) => `[${index}]`)
    .join('');
}

function shapeOf({ quantity, rows, columns }: CheckedMatrix): number[] {
  return quantity === 'gradientBias' ? [columns] : [rows, columns];
}

/** One JSON object. Its numbers are float64, except `analytic`, which the engine has in float32. */
export function checkAsJson(run: Run, matrices: readonly CheckedMatrix[]): string {
  const { position, backend } = run.state();
  const object = jsonObject({
    epoch: jsonNumber(position?.epoch ?? null),
    batch: jsonNumber(position?.batch ?? null),
    tolerance: jsonNumber(TOLERANCE),
    agrees: String(!matrices.some(({ summary }) => findsFault(summary))),
    matrices: `[${matrices.map(matrixAsJson).join(',\n')}]`,
    backend: JSON.stringify(backend.name),
  });
  return `${object}\n`;
}

function matrixAsJson(matrix: CheckedMatrix): string {
  const { layer, quantity, rows, columns, summary } = matrix;
  const { counts, checked, largest, worst } = summary;
  return jsonObject({
    layer: JSON.stringify(layer),
    quantity: JSON.stringify(quantity),
    shape: JSON.stringify(shapeOf(matrix)),
    elements: jsonNumber(rows * columns),
    checked: jsonNumber(checked),
    agree: jsonNumber(counts.agrees),
    edges: jsonNumber(counts.kink),
    differ: jsonNumber(counts.differs),
    notFinite: jsonNumber(counts.notFinite),
    largestError: jsonNumber(largest?.error ?? null),
    at: largest === null ? 'null' : JSON.stringify(indexOf(quantity, largest)),
    worst: `[${worst.map((element) => elementAsJson(quantity, element)).join(',')}]`,
  });
}

function elementAsJson(quantity: CheckedQuantity, element: CheckedElement): string {
  return jsonObject({
    index: JSON.stringify(indexOf(quantity, element)),
    analytic: jsonNumber(element.analytic),
    numeric: jsonNumber(element.numeric),
    error: jsonNumber(element.error),
  });
}
