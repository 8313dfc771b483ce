/** A recorded run as a program that can be launched: its definition file, its data, and where it stands. */
import type { LoadedProgram } from '../data/program';
import { parseDefinition } from '../definition/parse';
import { settingsOf, withSettings } from '../definition/settings';
import { readRecording } from '../export/recording/file';
import type { RunRecord } from '../protocol/runRecord';
import { followedSource } from './followedSource';
import type { DebugHost } from './host';

/** What a launch has read. */
export interface Loaded extends LoadedProgram {
  /** Where the run is to stand; absent: before its first operation. */
  readonly record?: RunRecord;
}

/** Rejects with what is wrong with the file at `path`, in the user's terms. */
export async function loadRecorded(host: DebugHost, path: string): Promise<Loaded> {
  const { text, program, record } = readRecording(await host.files(path).readText());
  const { source, draft, definition } = parseDefinition(text);
  const names = (layers: readonly { readonly name: string }[]): string[] => layers.map(({ name }) => name);
  const ofRun = names(program.definition.layers);
  // The text may be younger than the run's layers; its settings are what the file says, whatever the run has.
  const said =
    definition === null ? program.definition : withSettings(program.definition, settingsOf(definition));
  return {
    text,
    source: followedSource(source, ofRun, names(draft.layers)),
    layerNames: ofRun,
    faults: [],
    program: { ...program, definition: said },
    record,
  };
}
