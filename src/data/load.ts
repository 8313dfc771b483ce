import * as l10n from '@vscode/l10n';
import type { DataDraft, DefinitionDraft } from '../definition/draft';
import type { DataFacts } from '../definition/againstData';
import { faultAt, type SourceMap } from '../definition/fault';
import { encodeInput, encodeTarget } from './columns';
import { parseCsv } from './csv';
import { tableOfCsv, type Loaded } from './csvTable';
import type { Dataset, Samples } from './dataset';
import type { ProgramFiles } from './files';
import { generate } from './generated';
import { splitRows, type Split } from './split';
import { standardized, standardOf } from './standardize';
import { areClasses, columnOf, matrixOf, numbered, rowsOf, tensorOf, type Matrix, type Table } from './table';

/** The brightest pixel of the digits. */
const DIGITS_WHITE = 16;

/** Reads the data a definition names. null when it names none that could be read. */
export async function loadTable(draft: DefinitionDraft, source: SourceMap, files: ProgramFiles): Promise<Loaded | null> {
  const from = draft.data.source;
  switch (from?.kind) {
    case undefined:
      return null;
    case 'inline':
      return { table: inlineTable(matrixOf(from.inputs), matrixOf(from.targets)) };
    case 'dataset':
      return { table: await builtInTable(from.dataset, draft.seed, files) };
    case 'csv': {
      let text: string;
      try {
        text = await files.readSibling(from.csv);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { faults: [faultAt(source, ['data', 'csv'], `data: csv: ${reason}`)] };
      }
      return tableOfCsv(text, from, draft, source);
    }
  }
}

function inlineTable(inputs: Matrix, targets: Matrix): Table {
  return {
    inputs,
    targets,
    inputNames: numbered('x', inputs.width),
    targetNames: numbered('y', targets.width),
  };
}

async function builtInTable(
  dataset: Parameters<typeof generate>[0] | 'iris' | 'digits',
  seed: number,
  files: ProgramFiles,
): Promise<Table> {
  if (dataset !== 'iris' && dataset !== 'digits') return generate(dataset, seed);
  const table = ownTable(await files.readBuiltIn(dataset), dataset === 'iris' ? 'species' : 'digit');
  if (dataset === 'iris') return table;
  const values = table.inputs.values.map((pixel) => pixel / DIGITS_WHITE);
  return { ...table, inputs: { ...table.inputs, values } };
}

/** A CSV of this package: all columns but the last are inputs, the last one is the class. */
function ownTable(text: string, classColumn: string): Table {
  const csv = parseCsv(text);
  const column = (name: string) => {
    const index = csv.header.indexOf(name);
    return { name, cells: csv.rows.map((row) => row[index] ?? ''), rowNumbers: csv.rowNumbers };
  };
  const inputNames = csv.header.filter((name) => name !== classColumn);
  const encoded = inputNames.map((name) => encodeInput(column(name)));
  const classes = encodeTarget(column(classColumn), { only: true, units: null, categorical: true });
  const columns = encoded.flatMap((each) => ('faults' in each ? [] : [each.values]));
  if ('faults' in classes || columns.length !== inputNames.length) {
    throw new Error(l10n.t("The built-in dataset with the column '{0}' is damaged; install Backstep again.", classColumn));
  }
  const rows = csv.rows.length;
  return {
    inputs: matrixOf(Array.from({ length: rows }, (_, row) => columns.map((values) => values[row] ?? NaN))),
    targets: { rows, width: classes.names.length, values: classes.values },
    inputNames,
    targetNames: classes.names,
  };
}

/** Splits a table's rows and, where it is asked for, standardises its inputs by the training split's statistics. */
export function datasetOf(table: Table, data: DataDraft, seed: number): Dataset {
  const split = splitRows(table.inputs.rows, data, seed);
  const standard = data.standardize ? standardOf(rowsOf(table.inputs, split.training)) : null;
  const samples = (rows: Uint32Array): Samples => {
    const inputs = rowsOf(table.inputs, rows);
    return {
      inputs: tensorOf(standard === null ? inputs : standardized(inputs, standard)),
      targets: tensorOf(rowsOf(table.targets, rows)),
    };
  };
  return {
    training: samples(split.training),
    validation: split.validation.length === 0 ? null : samples(split.validation),
    inputNames: table.inputNames,
    targetNames: table.targetNames,
    classification: areClasses(table.targets),
  };
}

/** What the definition's checks need to know of a table. */
export function factsOf(table: Table, data: DataDraft, seed: number): DataFacts {
  const { inputs, targets } = table;
  const split = splitRows(inputs.rows, data, seed);
  return {
    inputWidth: inputs.width,
    targetWidth: targets.width,
    targetMin: targets.values.reduce((least, value) => Math.min(least, value), Infinity),
    targetMax: targets.values.reduce((most, value) => Math.max(most, value), -Infinity),
    targetsSumToOne: rowSums(targets).every((sum) => Math.abs(sum - 1) < 1e-4),
    rows: inputs.rows,
    trainingRows: split.training.length,
    untrainedClasses: untrained(table, split),
  };
}

function rowSums({ rows, width, values }: Matrix): number[] {
  return Array.from({ length: rows }, (_, row) =>
    values.subarray(row * width, (row + 1) * width).reduce((sum, value) => sum + value, 0),
  );
}

/** One-hot classes that the split left without a training row. */
function untrained({ targets, targetNames }: Table, split: Split): string[] {
  if (targets.width === 1 || split.validation.length === 0 || !areClasses(targets)) return [];
  const training = rowsOf(targets, split.training);
  return targetNames.filter((_, column) => columnOf(training, column).every((value) => value === 0));
}
