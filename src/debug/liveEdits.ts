/** Edits of the definition file while its run lasts: what is applied at once, and what needs a restart. */
import * as l10n from '@vscode/l10n';
import { programChanges } from '../data/changes';
import { changesBetween, changeWords, type Change } from '../definition/changes';
import { settingsOf, withSettings } from '../definition/settings';
import type { RunSettings } from '../protocol/engine';
import type { ActiveRun } from './activeRun';
import type { Configuration } from './configuration';
import { followedSource } from './followedSource';
import type { RunnableProgram } from './launch';
import { fileName } from './paths';
import { messageOf, ProtocolError } from './protocolError';
import { fileSays } from './quantities';
import type { Configured } from './requests';

/**
 * Reads the file of a run anew and applies what can be applied. `isCurrent` says whether the run is still the one
 * that is debugged. Throws a `launch` error with every fault of a file that is wrong; nothing has changed then.
 */
export async function applyFile(
  run: ActiveRun,
  configuration: Configuration,
  isCurrent: () => boolean,
): Promise<Configured> {
  if (run.status === 'ended') throw new ProtocolError('state', l10n.t('The training is over.'));
  const inFile = await configuration.reload(run.options, run.program).catch((error: unknown) => {
    // Whoever saves while still typing is not to be interrupted: the client decides what it shows.
    throw new ProtocolError('launch', messageOf(error));
  });
  if (!isCurrent()) throw new ProtocolError('stale', l10n.t('The run has ended since this was asked.'));
  const changes = changesFromRun(run, inFile);
  run.reread(seenByRun(run, inFile));
  const { fileSettings } = run;
  const live = changes.filter(({ effect }) => effect !== 'restart');
  if (live.length > 0) await run.configure(fileSettings);
  return {
    applied: live.map(inWords),
    needsRestart: changes.filter(({ effect }) => effect === 'restart').map(inWords),
  };
}

/** What is said of it in the Debug Console; nothing of a file in which only comments or spaces have changed. */
export function configuredLines(run: ActiveRun, { applied, needsRestart }: Configured): string {
  const file = fileName(run.options.program);
  const list = (changes: Configured['applied']): string => changes.map(({ words }) => words).join('; ');
  const lines = [
    ...(applied.length > 0 ? [`${file}: ${list(applied)}\n`] : []),
    ...(needsRestart.length > 0
      ? [`${l10n.t('{0}: {1}. The run goes on without it.', file, list(needsRestart))}\n`]
      : []),
  ];
  return lines.join('');
}

/** A line for the Debug Console when the way to this stop has taken settings away that the file still has. */
export function undoneLine(run: ActiveRun): string | null {
  if (JSON.stringify(run.leftWith) === JSON.stringify(run.state.settings)) return null;
  const differences = liveChanges(run, run.state.settings, run.fileSettings);
  if (differences.length === 0) return null;
  const list = differences.map(({ name, before: has, now: says }) =>
    has === null || says === null ? name : `${name} ${has} (${fileSays(says)})`,
  );
  const words = l10n.t(
    'The run stands before the change of its settings: it has {0} again.',
    list.join('; '),
  );
  return `${words}\n`;
}

/** What the file has otherwise than the run as it goes on now. */
function changesFromRun(run: ActiveRun, inFile: RunnableProgram): Change[] {
  const { dataset, definition } = run.program;
  return programChanges({ dataset, definition: withSettings(definition, run.settings) }, inFile.program);
}

function liveChanges(run: ActiveRun, before: RunSettings, now: RunSettings): Change[] {
  const { definition } = run.program;
  return changesBetween(withSettings(definition, before), withSettings(definition, now));
}

/** The file as the run can go by it: its places, and its settings; but the layers and the data are the run's. */
function seenByRun(run: ActiveRun, loaded: RunnableProgram): RunnableProgram {
  const names = (layers: readonly { readonly name: string }[]): string[] => layers.map(({ name }) => name);
  const { definition } = loaded.program;
  const source = followedSource(loaded.source, names(run.layers), names(definition.layers));
  const loss = changesFromRun(run, loaded).find(({ name }) => name === 'loss');
  // A loss that waits for a restart is not the run's.
  const kept = loss?.effect === 'restart' ? { loss: run.settings.loss } : {};
  const settings = { ...settingsOf(definition), ...kept };
  return {
    ...loaded,
    source,
    program: { ...run.program, definition: withSettings(run.program.definition, settings) },
  };
}

function inWords(change: Change): Configured['applied'][number] {
  return { name: change.name, words: changeWords(change) };
}
