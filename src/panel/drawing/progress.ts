/** How far the batch step has come, seen from one layer. */
import {
  operationsOfBatchStep,
  type OperationName,
  type Phase,
  type Position,
} from '../../protocol/vocabulary';

export type Progress = 'done' | 'current' | 'coming';

/** Whether an operation of this layer has run, is where the run stands, or is still to come in this batch step. */
export function progressOf(
  position: Position | null,
  layerCount: number,
  layer: number,
  phase: Phase,
  operation: OperationName,
): Progress {
  if (position === null) return 'coming';
  const order = operationsOfBatchStep(layerCount);
  const indexOf = (wantedPhase: Phase, wantedLayer: number | null, name: OperationName): number =>
    order.findIndex(
      (key) => key.phase === wantedPhase && key.layer === wantedLayer && key.operation === name,
    );
  const at = indexOf(position.phase, position.layer, position.operation);
  const here = indexOf(phase, phase === 'loss' ? null : layer, operation);
  if (here === at) return 'current';
  return here < at ? 'done' : 'coming';
}
