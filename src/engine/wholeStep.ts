/**
 * The batch step at hand from its beginning to its end, for whoever takes it out of Backstep. It is computed beside
 * the run, which stays where it is: the part that has run comes out bit for bit as it is.
 */
import * as l10n from '@vscode/l10n';
import { settingsOf } from '../definition/settings';
import type { LayerQuantities, WholeBatchStep } from '../protocol/batchStep';
import { partsOf } from '../protocol/moments';
import { operationsOfBatchStep, QUANTITY_NAMES, type QuantityName } from '../protocol/vocabulary';
import { BatchRecord } from './batchRecord';
import type { Compute } from './compute';
import { runOperation } from './operations';
import type { Run } from './run';
import type { Standing } from './standing';

/** What a tape tells of a person's changes. */
interface Changes {
  settingsChangedSince(moment: number): boolean;
}

/**
 * Rejects, with the reason in the user's terms, before the first operation, and when a person's change within this
 * batch step would not be repeated by its equations.
 * @param changes null for a run that nobody can change.
 */
export async function wholeBatchStep(run: Run, changes: Changes | null): Promise<WholeBatchStep> {
  const standing = run.hold();
  const { record, at } = standing;
  if (record === null || at === null)
    throw new Error(l10n.t('No operation has run yet: there is no batch step to export.'));
  const layers = run.description.layers.map(({ name }) => name);
  refuseEdits(record, layers);
  refuseLateSettings(run, changes, layers.length);
  return run.compute((compute) => computed(compute, standing, record, at));
}

async function computed(
  compute: Compute,
  { network }: Standing,
  { epoch, batch, samples, beginning }: BatchRecord,
  position: WholeBatchStep['position'],
): Promise<WholeBatchStep> {
  const again = new BatchRecord(epoch, batch, samples, beginning);
  const operations = operationsOfBatchStep(beginning.length);
  const runPhases = async (isUpdate: boolean): Promise<void> => {
    for (const key of operations.filter(({ phase }) => (phase === 'update') === isUpdate))
      again.add(await runOperation(compute, network, again, key));
  };
  await runPhases(false);
  // Before the update: its weights are no longer those that the other matrices come from.
  const layers = beginning.map((_, layer) => quantitiesOf(again, layer));
  await runPhases(true);
  return {
    epoch,
    batch,
    position,
    settings: settingsOf(network.definition),
    input: samples.inputs,
    target: samples.targets,
    loss: again.loss ?? Number.NaN,
    before: beginning,
    layers,
    after: again.states,
  };
}

function quantitiesOf(record: BatchRecord, layer: number): LayerQuantities {
  return Object.fromEntries(
    QUANTITY_NAMES.map((name) => [name, record.quantity(layer, name)] as const),
  ) as LayerQuantities;
}

function refuseEdits(record: BatchRecord, layers: readonly string[]): void {
  for (const [layer, name] of layers.entries()) {
    const edited = QUANTITY_NAMES.find((quantity) => record.isEdited(layer, quantity));
    if (edited !== undefined) throw new Error(editedWords(edited, name));
  }
}

function editedWords(quantity: QuantityName, layer: string): string {
  return l10n.t(
    "{0} of '{1}' was changed by hand in this batch step, and its equations would not give that number. Go on into the next batch step, which starts from the change, or step back to before it.",
    quantity,
    layer,
  );
}

/** An update under way has used the settings that it had; one export cannot have both. */
function refuseLateSettings(run: Run, changes: Changes | null, layers: number): void {
  const { step, each } = partsOf(run.now, layers);
  const firstUpdate = step * each + (each - layers) + 1;
  if (changes?.settingsChangedSince(firstUpdate) !== true) return;
  throw new Error(
    l10n.t(
      'The settings were changed after the first update of this batch step, which was made with other ones. Go on into the next batch step, or step back to before the change.',
    ),
  );
}
