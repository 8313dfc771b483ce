/** `backstep train`: trains to the end, or for so many batch steps, and says what came of it. */
import { advance } from '../engine/advance';
import { NODE_ENVIRONMENT } from '../engine/host/nodeEnvironment';
import { nodeHiring } from '../engine/host/nodeHelpers';
import { openRun } from '../engine/host/openRun';
import type { Run } from '../engine/run';
import { Tape } from '../engine/tape';
import type { BackendName } from '../protocol/engine';
import { DEFAULT_TAPE_MB, MB } from '../protocol/tape';
import { jsonNumber, jsonObject } from './json';
import { load } from './load';
import { nextTask } from './nextTask';
import { print } from './output';
import { ENGINE_SCRIPT } from './package';
import { ProgressBar } from './progressBar';
import { recordTo } from './record';
import { describeEpoch, describeSummary, type Outcome } from './report';

export interface TrainOptions {
  /** Batch steps from the start; null for all epochs. */
  readonly steps: number | null;
  readonly backend: BackendName | 'auto';
  /** One JSON object on standard output instead of words. */
  readonly json: boolean;
  /** A file for the run with its past, to be opened in the debugger; null: none. */
  readonly record: string | null;
}

/** The exit status of a program that the person has stopped with Ctrl+C. */
const INTERRUPTED = 130;

/** Returns the exit status: 0, or 130 after Ctrl+C. */
export async function train(file: string, options: TrainOptions): Promise<number> {
  const program = await load(file);
  const environment = { ...NODE_ENVIRONMENT, hiring: nodeHiring(ENGINE_SCRIPT) };
  const run = await openRun(program, options.backend, environment);
  const interruption = listenForInterruption();
  const tape = options.record === null ? null : new Tape(run, DEFAULT_TAPE_MB * MB);
  try {
    const outcome = await toOutcome(run, options, tape, () => interruption.requested);
    if (options.record !== null && tape !== null) await recordTo(options.record, file, program, tape);
    await print(options.json ? outcomeAsJson(run, outcome) : describeSummary(run, outcome));
    return outcome.interrupted ? INTERRUPTED : 0;
  } finally {
    interruption.dispose();
    run.dispose();
  }
}

async function toOutcome(
  run: Run,
  options: TrainOptions,
  tape: Tape | null,
  interrupted: () => boolean,
): Promise<Outcome> {
  const { epochs, batchesPerEpoch } = run.description;
  const total = Math.min(options.steps ?? Infinity, epochs * batchesPerEpoch);
  const bar = options.json ? null : ProgressBar.onTerminal(total);
  let seconds = 0;
  try {
    while (run.state().steps < total && !run.state().ended && !interrupted()) {
      const start = performance.now();
      const arrival = await advance(
        run,
        { to: 'steps', steps: total - run.state().steps },
        { at: [], epoch: true, nonFinite: false },
        {
          pauseRequested: interrupted,
          breathe: nextTask,
          onProgress: (state) => bar?.show(state),
          ...(tape === null ? {} : { tape }),
        },
      );
      seconds += (performance.now() - start) / 1000;
      bar?.show(arrival.state);
      if (arrival.reason === 'epoch' && arrival.state.lastEpoch && !options.json) {
        const line = describeEpoch(arrival.state.lastEpoch, epochs);
        if (bar && process.stdout.isTTY) bar.printAbove(line);
        else await print(line);
      }
    }
  } finally {
    bar?.stop();
  }
  const { steps } = run.state();
  const evaluation = await run.evaluate(nextTask);
  return {
    evaluation,
    epochs: run.history().length,
    steps,
    seconds,
    interrupted: interrupted() && steps < total,
  };
}

function outcomeAsJson(run: Run, { evaluation, epochs, steps, seconds }: Outcome): string {
  const object = jsonObject({
    loss: jsonNumber(evaluation.loss),
    accuracy: jsonNumber(evaluation.accuracy),
    validationLoss: jsonNumber(evaluation.validationLoss),
    validationAccuracy: jsonNumber(evaluation.validationAccuracy),
    epochs: jsonNumber(epochs),
    steps: jsonNumber(steps),
    seconds: jsonNumber(seconds),
    stepsPerSecond: jsonNumber(seconds > 0 ? steps / seconds : null),
    backend: JSON.stringify(run.state().backend.name),
  });
  return `${object}\n`;
}

/** The first Ctrl+C asks for a graceful end; the second, of a person who will not wait, ends at once. */
function listenForInterruption(): { readonly requested: boolean; dispose(): void } {
  let requested = false;
  const listener = (): void => {
    if (requested) process.exit(INTERRUPTED);
    requested = true;
  };
  process.on('SIGINT', listener);
  return {
    get requested() {
      return requested;
    },
    dispose: () => process.off('SIGINT', listener),
  };
}
