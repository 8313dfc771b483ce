/** Finite differences beside what the backward pass has computed, for the batch at hand. */
import {
  isChecked,
  type CheckedElements,
  type CheckedQuantity,
  type ElementCheck,
  type GradientCheck,
  type NothingToCheck,
  type Verdict,
} from '../../protocol/gradientCheck';
import type { Tensor } from '../../protocol/tensor';
import type { BatchRecord } from '../batchRecord';
import type { Breathe } from '../evaluation';
import type { Standing } from '../standing';
import { Batch64, type Parameter } from './batch64';
import { compare, stepFor, type Compared } from './compare';
import { disturbancesOf } from './disturbances';
import { Pace } from './pace';

type Where = Pick<Standing, 'record' | 'network'>;

interface Ground {
  readonly record: BatchRecord;
  readonly gradient: Tensor;
}

/**
 * Checks some elements of a gradient, two forward passes each from their layer on. What comes before and after
 * `breathe` belongs to one moment, whatever becomes of the run meanwhile. Rejects when an element is out of range.
 */
export async function checkGradient(
  where: Where,
  { layer, quantity, first, every, count }: CheckedElements,
  breathe: Breathe,
): Promise<GradientCheck> {
  const ground = groundOf(where, layer, quantity);
  if ('kind' in ground) return ground;
  const { record, gradient } = ground;
  const offsets = Array.from({ length: count }, (_, i) => first + i * every);
  offsets.forEach((offset) => refuseOutside(gradient, quantity, offset));
  const { definition } = where.network;
  const disturbances = disturbancesOf(record, definition.layers.length, layer, quantity);
  const pace = new Pace(breathe);
  const batch = await Batch64.of(record, definition, layer, pace);
  const [analytic, numeric, errors] = [
    new Float64Array(count),
    new Float64Array(count),
    new Float64Array(count),
  ];
  const verdicts: Verdict[] = [];
  for (const [i, offset] of offsets.entries()) {
    const found = await compareAt(batch, gradient, offset, null, pace);
    analytic[i] = found.analytic;
    numeric[i] = found.numeric;
    errors[i] = found.error;
    verdicts.push(found.verdict);
  }
  return { kind: 'checked', shape: gradient.shape, analytic, numeric, errors, verdicts, disturbances };
}

/** Steps of the curve: half a power of ten from one to the next, from 1 down to where nothing is left of a loss. */
const CURVE = Array.from({ length: 31 }, (_, i) => 10 ** (-i / 2));

/** Checks one element, at its place in row-major order, and tries other steps on it. */
export async function checkElement(
  where: Where,
  layer: number,
  quantity: CheckedQuantity,
  offset: number,
  breathe: Breathe,
): Promise<ElementCheck | NothingToCheck> {
  const ground = groundOf(where, layer, quantity);
  if ('kind' in ground) return ground;
  const { record, gradient } = ground;
  refuseOutside(gradient, quantity, offset);
  const { definition } = where.network;
  const disturbances = disturbancesOf(record, definition.layers.length, layer, quantity);
  const pace = new Pace(breathe);
  const batch = await Batch64.of(record, definition, layer, pace);
  const found = await compareAt(batch, gradient, offset, null, pace);
  const errors: number[] = [];
  for (const step of CURVE) {
    const { analytic, numeric } = await compareAt(batch, gradient, offset, step, pace);
    // All by one measure: a floor of each step's own would bend the curve.
    const size = Math.max(Math.abs(analytic), Math.abs(found.numeric), found.floor);
    errors.push(Math.abs(analytic - numeric) / size);
  }
  const { i, j } = parameterAt(gradient, offset);
  return {
    kind: 'checked',
    index: i === null ? [j] : [i, j],
    parameter: batch.value({ i, j }),
    ...found,
    steps: Float64Array.from(CURVE),
    errors: Float64Array.from(errors),
    disturbances,
  };
}

/** @param step null: the one that suits the parameter */
async function compareAt(
  batch: Batch64,
  gradient: Tensor,
  offset: number,
  step: number | null,
  pace: Pace,
): Promise<Compared> {
  const parameter = parameterAt(gradient, offset);
  const h = step ?? stepFor(batch.value(parameter), batch.reachOf(parameter));
  const below = await batch.lossesMoved(parameter, -h, pace);
  const above = await batch.lossesMoved(parameter, h, pace);
  return compare(gradient.data[offset] ?? NaN, h, below, batch.losses, above);
}

/** The batch and the gradient, or why there is none. */
function groundOf(
  { record, network }: Where,
  layer: number,
  quantity: CheckedQuantity,
): Ground | NothingToCheck {
  // From the far side of a message port.
  if (!isChecked(quantity))
    throw new Error(`${String(quantity)} cannot be checked: only gradients of parameters can.`);
  const gradient = record?.quantity(layer, quantity) ?? null;
  if (record !== null && gradient !== null) return { record, gradient };
  const reason =
    quantity === 'gradientBias' && network.definition.layers[layer]?.useBias === false
      ? 'This layer has no bias.'
      : `${quantity} is not computed yet in this batch step.`;
  return { kind: 'absent', reason };
}

function parameterAt({ shape }: Tensor, offset: number): Parameter {
  const [, units] = shape;
  // A bias is a vector.
  if (units === undefined) return { i: null, j: offset };
  return { i: Math.floor(offset / units), j: offset % units };
}

function refuseOutside({ data }: Tensor, quantity: string, offset: number): void {
  if (Number.isInteger(offset) && offset >= 0 && offset < data.length) return;
  throw new Error(`${quantity} has ${data.length} elements, counted from 0: there is no element ${offset}.`);
}
