/**
 * `npm run bench:scale`: how time and memory grow with width, depth, batch and length of a run. Fails when the
 * memory grows where it must not, and when something could not be measured. docs/scale.md says how to read it.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { OptimizerDefinition } from '../../src/definition/definition';
import { DEFAULT_TAPE_MB, LEAST_TAPE_MB } from '../../src/protocol/tape';
import { describeMachine, load } from '../machine';
import { writeBetweenMarks } from '../marks';
import { wordsOf } from '../referee';
import { largeInEditor } from './editor';
import { onGraphics } from './graphics';
import { SWEEPS } from './networks';
import { inProcess } from './process';
import { report } from './report';
import type { GraphicsRun, LargeInEditor, LargeRun, LongRun, Point, Results } from './results';
import { verdictsOf } from './verdicts';

const PARTS = ['sweeps', 'length', 'large', 'editor', 'graphics'] as const;
type Part = (typeof PARTS)[number];

const HELP = `npm run bench:scale [-- OPTIONS]

  --only PART      only this part (${PARTS.join(', ')}); can be given several times
  --quick          a few sizes and short runs: to see that it works
  --json FILE      writes all measurements
  --markdown FILE  writes the tables and charts between the marks of this file`;

interface Plan {
  /** ms of one measurement. */
  readonly stretch: number;
  /** Of the sizes of a sweep, each so many-th is measured. */
  readonly every: number;
  /** Batch steps after which the memory is measured. */
  readonly marks: readonly number[];
  /** Multiples of 64. */
  readonly graphics: Readonly<Record<'webgl2' | 'webgpu', readonly number[]>>;
}

const FULL: Plan = {
  stretch: 500,
  every: 1,
  marks: [1000, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, 90_000, 100_000],
  graphics: {
    webgl2: [1024, 25_024, 50_048, 75_072, 100_096],
    webgpu: [1024, 25_024, 50_048, 75_072, 100_096],
  },
};
const QUICK: Plan = {
  stretch: 50,
  every: 3,
  marks: [500, 1000, 2000, 3000, 4000, 5000],
  graphics: { webgl2: [256, 512, 768], webgpu: [512, 1024, 2048, 4096] },
};

const LONG_RUNS = [
  { name: 'Free running', tapeMemory: DEFAULT_TAPE_MB, stepped: false },
  { name: 'Stepped', tapeMemory: DEFAULT_TAPE_MB, stepped: true },
  { name: 'Stepped, with a small tape', tapeMemory: LEAST_TAPE_MB, stepped: true },
] as const;

const OPTIMIZERS: readonly OptimizerDefinition[] = [
  { type: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false },
  { type: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
];

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean' },
      json: { type: 'string' },
      markdown: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const only = values.only ?? PARTS;
  const unknown = only.filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. There are ${PARTS.join(', ')}.`);
  const wants = (part: Part): boolean => only.includes(part);
  const plan = values.quick ? QUICK : FULL;
  const machine = describeMachine();
  const skipped: Record<string, string> = {};
  const measured = {
    sweeps: wants('sweeps') ? await sweeps(plan) : [],
    length: wants('length') ? await lengths(plan) : [],
    large: wants('large') ? await largeRuns() : [],
    editor: wants('editor') ? await inEditor(skipped) : null,
    graphics: wants('graphics') ? await graphicsRuns(plan, skipped) : [],
  };
  const command = ['npm run bench:scale', ...(argv.length > 0 ? ['--', ...argv] : [])].join(' ');
  const results: Results = { machine, loadAfter: load(), command, ...measured, skipped };
  const text = report(results);
  console.log(text);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
  if (values.markdown !== undefined) writeBetweenMarks(values.markdown, text);
  const isWhole = Object.keys(skipped).length === 0;
  if (!isWhole || verdictsOf(results).some(({ kept }) => !kept)) process.exitCode = 1;
}

async function sweeps({ stretch, every }: Plan): Promise<Results['sweeps']> {
  const measured: Results['sweeps'][number][] = [];
  for (const { what, title, points } of SWEEPS) {
    const done: Point[] = [];
    for (const { at, ...size } of points.filter((_, index) => index % every === 0)) {
      say(`${what} ${at}`);
      done.push(await inProcess({ kind: 'point', at, size, stretch }));
    }
    measured.push({ what, title, points: done });
  }
  return measured;
}

async function lengths({ marks }: Plan): Promise<LongRun[]> {
  const runs: LongRun[] = [];
  for (const run of LONG_RUNS) {
    say(`${run.name}: ${marks.at(-1) ?? 0} batch steps`);
    runs.push(await inProcess({ kind: 'long', ...run, marks }));
  }
  return runs;
}

async function largeRuns(): Promise<LargeRun[]> {
  const runs: LargeRun[] = [];
  for (const optimizer of OPTIMIZERS) {
    say(`the large network with ${optimizer.type}`);
    runs.push(await inProcess({ kind: 'large', optimizer }));
  }
  return runs;
}

async function inEditor(skipped: Record<string, string>): Promise<LargeInEditor | null> {
  say('the large network in VS Code');
  try {
    return await largeInEditor();
  } catch (error) {
    skipped['the large network in VS Code'] = wordsOf(error);
    return null;
  }
}

async function graphicsRuns({ graphics }: Plan, skipped: Record<string, string>): Promise<GraphicsRun[]> {
  const runs: GraphicsRun[] = [];
  for (const backend of ['webgl2', 'webgpu'] as const) {
    say(`a long run on ${backend}`);
    try {
      runs.push(await onGraphics(backend, graphics[backend]));
    } catch (error) {
      skipped[backend] = wordsOf(error);
    }
  }
  return runs;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  say(wordsOf(error));
  process.exitCode = 1;
});
