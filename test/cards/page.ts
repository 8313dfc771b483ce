/** What a page of Chromium computes for cards.test.ts, on the graphics cards that it has. */
import { advance } from '../../src/engine/advance';
import { chooseBackend, type Backend } from '../../src/engine/backends';
import { FreeRun } from '../../src/engine/free/freeRun';
import { BROWSER_ENVIRONMENT } from '../../src/engine/host/browserEnvironment';
import { Run } from '../../src/engine/run';
import { learningOf } from '../../src/engine/strips';
import { Tape } from '../../src/engine/tape';
import type { Program } from '../../src/data/program';
import { NO_STOPS } from '../../src/protocol/engine';
import type { Tensor } from '../../src/protocol/tensor';
import { QUANTITY_NAMES, type QuantityName } from '../../src/protocol/vocabulary';
import { differencesOfStep, networkProgram, noise, type NetworkSketch } from '../unit/engine/networks';
import { FORMULAS, type Formulas, type Matrix, type OracleMemory } from '../unit/engine/oracle';

export type CardName = 'webgl2' | 'webgpu';
export type Mistake = 'gradientWeights transposed' | 'gradientPrev without the transpose' | 'A transposed';

/** The quantities of a layer as they are, in numbers. */
type Numbers = Partial<Record<QuantityName, number[]>>;

/** A batch step as it came out. */
export interface Traced {
  readonly epoch: number;
  readonly batch: number;
  readonly loss: number;
  /** weights and bias before the update, per layer. */
  readonly before: readonly Numbers[];
  readonly after: readonly Numbers[];
}

export interface Cards {
  /** Why the card cannot be had; null when it can. */
  refusal(card: CardName): Promise<string | null>;
  /** What does not agree with the float64 oracle in some batch steps. */
  differences(card: CardName, sketch: NetworkSketch, mistake: Mistake | null): Promise<string[]>;
  trace(card: CardName, program: Program, steps: number): Promise<Traced[]>;
  /** How far the sums of `layerLearning` for n × m weights are from those in float64, at most, relative to them. */
  learning(card: CardName, n: number, m: number): Promise<number>;
  /** What differs, bit for bit, when the same steps are run freely; and how many were. */
  freely(card: CardName, sketch: NetworkSketch, steps: number): Promise<{ differ: string[]; passed: number }>;
}
declare global {
  var cards: Cards;
}

const transposed = (matrix: Matrix): Matrix =>
  (matrix[0] ?? []).map((_, j) => matrix.map((row) => row[j] ?? Number.NaN));
const MISTAKES: Readonly<Record<Mistake, Partial<Formulas>>> = {
  'gradientWeights transposed': { gradientWeights: (a, d) => transposed(FORMULAS.gradientWeights(a, d)) },
  'gradientPrev without the transpose': { gradientPrev: (d, w) => FORMULAS.gradientPrev(d, transposed(w)) },
  'A transposed': { preActivation: (a, w, b) => FORMULAS.preActivation(transposed(a), w, b) },
};

/** One for each card: kernels that come again are not compiled again. */
const opened = new Map<CardName, Promise<Backend>>();
function backendOf(card: CardName): Promise<Backend> {
  const known = opened.get(card) ?? chooseBackend(card, BROWSER_ENVIRONMENT, { largestProduct: 1 });
  opened.set(card, known);
  return known;
}

async function open(card: CardName, program: Program): Promise<Run> {
  return Run.create(program, await backendOf(card));
}

function stillOn(card: CardName, run: Run): void {
  const { name, reason } = run.state().backend;
  if (name !== card) throw new Error(`It ran on ${name}: ${reason}`);
}

function numbersOf(run: Run, layer: number): Numbers {
  const numbers: Numbers = {};
  for (const name of QUANTITY_NAMES) {
    const tensor = run.quantity(layer, name);
    if (tensor !== null) numbers[name] = [...tensor.data];
  }
  return numbers;
}

globalThis.cards = {
  refusal: (card) =>
    backendOf(card).then(
      () => null,
      (error: unknown) => String(error),
    ),

  async differences(card, sketch, mistake) {
    const program = networkProgram(sketch);
    const run = await open(card, program);
    const memory = new Map<string, OracleMemory>();
    const formulas = mistake === null ? FORMULAS : { ...FORMULAS, ...MISTAKES[mistake] };
    const found: string[] = [];
    for (let step = 0; step < 3 && run.nextOperation() !== null; step++)
      found.push(...(await differencesOfStep(run, program, memory, formulas)));
    stillOn(card, run);
    return found;
  },

  async trace(card, program, steps) {
    const run = await open(card, program);
    const layers = program.definition.layers.map((_, layer) => layer);
    const traced: Traced[] = [];
    for (let step = 0; step < steps; step++) {
      const before = layers.map((layer) => numbersOf(run, layer));
      while (run.steps === step) await run.step();
      const { epoch = NaN, batch = NaN } = run.position ?? {};
      const after = layers.map((layer) => numbersOf(run, layer));
      traced.push({ epoch, batch, loss: run.state().loss ?? NaN, before, after });
    }
    stillOn(card, run);
    return traced;
  },

  async learning(card, n, m) {
    const next = noise(n);
    const draw = (): Tensor => ({
      shape: [n, m],
      data: Float32Array.from({ length: n * m }, () => next() - 0.5),
    });
    const [gradient, before, after] = [draw(), draw(), draw()];
    const sums = await learningOf(await backendOf(card), gradient, before, after);
    const expected = new Float64Array(3 * m);
    gradient.data.forEach((value, at) => {
      const [old, unit] = [before.data[at] ?? NaN, at % m];
      const terms = [Math.abs(value), ((after.data[at] ?? NaN) - old) ** 2, old ** 2];
      terms.forEach((term, row) => (expected[row * m + unit] = (expected[row * m + unit] ?? NaN) + term));
    });
    return Math.max(...expected.map((value, at) => Math.abs((sums[at] ?? NaN) / value - 1)));
  },

  async freely(card, sketch, steps) {
    const program = networkProgram(sketch);
    const [stepped, free] = [await open(card, program), await open(card, program)];
    const tape = new Tape(free, 1 << 26);
    let passed = 0;
    const pass = tape.pass.bind(tape);
    tape.pass = (passage) => {
      passed += passage.steps.length;
      pass(passage);
    };
    const control = { pauseRequested: () => false, breathe: () => Promise.resolve() };
    const goal = { to: 'steps', steps } as const;
    const freeRun = new FreeRun();
    await advance(stepped, goal, NO_STOPS, control);
    await advance(free, goal, NO_STOPS, { ...control, tape, free: freeRun });
    if (freeRun.failure !== null) throw new Error('It does not run freely.', { cause: freeRun.failure });
    const differ = program.definition.layers.flatMap((_, layer) => {
      const [ours, theirs] = [numbersOf(free, layer), numbersOf(stepped, layer)];
      return QUANTITY_NAMES.filter((name) => JSON.stringify(ours[name]) !== JSON.stringify(theirs[name])).map(
        (name) => `layer ${layer} ${name}`,
      );
    });
    stillOn(card, free);
    return { differ, passed };
  },
};
