/** What is there to be read just after an operation, in every batch step alike: known before anything has run. */
import { operationsOfBatchStep, type OperationKey, type QuantityName } from '../protocol/vocabulary';

/** Whether a quantity of a layer, or (`layer` null) the loss and with it the accuracy, has been computed. */
export type Presence = (layer: number | null, name: QuantityName | 'loss') => boolean;

/**
 * Presence just after the operation, in a network of so many layers. An operation of any layer (`layer` null) counts
 * where it comes last: what is not there yet then is never there.
 */
export function presenceAt(key: OperationKey, layerCount: number): Presence {
  const operations = operationsOfBatchStep(layerCount);
  const placeOf = (layer: number | null, operation: OperationKey['operation']): number =>
    operations.findLastIndex((one) => one.operation === operation && (layer === null || one.layer === layer));
  const now = placeOf(key.layer, key.operation);
  const isDone = (layer: number | null, operation: OperationKey['operation']): boolean =>
    placeOf(layer, operation) <= now;
  return (layer, name) => {
    if (layer === null || name === 'loss') return isDone(null, 'loss');
    switch (name) {
      case 'weights':
      case 'bias':
        return true;
      case 'input':
        return layer === 0 || isDone(layer - 1, 'output');
      case 'gradient':
        return layer === layerCount - 1 ? isDone(null, 'loss') : isDone(layer + 1, 'gradientPrev');
      case 'gradientBias':
        return isDone(layer, 'gradientWeights');
      case 'preActivation':
      case 'output':
      case 'activationDerivative':
      case 'gradientOutput':
      case 'gradientWeights':
      case 'gradientPrev':
        return isDone(layer, name);
    }
  };
}
