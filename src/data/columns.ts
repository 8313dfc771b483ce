import * as l10n from '@vscode/l10n';
import { firstFew } from './csv';

/** A column of a CSV: its texts, and the row each stands in (the header is row 1). */
export interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  readonly rowNumbers: readonly number[];
}

/** One or more columns of numbers made of one column of a CSV. `values` is row-major, rows × names. */
export interface Encoded {
  readonly names: readonly string[];
  readonly values: Float64Array;
}

export type Encoding = Encoded | { readonly faults: readonly string[] };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;

/** A text input with more different values than this is a name or a remark, not a category. */
const MOST_CATEGORIES = 64;

/** What is wrong with single cells of a column: the empty ones; in a column of numbers, the others. */
function cellFaults({ name, cells, rowNumbers }: Column): string[] {
  const numeric = cells.some((cell) => NUMBER.test(cell));
  const faults: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const where = l10n.t("row {0}, column '{1}'", rowNumbers[index] ?? 0, name);
    if (cell === '') faults.push(l10n.t('{0}: the cell is empty.', where));
    else if (DECIMAL_COMMA.test(cell)) faults.push(l10n.t("{0}: '{1}' has a decimal comma; write a point.", where, cell));
    else if (numeric && !NUMBER.test(cell)) faults.push(l10n.t("{0}: '{1}' is not a number, unlike others in this column.", where, cell));
    else if (numeric && !Number.isFinite(Math.fround(Number(cell)))) faults.push(l10n.t('{0}: {1} is too large.', where, cell));
  }
  return faults;
}

const isNumeric = ({ cells }: Column): boolean => NUMBER.test(cells[0] ?? '');

/** An input column: its numbers, or, of texts, one 0/1 column for each different text. */
export function encodeInput(column: Column): Encoding {
  const faults = cellFaults(column);
  if (faults.length > 0) return { faults: firstFew(faults) };
  if (isNumeric(column)) return asNumbers(column);
  const categories = new Set(column.cells).size;
  if (categories > MOST_CATEGORIES) {
    const message = l10n.t("column '{0}' holds {1} different texts, too many for an input; leave it out by listing the others in 'features'.", column.name, categories);
    return { faults: [message] };
  }
  return oneHot(column, (text) => `${column.name}=${text}`);
}

/** How a target column is to be learnt: whether it is the only one, by how many units, and by which loss. */
export interface TargetUse {
  readonly only: boolean;
  readonly units: number | null;
  readonly categorical: boolean;
}

/**
 * A target column: its numbers; of texts, one 0/1 column for each different text in the order of the alphabet,
 * or a single one when there are two and the last layer has one unit. Whole numbers are classes too when
 * the loss is categoricalCrossentropy, which has no use for them otherwise.
 */
export function encodeTarget(column: Column, use: TargetUse): Encoding {
  const faults = cellFaults(column);
  if (faults.length > 0) return { faults: firstFew(faults) };
  const label = (text: string): string => (use.only ? text : `${column.name}=${text}`);
  if (isNumeric(column)) {
    const classes = use.only && use.categorical && column.cells.every((cell) => /^\d+$/.test(cell));
    return classes ? oneHot(column, label) : asNumbers(column);
  }
  const [zero, one, ...others] = categoriesOf(column);
  if (zero !== undefined && one !== undefined && others.length === 0 && use.only && use.units === 1) {
    return { names: [one], values: Float64Array.from(column.cells, (cell) => (cell === one ? 1 : 0)) };
  }
  return oneHot(column, label);
}

function asNumbers(column: Column): Encoded {
  return { names: [column.name], values: Float64Array.from(column.cells, Number) };
}

/** Numbers by size, texts by their code units: the same order whatever the language of the machine. */
function categoriesOf({ cells }: Column): string[] {
  const different = [...new Set(cells)];
  return different.every((text) => NUMBER.test(text))
    ? different.toSorted((a, b) => Number(a) - Number(b))
    : different.toSorted((a, b) => (a < b ? -1 : 1));
}

function oneHot(column: Column, label: (text: string) => string): Encoded {
  const categories = categoriesOf(column);
  const place = new Map(categories.map((text, index) => [text, index]));
  const values = new Float64Array(column.cells.length * categories.length);
  for (const [row, cell] of column.cells.entries()) {
    values[row * categories.length + (place.get(cell) ?? 0)] = 1;
  }
  return { names: categories.map(label), values };
}
