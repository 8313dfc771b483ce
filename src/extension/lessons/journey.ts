/** The way to a place that a lesson names: it waits for the run to stand, and is forgotten when another is named. */
import * as l10n from '@vscode/l10n';
import { partsOf } from '../../protocol/moments';
import type { Place } from '../../protocol/lesson';
import type { RunView } from '../../protocol/panel';
import { operationsOfBatchStep } from '../../protocol/vocabulary';

type Standing = Extract<RunView, { run: string }>;

/** The moment of a place in this run, or in words why it has none. */
export function momentOfPlace(
  { operation, layer: name, batchStep }: Place,
  { description, state }: Pick<Standing, 'description' | 'state'>,
): { readonly moment: number } | { readonly trouble: string } {
  const layer = name === null ? null : description.layers.findIndex((one) => one.name === name);
  if (layer === -1) return { trouble: l10n.t("This run has no layer '{0}'.", name ?? '') };
  const operations = operationsOfBatchStep(description.layers.length);
  const index = operations.findIndex((key) => key.layer === layer && key.operation === operation);
  const step = batchStep ?? partsOf(state.moment, description.layers.length).step;
  const last = state.epochs * state.batchesPerEpoch - 1;
  if (step > last)
    return { trouble: l10n.t('The training ends with batch step {0}: there is no {1}.', last, step) };
  return { moment: step * operations.length + index + 1 };
}
