/**
 * What a lesson says of a run: `hidden.gradientWeights@1`, a place; `hidden.weights[0, 1]`, cells. Both are written
 * as elsewhere: the layer by its name, the operations and quantities as the vocabulary has them, counted from 0.
 */
import * as l10n from '@vscode/l10n';
import type { Cells, Place } from '../protocol/lesson';
import {
  LAYER_OPERATIONS,
  QUANTITIES,
  QUANTITY_NAMES,
  type Axis,
  type OperationName,
  type Phase,
} from '../protocol/vocabulary';
import { axisText } from '../protocol/text/shapes';
import { unknownWord } from './faults';
import type { LessonLayer, LessonNetwork } from './network';

export type Read<T> =
  { readonly value: T; readonly fault: null } | { readonly value: null; readonly fault: string };

const OPERATIONS: readonly OperationName[] = Object.values(LAYER_OPERATIONS).flat();

/** `network` null: the definition file cannot be read, and layers are taken as they are written. */
export function readPlace(text: string, network: LessonNetwork | null): Read<Place> {
  const [, where = '', step] = /^([^@]*)(?:@(.*))?$/s.exec(text.trim()) ?? [];
  if (step !== undefined && !/^\d{1,9}$/.test(step.trim()))
    return wrong(l10n.t("'{0}' must be a batch step, a whole number from 0.", `@${step}`));
  const batchStep = step === undefined ? null : Number(step);
  if (where.trim() === 'loss') return right({ operation: 'loss', layer: null, batchStep });
  const [layer, name] = splitName(where);
  if (layer === null)
    return wrong(
      l10n.t(
        "'{0}' names no place. Write LAYER.OPERATION or loss, for example output.gradientWeights@0.",
        text,
      ),
    );
  const operation = OPERATIONS.find((one) => one === name);
  if (operation === undefined) return wrong(unknownWord('operation', name, OPERATIONS));
  const fault = layerFault(layer, network);
  return fault === null ? right({ operation, layer, batchStep }) : wrong(fault);
}

export function readCells(text: string, network: LessonNetwork | null): Read<Cells> {
  const [, where = '', brackets] = /^([^[\]]*)(?:\[([^[\]]*)\])?$/s.exec(text.trim()) ?? [];
  if (where.trim() === 'loss')
    return brackets === undefined
      ? right({ layer: null, quantity: 'loss', index: [] })
      : wrong(l10n.t('The loss is one number: it has no index.'));
  const [layer, name] = splitName(where);
  if (layer === null)
    return wrong(
      l10n.t("'{0}' names no numbers. Write LAYER.QUANTITY, for example output.weights[0, 1].", text),
    );
  const quantity = QUANTITY_NAMES.find((one) => one === name);
  if (quantity === undefined) return wrong(unknownWord('quantity', name, [...QUANTITY_NAMES]));
  const fault = layerFault(layer, network);
  if (fault !== null) return wrong(fault);
  const index = brackets === undefined ? [] : brackets.split(',').map(readIndex);
  if (!index.every((one) => one !== undefined))
    return wrong(
      l10n.t(
        "'{0}' must hold whole numbers from 0, or : for all, with commas between.",
        `[${brackets ?? ''}]`,
      ),
    );
  const cells: Cells = { layer, quantity, index };
  const found = network?.layers.find((one) => one.name === layer);
  const misfit = found === undefined || network === null ? null : indexFault(cells, found, network);
  return misfit === null ? right(cells) : wrong(misfit);
}

/** Whether it is a single number. */
export function isOneNumber({ quantity, index }: Cells): boolean {
  return quantity === 'loss' || (index.length > 0 && index.every((one) => one !== null));
}

/** The phase in which these numbers are made; of parameters, the one that goes through them first. */
export function phaseOf({ quantity }: Cells): Phase {
  if (quantity === 'loss') return 'loss';
  return QUANTITIES[quantity].group === 'Backward' ? 'backward' : 'forward';
}

function readIndex(text: string): number | null | undefined {
  const word = text.trim();
  if (word === ':') return null;
  return /^\d{1,9}$/.test(word) ? Number(word) : undefined;
}

/** A layer's name may have dots; the last one counts. */
function splitName(text: string): readonly [layer: string | null, name: string] {
  const dot = text.lastIndexOf('.');
  const layer = text.slice(0, Math.max(0, dot)).trim();
  return [layer === '' ? null : layer, text.slice(dot + 1).trim()];
}

function layerFault(layer: string, network: LessonNetwork | null): string | null {
  if (network === null) return null;
  const names = network.layers.map(({ name }) => name);
  return names.includes(layer) ? null : unknownWord('layer', layer, names);
}

function indexFault(cells: Cells, layer: LessonLayer, network: LessonNetwork): string | null {
  const { quantity, index } = cells;
  if (quantity === 'loss') return null;
  if (!layer.hasBias && (quantity === 'bias' || quantity === 'gradientBias'))
    return l10n.t("The layer '{0}' has no bias.", layer.name);
  const jacobian = quantity === 'activationDerivative' && layer.isSoftmax;
  const axes: readonly Axis[] = jacobian ? ['sample', 'unit', 'unit'] : QUANTITIES[quantity].axes;
  if (index.length > 0 && index.length !== axes.length) return axesFault(quantity, axes, index.length);
  const lengths: Readonly<Record<Axis, number | null>> = {
    sample: network.samples,
    input: layer.inputs,
    unit: layer.units,
  };
  for (const [i, axis] of axes.entries()) {
    const [at, length] = [index[i] ?? null, lengths[axis]];
    if (at !== null && length !== null && at >= length)
      return lengthFault(quantity, layer.name, axis, length, at);
  }
  return null;
}

function axesFault(quantity: string, axes: readonly Axis[], indices: number): string {
  const names = axes.map(axisText).join(', ');
  // As many indices as axes are no fault.
  if (axes.length === 1)
    return l10n.t('{0} has one axis ({1}), but there are {2} indices.', quantity, names, indices);
  return indices === 1
    ? l10n.t('{0} has {1} axes ({2}), but there is one index.', quantity, axes.length, names)
    : l10n.t('{0} has {1} axes ({2}), but there are {3} indices.', quantity, axes.length, names, indices);
}

function lengthFault(quantity: string, layer: string, axis: Axis, length: number, at: number): string {
  const counted = {
    sample: length === 1 ? l10n.t('one sample') : l10n.t('{0} samples', length),
    input: length === 1 ? l10n.t('one input') : l10n.t('{0} inputs', length),
    unit: length === 1 ? l10n.t('one unit') : l10n.t('{0} units', length),
  }[axis];
  return l10n.t(
    "{0} of '{1}' has {2}, counted from 0: there is no {3} {4}.",
    quantity,
    layer,
    counted,
    axisText(axis),
    at,
  );
}

function right<T>(value: T): Read<T> {
  return { value, fault: null };
}

function wrong<T>(fault: string): Read<T> {
  return { value: null, fault };
}
