import * as l10n from '@vscode/l10n';
import type { DataSource } from '../definition/definition';
import type { DefinitionDraft } from '../definition/draft';
import { faultAt, type Fault, type Fix, type JsonPath, type SourceMap } from '../definition/fault';
import { didYouMean, listed, nearest, sentences } from '../definition/spelling';
import { encodeInput, encodeTarget, type Column, type Encoded, type Encoding } from './columns';
import { CsvError, parseCsv, type CsvTable } from './csv';
import type { Matrix, Table } from './table';

export type CsvSource = Extract<DataSource, { kind: 'csv' }>;

/** Data that could be read, or what is wrong with it. */
export type Loaded = { readonly table: Table } | { readonly faults: readonly Fault[] };

/** The samples of a CSV's text, or a fault at the definition's `csv`, `target` or `features`. */
export function tableOfCsv(text: string, from: CsvSource, draft: DefinitionDraft, source: SourceMap): Loaded {
  const csvPath = ['data', 'csv'];
  const asFault = (message: string): Fault => faultAt(source, csvPath, `${from.csv}: ${message}`);
  let csv: CsvTable;
  try {
    csv = parseCsv(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { faults: error.messages.map(asFault) };
  }
  const faults = nameFaults(csv, from, source);
  if (faults.length > 0) return { faults };
  const features = from.features ?? csv.header.filter((name) => !from.target.includes(name));
  if (features.length === 0) return { faults: [asFault(l10n.t('every column is a target; none is left as an input.'))] };
  const use = {
    only: from.target.length === 1,
    units: draft.layers.at(-1)?.units ?? null,
    categorical: draft.loss === 'categoricalCrossentropy',
  };
  const inputs = encodeAll(csv, features, encodeInput);
  const targets = encodeAll(csv, from.target, (column) => encodeTarget(column, use));
  if ('faults' in inputs || 'faults' in targets) {
    return { faults: [inputs, targets].flatMap((each) => ('faults' in each ? each.faults : [])).map(asFault) };
  }
  return {
    table: {
      inputs: joined(inputs.encoded, csv.rows.length),
      targets: joined(targets.encoded, csv.rows.length),
      inputNames: inputs.encoded.flatMap(({ names }) => names),
      targetNames: targets.encoded.flatMap(({ names }) => names),
    },
  };
}

/** What is wrong with the columns that the definition names: absent, or there twice. */
function nameFaults({ header }: CsvTable, from: CsvSource, source: SourceMap): Fault[] {
  const check = (property: string, names: readonly string[]): Fault[] =>
    names.flatMap((name, index) => {
      const path = ['data', property];
      const exact: JsonPath = source.value([...path, index]) === undefined ? path : [...path, index];
      const found = header.filter((column) => column === name).length;
      if (found === 1) return [];
      if (found > 1) return [faultAt(source, exact, l10n.t("{0} has {1} columns named '{2}'; names must differ.", from.csv, found, name))];
      return [absentColumn(name, header, from.csv, exact, source)];
    });
  return [...check('target', from.target), ...check('features', from.features ?? [])];
}

function absentColumn(name: string, header: readonly string[], file: string, path: JsonPath, source: SourceMap): Fault {
  const near = nearest(name, header);
  const range = source.value(path);
  const fixes: Fix[] =
    near === null || range === undefined
      ? []
      : [{ title: l10n.t("Change to '{0}'", near), range, newText: JSON.stringify(near) }];
  const message = sentences(
    l10n.t("{0} has no column '{1}'.", file, name),
    didYouMean(near),
    l10n.t('Its columns are {0}.', listed(header, 'and')),
  );
  return faultAt(source, path, message, { fixes });
}

/** Encodes the columns of these names, or gathers all that is wrong in them. */
function encodeAll(
  csv: CsvTable,
  names: readonly string[],
  encode: (column: Column) => Encoding,
): { encoded: readonly Encoded[] } | { faults: readonly string[] } {
  const encodings = names.map((name) => {
    const index = csv.header.indexOf(name);
    return encode({ name, cells: csv.rows.map((row) => row[index] ?? ''), rowNumbers: csv.rowNumbers });
  });
  const faults = encodings.flatMap((each) => ('faults' in each ? each.faults : []));
  if (faults.length > 0) return { faults };
  return { encoded: encodings.flatMap((each) => ('faults' in each ? [] : [each])) };
}

/** The encoded columns side by side. */
function joined(parts: readonly Encoded[], rows: number): Matrix {
  const width = parts.reduce((sum, { names }) => sum + names.length, 0);
  const values = new Float64Array(rows * width);
  let start = 0;
  for (const { names, values: part } of parts) {
    for (let row = 0; row < rows; row++) {
      values.set(part.subarray(row * names.length, (row + 1) * names.length), row * width + start);
    }
    start += names.length;
  }
  return { rows, width, values };
}
