/** Which quantities each operation reads and writes: what an edit makes stale follows from it. */
import type { Definition } from '../definition/definition';
import type { OperationKey, QuantityName } from '../protocol/vocabulary';
import { pairingIn } from './loss';

/** A quantity of a layer; the loss belongs to none. */
export type Cell =
  { readonly layer: number; readonly name: QuantityName } | { readonly layer: null; readonly name: 'loss' };

/**
 * What the operations that are `done`, in the order in which they ran, computed from `changed` or from what was
 * computed from it.
 */
export function staleAfter(
  changed: Cell & { readonly layer: number },
  done: readonly OperationKey[],
  definition: Definition,
): Cell[] {
  const last = definition.layers.length - 1;
  const stale = new Map<string, Cell>();
  const touched = new Set([keyOf(changed)]);
  for (const operation of done) {
    if (!readsOf(operation, definition).some((cell) => touched.has(keyOf(cell)))) continue;
    for (const cell of writesOf(operation, last)) {
      touched.add(keyOf(cell));
      stale.set(keyOf(cell), cell);
      for (const alias of aliasesOf(cell, last)) touched.add(keyOf(alias));
    }
  }
  stale.delete(keyOf(changed));
  return [...stale.values()];
}

/** What the operation reads: all that its result depends on, but for the targets and the optimizer's memory. */
export function readsOf({ layer, operation }: OperationKey, definition: Definition): readonly Cell[] {
  const last = definition.layers.length - 1;
  if (layer === null) return cells(last, 'preActivation', 'output');
  const paired = pairingIn(definition, layer) !== 'apart';
  switch (operation) {
    case 'preActivation':
      return cells(layer, 'input', 'weights', 'bias');
    case 'output':
      return cells(layer, 'preActivation');
    case 'activationDerivative':
      return cells(layer, 'preActivation', 'output');
    case 'gradientOutput':
      return [
        ...cells(layer, 'gradient', 'activationDerivative'),
        ...(paired ? cells(layer, 'preActivation', 'output') : []),
      ];
    case 'gradientWeights':
      return cells(layer, 'input', 'gradientOutput');
    case 'gradientPrev':
      return cells(layer, 'gradientOutput', 'weights');
    case 'update':
      return cells(layer, 'gradientWeights', 'gradientBias', 'weights', 'bias');
    case 'loss':
      return cells(last, 'preActivation', 'output');
  }
}

function keyOf({ layer, name }: Cell): string {
  return `${layer ?? ''}:${name}`;
}

/** The next layer's input is this layer's output; the layer before gets its gradient from this one. */
function aliasesOf(cell: Cell, last: number): Cell[] {
  if (cell.name === 'output' && cell.layer < last) return [{ layer: cell.layer + 1, name: 'input' }];
  if (cell.name === 'gradientPrev' && cell.layer > 0) return [{ layer: cell.layer - 1, name: 'gradient' }];
  return [];
}

/** What an operation computes, under every name by which it is known. */
export function writtenBy(operation: OperationKey, last: number): Cell[] {
  const writes = writesOf(operation, last);
  return [...writes, ...writes.flatMap((cell) => aliasesOf(cell, last))];
}

function writesOf({ layer, operation }: OperationKey, last: number): Cell[] {
  if (layer === null || operation === 'loss') {
    return [{ layer: null, name: 'loss' }, ...cells(last, 'gradient')];
  }
  switch (operation) {
    case 'gradientWeights':
      return cells(layer, 'gradientWeights', 'gradientBias');
    case 'update':
      return cells(layer, 'weights', 'bias');
    default:
      return cells(layer, operation);
  }
}

function cells(layer: number, ...names: readonly QuantityName[]): Cell[] {
  return names.map((name) => ({ layer, name }));
}
