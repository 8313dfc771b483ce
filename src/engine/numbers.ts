/** Looking over computed numbers on the host: summaries, and NaN and infinity, which no kernel may ask for. */
import type { Cause } from '../protocol/cause';
import type { NonFiniteFinding } from '../protocol/engine';
import type { Tensor, TensorSummary } from '../protocol/tensor';
import type { ComputedTensor, Outcome } from './batchRecord';

/** The summary of a tensor; the extremes, mean and norm are over its finite elements. */
export function summaryOf(tensor: Tensor): TensorSummary {
  const { data } = tensor;
  let min = Infinity;
  let max = -Infinity;
  let minAt = 0;
  let maxAt = 0;
  let sum = 0;
  let squares = 0;
  let finite = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    if (value < min) {
      min = value;
      minAt = i;
    }
    if (value > max) {
      max = value;
      maxAt = i;
    }
    sum += value;
    squares += value * value;
    finite++;
  }
  const some = finite > 0;
  // Each is the first of its kind; of two equally far from 0, the first of both.
  const largestAt = -min === max ? Math.min(minAt, maxAt) : -min > max ? minAt : maxAt;
  return {
    shape: tensor.shape,
    min: some ? min : null,
    max: some ? max : null,
    mean: some ? sum / finite : null,
    norm: some ? Math.sqrt(squares) : null,
    largest: some ? indexOf(tensor, largestAt) : null,
    nonFinite: tensor.data.length - finite,
    firstNonFinite: finite === tensor.data.length ? null : indexOf(tensor, firstNonFinite(tensor)),
  };
}

/** The first element of an operation's results that is NaN or infinite; null when all are finite. */
export function nonFiniteIn(outcome: Outcome): Omit<NonFiniteFinding, keyof Cause> | null {
  const { loss } = outcome;
  if (loss !== undefined && !Number.isFinite(loss.mean)) {
    return { layer: null, quantity: 'loss', index: [], value: loss.mean };
  }
  for (const { layer, name, tensor } of resultsOf(outcome)) {
    const at = firstNonFinite(tensor);
    const value = tensor.data[at];
    if (value !== undefined) return { layer, quantity: name, index: indexOf(tensor, at), value };
  }
  return null;
}

function resultsOf({ tensors, update }: Outcome): readonly ComputedTensor[] {
  if (update === undefined) return tensors;
  const { layer, state } = update;
  const weights: ComputedTensor = { layer, name: 'weights', tensor: state.weights };
  return state.bias === null
    ? [...tensors, weights]
    : [...tensors, weights, { layer, name: 'bias', tensor: state.bias }];
}

/** Where the first NaN or infinity lies in the data, −1 when there is none. */
function firstNonFinite(tensor: Tensor): number {
  // A plain loop: it runs over every result of every operation while `nonFinite` is switched on.
  const { data } = tensor;
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
  return -1;
}

/** The indices, outermost first, of an element of row-major data. */
export function indexOf(tensor: Tensor, at: number): number[] {
  const index: number[] = [];
  let rest = at;
  for (const length of tensor.shape.toReversed()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}
