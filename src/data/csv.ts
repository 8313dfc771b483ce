import * as l10n from '@vscode/l10n';
import Papa from 'papaparse';

/** A CSV file as texts. `rows[i]` is as wide as `header`. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The row number of `rows[i]` as a spreadsheet counts: the header is row 1. */
  readonly rowNumbers: readonly number[];
}

/** A CSV that cannot be read as a table: one message for each thing that is wrong. */
export class CsvError extends Error {
  constructor(readonly messages: readonly string[]) {
    super(messages.join('\n'));
    this.name = 'CsvError';
  }
}

/** So many wrong rows are told one by one; the others are counted. */
export const MOST_TOLD = 5;

/** The first few messages, and how many more there are. */
export function firstFew(messages: readonly string[]): string[] {
  const rest = messages.length - MOST_TOLD;
  return rest <= 0 ? [...messages] : [...messages.slice(0, MOST_TOLD), l10n.t('{0} more rows like these.', rest)];
}

/**
 * Reads a CSV with a header in its first row. Quoted fields, line ends of every kind, and comma, semicolon,
 * tab or bar between the fields are understood; blank rows are left out. Throws a CsvError.
 */
export function parseCsv(text: string): CsvTable {
  const whole = text.replace(/^\uFEFF/, '');
  const { data, errors } = Papa.parse<string[]>(whole, { delimiter: delimiterOf(whole) });
  const quotes = errors.filter(({ type }) => type === 'Quotes');
  if (quotes.length > 0) {
    throw new CsvError(firstFew(quotes.map(({ row }) => l10n.t('row {0}: a quoted field is not closed.', (row ?? 0) + 1))));
  }
  const numbered = data
    .map((cells, index) => ({ cells: cells.map((cell) => cell.trim()), number: index + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [first, ...rest] = numbered;
  if (first === undefined) throw new CsvError([l10n.t('it is empty.')]);
  if (rest.length === 0) throw new CsvError([l10n.t('it has a header but no rows.')]);
  const header = first.cells.map((name, index) => (name === '' ? `column ${index + 1}` : name));
  const wrong = rest.filter(({ cells }) => cells.length !== header.length);
  if (wrong.length > 0) {
    throw new CsvError(
      firstFew(
        wrong.map(({ cells, number }) => l10n.t('row {0} has {1} fields, the header has {2}.', number, cells.length, header.length)),
      ),
    );
  }
  return { header, rows: rest.map(({ cells }) => cells), rowNumbers: rest.map(({ number }) => number) };
}

/** What stands between the fields: guessed from the first rows, without the blank ones, which would mislead. */
function delimiterOf(text: string): string {
  const { meta } = Papa.parse<string[]>(text, {
    preview: 20,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  return meta.delimiter;
}
