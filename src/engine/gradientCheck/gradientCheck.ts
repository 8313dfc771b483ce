/** Finite differences beside what the backward pass has computed, for the batch at hand. */
import * as l10n from '@vscode/l10n';
import {
  isChecked,
  placesOf,
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
  { layer, quantity, rows, columns }: CheckedElements,
  breathe: Breathe,
): Promise<GradientCheck> {
  const ground = groundOf(where, layer, quantity);
  if ('kind' in ground) return ground;
  const { record, gradient } = ground;
  const across = placesOf(columns);
  const parameters = placesOf(rows).flatMap((row) =>
    across.map((column) => parameterAt(quantity, row, column)),
  );
  parameters.forEach((parameter) => refuseOutside(gradient, quantity, parameter));
  const { definition } = where.network;
  const disturbances = disturbancesOf(record, definition.layers.length, layer, quantity);
  const pace = new Pace(breathe);
  const batch = await Batch64.of(record, definition, layer, pace);
  const count = parameters.length;
  const [analytic, numeric, errors] = [
    new Float64Array(count),
    new Float64Array(count),
    new Float64Array(count),
  ];
  const verdicts: Verdict[] = [];
  for (const [i, parameter] of parameters.entries()) {
    const found = await compareAt(batch, gradient, parameter, null, pace);
    analytic[i] = found.analytic;
    numeric[i] = found.numeric;
    errors[i] = found.error;
    verdicts.push(found.verdict);
  }
  return { kind: 'checked', analytic, numeric, errors, verdicts, disturbances };
}

/** Steps of the curve: half a power of ten from one to the next, from 1 down to where nothing is left of a loss. */
const CURVE = Array.from({ length: 31 }, (_, i) => 10 ** (-i / 2));

/** Checks one element and tries other steps on it. `row` is 0 in the gradient of a bias. */
export async function checkElement(
  where: Where,
  layer: number,
  quantity: CheckedQuantity,
  { row, column }: { readonly row: number; readonly column: number },
  breathe: Breathe,
): Promise<ElementCheck | NothingToCheck> {
  const ground = groundOf(where, layer, quantity);
  if ('kind' in ground) return ground;
  const { record, gradient } = ground;
  const parameter = parameterAt(quantity, row, column);
  refuseOutside(gradient, quantity, parameter);
  const { definition } = where.network;
  const disturbances = disturbancesOf(record, definition.layers.length, layer, quantity);
  const pace = new Pace(breathe);
  const batch = await Batch64.of(record, definition, layer, pace);
  const found = await compareAt(batch, gradient, parameter, null, pace);
  const errors: number[] = [];
  for (const step of CURVE) {
    const { analytic, numeric } = await compareAt(batch, gradient, parameter, step, pace);
    // All by one measure: a floor of each step's own would bend the curve.
    const size = Math.max(Math.abs(analytic), Math.abs(found.numeric), found.floor);
    errors.push(Math.abs(analytic - numeric) / size);
  }
  return {
    kind: 'checked',
    parameter: batch.value(parameter),
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
  parameter: Parameter,
  step: number | null,
  pace: Pace,
): Promise<Compared> {
  const h = step ?? stepFor(batch.value(parameter), batch.reachOf(parameter));
  const below = await batch.lossesMoved(parameter, -h, pace);
  const above = await batch.lossesMoved(parameter, h, pace);
  return compare(elementAt(gradient, parameter), h, below, batch.losses, above);
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
      ? l10n.t('This layer has no bias.')
      : l10n.t('{0} is not computed yet in this batch step.', quantity);
  return { kind: 'absent', reason };
}

function parameterAt(quantity: CheckedQuantity, row: number, column: number): Parameter {
  return { i: quantity === 'gradientBias' ? null : row, j: column };
}

function elementAt({ shape, data }: Tensor, { i, j }: Parameter): number {
  return data[(i ?? 0) * (shape.at(-1) ?? 0) + j] ?? NaN;
}

function refuseOutside({ shape }: Tensor, quantity: string, { i, j }: Parameter): void {
  const index = i === null ? [j] : [i, j];
  if (index.every((at, axis) => Number.isInteger(at) && at >= 0 && at < (shape[axis] ?? 0))) return;
  throw new Error(`${quantity}[${index.join('][')}] is out of range: the shape is ${shape.join(' × ')}.`);
}
