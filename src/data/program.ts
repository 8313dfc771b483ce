import { checkAgainstData, checkLoss } from '../definition/againstData';
import type { Definition } from '../definition/definition';
import { hasError, inFileOrder, type Fault, type SourceMap } from '../definition/fault';
import { parseDefinition } from '../definition/parse';
import type { Dataset } from './dataset';
import type { ProgramFiles } from './files';
import { datasetOf, factsOf, loadTable } from './load';

/** A definition file, read and checked, with its data: what a run is made of. */
export interface Program {
  readonly definition: Definition;
  readonly dataset: Dataset;
}

/** A file as far as it could be read. `program` is null when any fault is an error. */
export interface LoadedProgram {
  readonly text: string;
  readonly source: SourceMap;
  /** The names of the layers in the order of the file, also of one with faults. */
  readonly layerNames: readonly string[];
  /** Every fault at once, in the order of the file. */
  readonly faults: readonly Fault[];
  readonly program: Program | null;
}

/**
 * Reads, checks and completes a definition file and its data. Rejects only when the file itself, or a built-in
 * dataset of this package, cannot be read; all else that is wrong is a fault at its place.
 */
export async function loadProgram(files: ProgramFiles): Promise<LoadedProgram> {
  const text = await files.readText();
  const { definition, draft, source, faults: found } = parseDefinition(text);
  const loaded = await loadTable(draft, source, files);
  const table = loaded !== null && 'table' in loaded ? loaded.table : null;
  const faults = inFileOrder([
    ...found,
    ...checkLoss(draft, source),
    ...(loaded !== null && 'faults' in loaded ? loaded.faults : []),
    ...(table === null ? [] : checkAgainstData(draft, source, factsOf(table, draft.data, draft.seed))),
  ]);
  const program =
    definition === null || table === null || hasError(faults)
      ? null
      : { definition, dataset: datasetOf(table, definition.data, definition.seed) };
  const layerNames = draft.layers.map(({ name }) => name);
  return { text, source, layerNames, faults, program };
}
