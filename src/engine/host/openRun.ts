import type { Program } from '../../data/program';
import type { BackendName } from '../../protocol/engine';
import { chooseBackend, type BackendEnvironment } from '../backends';
import type { Notebook } from '../decision';
import { Run, workOf } from '../run';
import { networkClass, trialStep, type Clock } from '../trialStep';

const CLOCK: Clock = {
  now: () => performance.now(),
  after(milliseconds, ring) {
    const timer = setTimeout(ring, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Nothing is known, and nothing remembered. */
const NO_NOTEBOOK: Notebook = { known: null, note: () => undefined };

/** A run of the program on the backend that was asked for, or on the fastest one that the environment offers. */
export async function openRun(
  program: Program,
  requested: BackendName | 'auto',
  environment: BackendEnvironment,
  notebook = NO_NOTEBOOK,
): Promise<Run> {
  const trial = {
    network: networkClass(program),
    step: () => trialStep(program),
    clock: CLOCK,
    notebook,
  };
  const backend = await chooseBackend(requested, environment, workOf(program), undefined, trial);
  return Run.create(program, backend);
}
