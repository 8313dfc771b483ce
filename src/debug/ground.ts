/** What the breakpoints of a file are resolved against, before a launch, at it, and while a run is under way. */
import * as l10n from '@vscode/l10n';
import { layerShapes } from '../data/layerShapes';
import type { LoadedProgram } from '../data/program';
import { parseDefinition } from '../definition/parse';
import type { Ground } from './breakpoints';
import type { Known } from './conditions';
import type { Launched } from './configuration';
import type { DebugHost } from './host';
import { load } from './launch';
import { fileName, samePath } from './paths';
import { messageOf } from './protocolError';

/** The file at this path as it was read for the launch of `program`. */
export function groundIn(path: string, program: string, loaded: LoadedProgram): Ground {
  return samePath(path, program) ? { file: loaded, known: knownOf(loaded) } : notDebugged(program);
}

/**
 * The file at this path as it is now: a client's lines are those of the file that it shows. During a run that was
 * started from an earlier text, only the names of the layers lead from the one to the other.
 */
export async function groundOf(path: string, host: DebugHost, launched: Launched | null): Promise<Ground> {
  if (launched && !samePath(path, launched.options.program)) return notDebugged(launched.options.program);
  try {
    const loaded = await (launched?.loading ?? load(host, { program: path }));
    const known = knownOf(loaded);
    const isOnDisk = launched !== null && launched.options.recording === undefined;
    const text = isOnDisk ? await textNow(host, path) : null;
    if (text === null || text === loaded.text) return { file: loaded, known };
    const { source, draft } = parseDefinition(text);
    return { file: { text, source, layerNames: draft.layers.map(({ name }) => name) }, known };
  } catch (error) {
    return { message: messageOf(error) };
  }
}

function notDebugged(program: string): Ground {
  return { message: l10n.t('This is not the file being debugged ({0}).', fileName(program)) };
}

/** null when the file cannot be read any more: the run goes on with what it has read. */
async function textNow(host: DebugHost, path: string): Promise<string | null> {
  try {
    return await host.files(path).readText();
  } catch {
    return null;
  }
}

function knownOf({ program }: LoadedProgram): Known {
  if (program === null) return null;
  return { layers: layerShapes(program), classification: program.dataset.classification };
}
