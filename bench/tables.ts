/** Results as tables in Markdown, aligned so that a terminal shows them as well. */
import type { Row } from './referee';
import type { Results } from './results';
import { spreadOf, type Spread } from './statistics';

export function report(results: Results): string {
  const { speed, goals, browser } = results;
  const perSample = [...speed, ...goals, ...browser].some(({ rows }) => rows.some((row) => row.perSample));
  return [
    machineText(results),
    ...speed.map(({ network, batchSize, rows }) => speedTable(`${network}, batches of ${batchSize}`, rows)),
    ...goals.map(({ dataset, accuracy, rows }) => goalTable(dataset, accuracy, rows)),
    ...browser.map(({ network, batchSize, rows }) =>
      speedTable(`${network}, batches of ${batchSize}, in Chromium`, rows),
    ),
    ...(perSample ? [PER_SAMPLE] : []),
    ...Object.entries(results.skipped).map(([name, reason]) => `Not measured: ${name}: ${reason}`),
  ].join('\n\n');
}

const PER_SAMPLE =
  '¹ Updates after every sample, since it knows no batches: its time for a batch step is that of training as many ' +
  'samples, and its weights are compared with ours at `batchSize` 1.';

function machineText({ contestants, ...measured }: Results): string {
  return [
    takenOn(measured),
    '',
    ...Object.entries(contestants).map(([name, description]) => `- ${name}: ${description}`),
  ].join('\n');
}

/** What the numbers were taken on, and how. */
export function takenOn({
  machine,
  loadAfter,
  command,
}: Pick<Results, 'machine' | 'loadAfter' | 'command'>): string {
  const { processor, cores, memoryGB, system, node, loadBefore } = machine;
  return (
    `${machine.date}, commit ${machine.commit}: ${processor}, ${cores} cores, ${memoryGB} GB, ${system}, Node ${node}. ` +
    `Load average before ${loadBefore.join(', ')}; after ${loadAfter.join(', ')}. \`${command}\``
  );
}

function speedTable(title: string, rows: readonly Row<number>[]): string {
  const ours = rows[0]?.measurements ?? [];
  return table(title, 'batch step', rows, (row) => ({
    time: spreadOf(row.measurements),
    ratio: spreadOf(ratios(row.measurements, ours)),
    more: difference(row),
  }));
}

function goalTable(
  dataset: string,
  accuracy: number,
  rows: readonly Row<{ milliseconds: number; epochs: number }>[],
): string {
  const times = (row: (typeof rows)[number]): number[] =>
    row.measurements.map(({ milliseconds }) => milliseconds);
  const ours = rows[0] ? times(rows[0]) : [];
  return table(`${dataset} to ${accuracy * 100} % training accuracy`, 'training', rows, (row) => ({
    time: spreadOf(times(row)),
    ratio: spreadOf(ratios(times(row), ours)),
    more: `${row.measurements[0]?.epochs ?? '–'} epochs`,
  }));
}

interface Cells {
  readonly time: Spread;
  readonly ratio: Spread;
  readonly more: string;
}

function table<T>(
  title: string,
  what: string,
  rows: readonly Row<T>[],
  cells: (row: Row<T>) => Cells,
): string {
  const head = ['', what, 'least to most', 'times ours', 'least to most', 'check'];
  const body = rows.map((row) => {
    const name = row.perSample ? `${row.name} ¹` : row.name;
    const reason = row.failure ?? row.check?.fault ?? null;
    if (reason !== null) return [name, 'not ranked', '', '', '', reason];
    const { time, ratio, more } = cells(row);
    return [
      name,
      duration(time.median),
      `${duration(time.least)} to ${duration(time.most)}`,
      times(ratio.median),
      `${times(ratio.least)} to ${times(ratio.most)}`,
      more,
    ];
  });
  return `### ${title}\n\n${aligned([head, ...body])}`;
}

function difference({ check }: Row<unknown>): string {
  return check === null ? '' : `weights within ${check.difference.toExponential(0)}`;
}

/** Of measurements in the same repeat, so that what slowed both down cancels out. */
export function ratios(theirs: readonly number[], ours: readonly number[]): number[] {
  return theirs.flatMap((value, repeat) => {
    const own = ours[repeat];
    return own === undefined ? [] : [value / own];
  });
}

/** Three digits, and the unit that suits. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${digits(milliseconds / 1000)} s`;
  return milliseconds >= 1 ? `${digits(milliseconds)} ms` : `${digits(milliseconds * 1000)} µs`;
}

function times(ratio: number): string {
  return `${digits(ratio)} ×`;
}

function digits(value: number): string {
  if (value < 0.1) return value.toPrecision(2);
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Numbers to the right, words to the left. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const [head = []] = lines;
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => (line[column] ?? '').length)));
  const isWord = (column: number): boolean => column === 0 || column === head.length - 1;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (isWord(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    isWord(column) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const [first = [], ...rest] = lines;
  return [line(first), `| ${rule.join(' | ')} |`, ...rest.map(line)].join('\n');
}
