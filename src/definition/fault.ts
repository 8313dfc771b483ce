/** Places in a definition file, and what is wrong there. */

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
