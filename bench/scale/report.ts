/** The results as Markdown: tables, with charts beside them. */
import { spreadOf } from '../statistics';
import { aligned, duration, takenOn } from '../tables';
import { chart } from './charts';
import { ownOf } from './memory';
import type { GraphicsRun, LargeInEditor, LargeRun, LongRun, Point, Results } from './results';
import { mb, verdictsOf } from './verdicts';

export function report(results: Results): string {
  const { sweeps, length, large, editor, graphics, skipped } = results;
  return [
    takenOn(results),
    verdictsOf(results)
      .map(({ kept, text }) => `- ${kept ? 'Kept' : '**Not kept**'}: ${text}`)
      .join('\n'),
    ...sweeps.flatMap(sweepPart),
    ...(length.length > 0 ? ['### Length: 2-8-8-1, batches of 4', ...length.flatMap(lengthPart)] : []),
    ...(large.length > 0 || editor !== null ? ['### 784-1024-1024-10, batches of 64'] : []),
    ...(large.length > 0 ? [largeTable(large)] : []),
    ...(editor === null ? [] : [editorTable(editor)]),
    ...(graphics.length > 0 ? ['### On a graphics card: 2-8-8-1, batches of 4'] : []),
    ...graphics.map(graphicsTable),
    ...Object.entries(skipped).map(([name, reason]) => `Not measured: ${name}: ${reason}`),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const batchStepOf = ({ free }: Point): number => spreadOf(free).median;
const operationOf = ({ operation }: Point): number => spreadOf(operation).median;
/** What the engine has added to the process, without the past that its tape keeps. */
const addedBy = ({ memory, before, tape }: Point): number => ownOf(memory) - ownOf(before) - tape;

function sweepPart({ what, title, points }: Results['sweeps'][number]): string[] {
  const rows = points.map((point) => [
    String(point.at),
    weightsOf(point.sizes).toLocaleString('en'),
    duration(batchStepOf(point)),
    duration(operationOf(point)),
    mb(point.memory.heap - point.before.heap),
    mb(point.memory.buffers - point.before.buffers),
    mb(point.memory.wasm),
    mb(point.tape),
    mb(point.memory.rss),
  ]);
  const head = [what, 'weights', 'batch step', 'operation, stepped', 'heap', 'buffers', 'WebAssembly'];
  const x = [what, points.map(({ at }) => at)] as const;
  return [
    `### ${title}`,
    aligned([[...head, 'of it tape', 'process'], ...rows]),
    chart({ title: `A batch step, by ${what}`, x, y: 'ms', lines: [points.map(batchStepOf)] }),
    chart({ title: `Memory beside the tape, by ${what}`, x, y: 'MB', lines: [points.map(addedBy)] }),
  ];
}

function lengthPart({ name, bound, samples }: LongRun): string[] {
  const rows = samples.map(({ steps, memory, tape, checkpoints }) => [
    steps.toLocaleString('en'),
    mb(memory.heap),
    mb(memory.buffers),
    mb(memory.wasm),
    mb(tape),
    checkpoints.toLocaleString('en'),
    mb(memory.rss),
  ]);
  const head = ['batch steps', 'heap', 'buffers', 'WebAssembly', `tape, bound ${bound} MB`, 'checkpoints'];
  return [
    `#### ${name}`,
    aligned([[...head, 'process'], ...rows]),
    chart({
      title: `${name}: heap, buffers and WebAssembly (above), and what of it is tape (below)`,
      x: ['batch steps', samples.map(({ steps }) => steps)],
      y: 'MB',
      lines: [samples.map(({ memory }) => ownOf(memory)), samples.map(({ tape }) => tape)],
    }),
  ];
}

function largeTable(runs: readonly LargeRun[]): string {
  const rows = runs.map(({ optimizer, batchStep, operation, numbers, memory, tape, checkpoints, peak }) => [
    optimizer,
    duration(batchStep),
    duration(operation),
    numbers.toLocaleString('en'),
    mb(memory.heap),
    mb(memory.buffers),
    mb(memory.wasm),
    `${mb(tape)} in ${checkpoints}`,
    mb(peak),
  ]);
  const head = ['in Node, webasm', 'batch step', 'operation, stepped', 'numbers read', 'heap', 'buffers'];
  return aligned([[...head, 'WebAssembly', 'tape', 'process at most'], ...rows]);
}

function editorTable({ batchSteps, processes }: LargeInEditor): string {
  const rows = processes.map(({ type, rss, peak }) => [type, mb(rss), mb(peak)]);
  return [
    `In VS Code in a browser, with the panel open, after ${batchSteps} batch steps:`,
    aligned([['process', 'at the end', 'at most'], ...rows]),
  ].join('\n\n');
}

function graphicsTable({ backend, samples }: GraphicsRun): string {
  const rows = samples.map(({ steps, renderer, gpu }) => [steps.toLocaleString('en'), mb(renderer), mb(gpu)]);
  return aligned([[`batch steps, ${backend}`, 'renderer', 'GPU process'], ...rows]);
}

/** Without biases. */
function weightsOf(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, units, layer) => sum + units * (sizes[layer] ?? 0), 0);
}
