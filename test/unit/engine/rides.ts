/** Runs that go operation by operation, and such that go freely: for tests that compare them. */
import { advance, type AdvanceControl } from '../../../src/engine/advance';
import type { Backend } from '../../../src/engine/backends';
import { FreeRun } from '../../../src/engine/free/freeRun';
import { Run } from '../../../src/engine/run';
import { Tape } from '../../../src/engine/tape';
import type { Program } from '../../../src/data/program';
import { NO_STOPS, type Arrival, type Goal, type StopPlan } from '../../../src/protocol/engine';
import type { ActivationName, LossName } from '../../../src/definition/names';
import type { OptimizerDefinition } from '../../../src/definition/definition';
import { backendOf } from './backend';
import { networkProgram } from './networks';
import { picture } from './picture';
import { optimizerOf } from './programs';

export interface Ridden {
  readonly run: Run;
  readonly tape: Tape;
  readonly free: FreeRun | null;
  /** Batch steps that were run as part of a stretch. */
  passed(): number;
  go(goal: Goal, stops?: StopPlan, control?: Partial<AdvanceControl>): Promise<Arrival>;
}

/**
 * How a run goes on: operation by operation, or freely, in plans from so many batch steps ahead on; there, as on the
 * processor or as on a graphics card, which the processor plays.
 */
export type Way = 'stepped' | { readonly plansFrom: number; readonly asOnCard?: boolean };
export const IN_PLANS: Way = { plansFrom: 8 };
export const ONE_BY_ONE: Way = { plansFrom: Infinity };
export const AS_ON_CARD: Way = { plansFrom: 8, asOnCard: true };

/** @param bound bytes that the tape's checkpoints may take */
export async function ride(program: Program, way: Way, backend?: Backend, bound = 1 << 26): Promise<Ridden> {
  const run = await Run.create(program, backend ?? (await backendOf('webasm')));
  if (way !== 'stepped' && way.asOnCard === true) playCard(run);
  const free = way === 'stepped' ? null : new FreeRun(way.plansFrom);
  const tape = new Tape(run, bound, free);
  let passed = 0;
  const pass = tape.pass.bind(tape);
  tape.pass = (passage) => {
    passed += passage.steps.length;
    pass(passage);
  };
  return {
    run,
    tape,
    free,
    passed: () => passed,
    go: (goal, stops = NO_STOPS, control = {}) =>
      advance(run, goal, stops, {
        pauseRequested: () => false,
        breathe: () => Promise.resolve(),
        tape,
        ...(free === null ? {} : { free }),
        ...control,
      }),
  };
}

/** Free running takes the run's backend for a graphics card: several batch steps make a plan, and kernels look out. */
function playCard(run: Run): void {
  const ahead = run.ahead.bind(run);
  const report = { name: 'webgl2', reason: 'It is played.' } as const;
  run.ahead = () => {
    const next = ahead();
    if (next === null) return null;
    const { backend } = next;
    const plan: Backend['plan'] = (...args) => backend.plan(...args);
    return { ...next, backend: { ...withPlans(backend, plan), report } };
  };
}

export interface Sketch {
  readonly seed?: number;
  readonly inputs?: number;
  readonly activations?: readonly ActivationName[];
  readonly units?: readonly number[];
  readonly loss?: LossName;
  readonly optimizer?: OptimizerDefinition;
  readonly samples?: number;
  readonly batchSize?: number;
  readonly epochs?: number;
  readonly shuffle?: boolean;
  readonly withValidation?: boolean;
  readonly classification?: boolean;
}

export function programOf({ activations = ['tanh', 'sigmoid'], units = [5, 3], ...sketch }: Sketch): Program {
  const program = networkProgram({
    seed: sketch.seed ?? 1,
    inputs: sketch.inputs ?? 4,
    layers: units.map((count, index) => ({
      units: count,
      activation: activations[index] ?? 'tanh',
      alpha: 0.1,
      useBias: index % 2 === 0,
    })),
    loss: sketch.loss ?? 'meanSquaredError',
    optimizer: sketch.optimizer ?? optimizerOf({ type: 'sgd' }),
    samples: sketch.samples ?? 11,
    batchSize: sketch.batchSize ?? 4,
  });
  const { definition, dataset } = program;
  const { data } = definition;
  return {
    definition: {
      ...definition,
      epochs: sketch.epochs ?? 24,
      data: { ...data, shuffle: sketch.shuffle ?? true },
    },
    dataset: {
      ...dataset,
      classification: sketch.classification ?? true,
      validation: sketch.withValidation === false ? null : dataset.training,
    },
  };
}

/** All that a run shows, wherever it stands. */
export function shown({ run, tape }: Ridden): unknown {
  return {
    picture: picture(run),
    state: run.state(),
    history: run.history(),
    losses: tape.lossOfSteps,
    accuracies: tape.accuracyOfSteps,
    strips: tape.strips.latest(run.steps, 1000),
  };
}

/** The same backend, with another way to make plans. */
export function withPlans(real: Backend, plan: Backend['plan']): Backend {
  return {
    get report() {
      return real.report;
    },
    call: (...args) => real.call(...args),
    product: (...args) => real.product(...args),
    plan,
    dispose: () => real.dispose(),
  };
}

/** A backend that counts the plans it makes. */
export async function countingPlans(): Promise<{ readonly backend: Backend; plans: number }> {
  const real = await backendOf('webasm');
  const counting = {
    plans: 0,
    backend: withPlans(real, (...args) => {
      counting.plans++;
      return real.plan(...args);
    }),
  };
  return counting;
}

export const END: Goal = { to: 'end' };
