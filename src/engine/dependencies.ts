/** Which quantities each operation reads and writes: what an edit makes stale follows from it. */
import type { Definition } from '../definition/definition';
import type { OperationKey, QuantityName } from '../protocol/vocabulary';
import { pairingOf } from './loss';

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
    const { reads, writes } = cellsOf(operation, last, definition);
    if (!reads.some((cell) => touched.has(keyOf(cell)))) continue;
    for (const cell of writes) {
      touched.add(keyOf(cell));
      stale.set(keyOf(cell), cell);
      for (const alias of aliasesOf(cell, last)) touched.add(keyOf(alias));
    }
  }
  stale.delete(keyOf(changed));
  return [...stale.values()];
}

/** What the operation reads: all that its result depends on, but for the targets and the optimizer's memory. */
export function readsOf(key: OperationKey, definition: Definition): readonly Cell[] {
  return cellsOf(key, definition.layers.length - 1, definition).reads;
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

interface ReadsAndWrites {
  readonly reads: readonly Cell[];
  readonly writes: readonly Cell[];
}

function cellsOf({ layer, operation }: OperationKey, last: number, definition: Definition): ReadsAndWrites {
  if (layer === null) return lossCells(last);
  const cells = (...names: QuantityName[]): Cell[] => names.map((name) => ({ layer, name }));
  const activation = definition.layers[layer]?.activation.type ?? 'linear';
  const paired = layer === last && pairingOf(definition.loss, activation) !== 'apart';
  switch (operation) {
    case 'preActivation':
      return { reads: cells('input', 'weights', 'bias'), writes: cells('preActivation') };
    case 'output':
      return { reads: cells('preActivation'), writes: cells('output') };
    case 'activationDerivative':
      return { reads: cells('preActivation', 'output'), writes: cells('activationDerivative') };
    case 'gradientOutput':
      return {
        reads: cells(
          'gradient',
          'activationDerivative',
          ...(paired ? (['preActivation', 'output'] as const) : []),
        ),
        writes: cells('gradientOutput'),
      };
    case 'gradientWeights':
      return { reads: cells('input', 'gradientOutput'), writes: cells('gradientWeights', 'gradientBias') };
    case 'gradientPrev':
      return { reads: cells('gradientOutput', 'weights'), writes: cells('gradientPrev') };
    case 'update':
      return {
        reads: cells('gradientWeights', 'gradientBias', 'weights', 'bias'),
        writes: cells('weights', 'bias'),
      };
    case 'loss':
      return lossCells(last);
  }
}

function lossCells(last: number): ReadsAndWrites {
  return {
    reads: [
      { layer: last, name: 'preActivation' },
      { layer: last, name: 'output' },
    ],
    writes: [
      { layer: null, name: 'loss' },
      { layer: last, name: 'gradient' },
    ],
  };
}
