/** The formats in which a run can be exported, and what each makes of it. */
import type { Definition } from '../definition/definition';
import type { WholeBatchStep } from '../protocol/batchStep';
import { backpropTrace } from './backpropTrace/trace';
import { numpyScript } from './numpy';
import { pytorchScript } from './pytorch';
import { subjectOfStep, type Origin, type ScriptSubject } from './subject';

export const EXPORT_FORMATS = ['pytorch', 'numpy', 'backprop-trace'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportedFile {
  /** What the file could be called. */
  readonly name: string;
  readonly content: string;
}

/** Throws a Refusal with the reason when the step cannot be exported in this format. */
export function exportStep(
  format: ExportFormat,
  origin: Origin,
  definition: Definition,
  step: WholeBatchStep,
): ExportedFile {
  if (format === 'backprop-trace')
    return { name: fileNameOf(origin, format), content: backpropTrace(origin, definition, step) };
  return exportScript(format, subjectOfStep(origin, definition, step));
}

/** The same for the batch steps of a script. */
export function exportScript(format: 'pytorch' | 'numpy', subject: ScriptSubject): ExportedFile {
  const content = format === 'pytorch' ? pytorchScript(subject) : numpyScript(subject);
  return { name: fileNameOf(subject, format), content };
}

/** `iris.pytorch.py`, `iris.backprop-trace.json`. */
function fileNameOf({ file }: Origin, format: ExportFormat): string {
  const stem = file.replace(/(\.mlp)?\.json$/, '');
  return `${stem}.${format}.${format === 'backprop-trace' ? 'json' : 'py'}`;
}
