/** What Step Into can go to: the operations that lie ahead in the batch step. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { partsOf } from '../protocol/moments';
import { operationsOfBatchStep, type OperationKey } from '../protocol/vocabulary';
import type { ActiveRun } from './activeRun';
import type { ClientLines } from './clientLines';
import type { Handles } from './handles';
import { positionRange } from './places';
import { frameName } from './words';

/** More than a menu of an editor shows at a glance. */
const MOST_TARGETS = 24;

/** The operations ahead, the next one first; after the last of a batch step those of the next. */
export function stepInTargets(
  run: ActiveRun,
  targets: Handles<OperationKey>,
  lines: ClientLines,
): Dap.StepInTarget[] {
  const { position, moment } = run.state;
  const operations = operationsOfBatchStep(run.layers.length);
  const next = position === null ? 0 : partsOf(moment, run.layers.length).operation + 1;
  const ahead = operations.slice(next % operations.length);
  return ahead.slice(0, MOST_TARGETS).map((key) => {
    const range = positionRange(run.loaded.source, key);
    return {
      id: targets.create(key),
      label: frameName(run.layers, key),
      ...(range ? lines.range(range) : {}),
    };
  });
}
