/** A real run as the check of answers sees it. */
import { evaluateText } from '../../../src/engine/expressionNames';
import { checkGradient } from '../../../src/engine/gradientCheck/gradientCheck';
import { NODE_ENVIRONMENT } from '../../../src/engine/host/nodeEnvironment';
import { openRun } from '../../../src/engine/host/openRun';
import type { Run } from '../../../src/engine/run';
import type { Ground } from '../../../src/lessons/checking/ground';
import type { OperationName } from '../../../src/protocol/vocabulary';
import { referenceCases } from '../engine/reference';

/** Of a case of test/reference, just after an operation of its first batch step. */
export async function runAt(name: string, operation: OperationName, layer: number): Promise<Run> {
  const found = referenceCases().find((one) => one.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  const run = await openRun(found.program, 'cpu', NODE_ENVIRONMENT);
  do await run.step();
  while (run.position?.operation !== operation || run.position.layer !== layer);
  return run;
}

/** @param lossBefore of the batch step before */
export function groundOf(run: Run, lossBefore: number | null = null): Ground {
  return {
    layers: run.description.layers,
    evaluate: (text, layer) => Promise.resolve(evaluateText(run, text, layer)),
    lossBefore: () => Promise.resolve(lossBefore),
    check: (elements) => checkGradient(run.hold(), elements, () => Promise.resolve()),
  };
}
