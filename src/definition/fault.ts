/** Places in a definition file, and what is wrong there. */
import * as l10n from '@vscode/l10n';

/** A place in a text: line and column counted from 0, and the offset in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface SourceRange {
  readonly start: Place;
  readonly end: Place;
}

/** A path to a value in the file: `['layers', 0, 'units']`. */
export type JsonPath = readonly (string | number)[];

/** A change of the text that certainly repairs a fault. */
export interface Fix {
  /** What it does, for a menu: "Change to 'tanh'". */
  readonly title: string;
  readonly range: SourceRange;
  readonly newText: string;
}

export interface Fault {
  /** In the user's terms: the layer's name, both shapes, the allowed values, the nearest spelling. */
  readonly message: string;
  readonly range: SourceRange;
  /** A warning is a likely mistake that does not keep the file from running. */
  readonly severity: 'error' | 'warning';
  /**
   * `syntax` and `schema` faults are also found by an editor that knows JSON and the contributed schema,
   * which therefore shows only the `meaning` ones from here.
   */
  readonly kind: 'syntax' | 'schema' | 'meaning';
  readonly fixes: readonly Fix[];
}

/** Where each value and each property of the file stands. */
export interface SourceMap {
  /** The value at the path; undefined when the file does not spell it out (a default). */
  value(path: JsonPath): SourceRange | undefined;
  /** The whole `"name": value` at the path; undefined when it is not in the file. */
  property(path: JsonPath): SourceRange | undefined;
}

/** How a fault reads on the command line: `FILE:LINE:COLUMN: message`, counted from 1 as editors show it. */
export function formatFault(file: string, fault: Fault): string {
  const { line, column } = fault.range.start;
  const message = fault.severity === 'warning' ? l10n.t('warning: {0}', fault.message) : fault.message;
  return `${file}:${line + 1}:${column + 1}: ${message}`;
}

/** Whether any of the faults keeps the file from running. */
export function hasError(faults: readonly Fault[]): boolean {
  return faults.some((fault) => fault.severity === 'error');
}

/** The faults in the order of the file; an error before a warning at the same place. */
export function inFileOrder(faults: readonly Fault[]): Fault[] {
  const weight = (fault: Fault): number => (fault.severity === 'error' ? 0 : 1);
  return faults.toSorted((a, b) => a.range.start.offset - b.range.start.offset || weight(a) - weight(b));
}

/** The very beginning of a file: where a fault stands whose place the file does not spell out. */
const BEGINNING: SourceRange = {
  start: { line: 0, column: 0, offset: 0 },
  end: { line: 0, column: 0, offset: 0 },
};

/** A fault found when the data is known, at the value of a path or the nearest one around it. */
export function faultAt(
  source: SourceMap,
  path: JsonPath,
  message: string,
  { severity = 'error', fixes = [] }: { severity?: Fault['severity']; fixes?: readonly Fix[] } = {},
): Fault {
  let range: SourceRange | undefined;
  for (let length = path.length; range === undefined && length > 0; length--) {
    range = source.value(path.slice(0, length));
  }
  return { message, range: range ?? BEGINNING, severity, kind: 'meaning', fixes };
}
