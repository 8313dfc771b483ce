/** A run that leaves: as a script or a framework trace, or as a file that opens where it stands. */
import { version } from '../../package.json';
import { EXPORT_FORMATS, exportStep, type ExportedFile, type ExportFormat } from '../export/formats';
import { writeRecording } from '../export/recording/file';
import { RECORDING_SUFFIX } from '../protocol/runRecord';
import type { ActiveRun } from './activeRun';
import { fileName } from './paths';
import { messageOf, ProtocolError } from './protocolError';
import { requireNothingHidden } from './veil';

/** The batch step at hand. Throws a `state` error with the reason when it cannot be exported, or tells what is hidden. */
export async function exportedRun(run: ActiveRun, format: unknown): Promise<ExportedFile> {
  const known = EXPORT_FORMATS.find((name) => name === format);
  if (known === undefined)
    throw new ProtocolError('argument', `'format' is one of ${EXPORT_FORMATS.join(', ')}.`);
  requireNothingHidden(run);
  const step = await run.ask((engine) => engine.batchStep().catch(refuse));
  return exportOrRefuse(run, known, step);
}

/** The run with its past, as the text of a file. Throws a `state` error while anything is hidden. */
export async function recordedRun(run: ActiveRun): Promise<ExportedFile> {
  requireNothingHidden(run);
  const record = await run.ask((engine) => engine.record().catch(refuse));
  const { text } = run.loaded;
  const name = definitionName(run);
  return {
    name: `${name.replace(/(\.mlp)?\.json$/, '')}${RECORDING_SUFFIX}`,
    content: writeRecording({ name, text, program: run.program, record }, version),
  };
}

function exportOrRefuse(
  run: ActiveRun,
  format: ExportFormat,
  step: Parameters<typeof exportStep>[3],
): ExportedFile {
  try {
    return exportStep(format, { file: definitionName(run), version }, run.program.definition, step);
  } catch (error) {
    return refuse(error);
  }
}

/** Of a run that was opened from a recording without a path for its definition, the recording's own name. */
function definitionName({ options }: ActiveRun): string {
  const name = fileName(options.program);
  return name.endsWith(RECORDING_SUFFIX) ? `${name.slice(0, -RECORDING_SUFFIX.length)}.mlp.json` : name;
}

function refuse(error: unknown): never {
  throw new ProtocolError('state', messageOf(error));
}
