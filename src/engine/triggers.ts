/** Which operations can give an expression another value. */
import type { References } from '../expressions/expression';
import { findLayer, type Names, type ScalarName } from '../expressions/names';
import { operationsOfBatchStep, type OperationKey } from '../protocol/vocabulary';
import { writtenBy, type Cell } from './dependencies';

/** Those of a batch step that compute something the expression reads. None changes `learningRate`. */
export function operationsThatChange(
  { quantities, scalars }: References,
  { layers, frameLayer }: Pick<Names, 'layers' | 'frameLayer'>,
): OperationKey[] {
  const reads = quantities.map(({ layer, name }) => ({
    layer: layer === null ? frameLayer : findLayer(layer, layers),
    name,
  }));
  return operationsOfBatchStep(layers.length).filter(
    (operation, index) =>
      writtenBy(operation, layers.length - 1).some((cell) => reads.some((read) => isSame(read, cell))) ||
      (operation.phase === 'loss' && scalars.some(isOfLoss)) ||
      (index === 0 && (scalars.some(isOfBatch) || reads.some(isData))),
  );
}

function isSame(a: { readonly layer: number | null; readonly name: string }, b: Cell): boolean {
  return a.layer === b.layer && a.name === b.name;
}

function isOfLoss(name: ScalarName): boolean {
  return name === 'loss' || name === 'accuracy';
}

/** What another batch brings with it, which is taken up by the first operation. */
function isOfBatch(name: ScalarName): boolean {
  return name === 'epoch' || name === 'batch' || name === 'N';
}

function isData({ layer, name }: { readonly layer: number | null; readonly name: string }): boolean {
  return layer === 0 && name === 'input';
}
