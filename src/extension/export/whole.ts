/** Reads a whole quantity of the run, of which the panel holds only what it shows. */
import * as l10n from '@vscode/l10n';
import type { RunFollower } from '../../debug/follower';
import type { Tensor, TensorSlice, Window } from '../../protocol/tensor';
import { hiddenSentence } from '../../protocol/text/hidden';
import type { QuantityName } from '../../protocol/vocabulary';

/** What is to be read: `sample` chooses one matrix of a quantity of three axes; null takes all. */
export interface Wanted {
  readonly run: string;
  readonly moment: number;
  readonly layer: number;
  readonly quantity: QuantityName;
  readonly sample: number | null;
}

/** Why something is not copied or saved, in the user's terms. */
export class Refusal extends Error {}

/**
 * The quantity as it is at that moment.
 *
 * @param bound how many numbers it may have, and the words for one that has more; none: any number
 * @throws Refusal when it is absent, hidden, too large, or the run stands elsewhere by now
 */
export async function readWhole(
  follower: RunFollower,
  wanted: Wanted,
  bound?: { readonly most: number; readonly tooMany: (count: number) => string },
): Promise<Tensor> {
  const { layer, quantity } = wanted;
  const view = follower.view();
  const name = view.kind === 'none' ? '' : (view.description.layers[layer]?.name ?? '');
  if (follower.hides(layer, quantity)) throw new Refusal(hiddenSentence(name, quantity));
  const shape = await shapeOf(follower, wanted);
  const [rows = 1, columns = 1] = shape.length === 1 ? [1, shape[0]] : shape.slice(-2);
  const isSliced = shape.length === 3 && wanted.sample !== null;
  const whole = isSliced ? [rows, columns] : shape;
  const count = whole.reduce((product, n) => product * n, 1);
  if (bound && count > bound.most) throw new Refusal(bound.tooMany(count));

  const data = new Float32Array(count);
  const size = rows * columns;
  for (let at = 0; at * size < count; at++) {
    const sample = isSliced ? wanted.sample : at;
    data.set((await slice(follower, wanted, { sample, row: 0, rows, column: 0, columns })).data, at * size);
  }
  return { shape: whole, data };
}

async function shapeOf(follower: RunFollower, wanted: Wanted): Promise<readonly number[]> {
  const corner = { sample: wanted.sample ?? 0, row: 0, rows: 1, column: 0, columns: 1 };
  return (await slice(follower, wanted, corner)).shape;
}

async function slice(follower: RunFollower, wanted: Wanted, window: Window): Promise<TensorSlice> {
  checkPlace(follower, wanted);
  const { value } = await follower.read(wanted.layer, wanted.quantity, window);
  // A run that went on meanwhile has perhaps answered with later numbers.
  checkPlace(follower, wanted);
  if (value === null)
    throw new Refusal(l10n.t('{0} has no numbers at this moment of the batch step.', wanted.quantity));
  return value;
}

function checkPlace(follower: RunFollower, { run, moment }: Wanted): void {
  const view = follower.view();
  if (view.kind === 'none') throw new Refusal(l10n.t('The run is over, and its numbers are gone with it.'));
  if (view.kind === 'running' || view.run !== run || view.state.moment !== moment)
    throw new Refusal(l10n.t('The run has gone on since this was asked. Nothing was copied or saved.'));
}
