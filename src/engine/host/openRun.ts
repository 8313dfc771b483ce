import type { Program } from '../../data/program';
import type { BackendName } from '../../protocol/engine';
import { chooseBackend, type BackendEnvironment } from '../backends';
import { Run, workOf } from '../run';

/** A run of the program on the backend that was asked for, or on the best one that the environment offers. */
export async function openRun(
  program: Program,
  requested: BackendName | 'auto',
  environment: BackendEnvironment,
): Promise<Run> {
  return Run.create(program, await chooseBackend(requested, environment, workOf(program)));
}
