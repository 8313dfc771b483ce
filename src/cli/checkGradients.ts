/** `backstep check-gradients`: finite differences beside every gradient of a batch step. */
import { checkGradient } from '../engine/gradientCheck/gradientCheck';
import { NODE_ENVIRONMENT } from '../engine/host/nodeEnvironment';
import { openRun } from '../engine/host/openRun';
import type { Run } from '../engine/run';
import type { BackendName } from '../protocol/engine';
import {
  allOf,
  CHECKED_QUANTITIES,
  elementsIn,
  elementsInPiece,
  findsFault,
  piecesOf,
  sizeOfChecked,
  someOf,
  summaryOf,
  type CheckedElement,
  type CheckedQuantity,
  type Stretch,
} from '../protocol/gradientCheck';
import { checkAsJson, describeCheck, type CheckedMatrix } from './checkReport';
import { load } from './load';
import { nextTask } from './nextTask';
import { CommandError, complain, print } from './output';

export interface CheckOptions {
  /** A layer's name, or its number from 0; null for all of them. */
  readonly layer: string | null;
  /** In which batch step, counted from 1. */
  readonly step: number;
  /** Look at every element, however many there are. */
  readonly all: boolean;
  readonly backend: BackendName | 'auto';
  readonly json: boolean;
}

/** Rows and columns of a matrix that are looked at unless all are wanted. */
const MOST = 32;
const WRONG_USAGE = 2;

/** Returns the exit status: 0, or 1 when a gradient differs or cannot be compared. */
export async function checkGradients(file: string, options: CheckOptions): Promise<number> {
  const program = await load(file);
  const run = await openRun(program, options.backend, NODE_ENVIRONMENT);
  try {
    const layers = layersOf(run, options.layer);
    const step = await toBackwardOf(run, options.step);
    if (step < options.step)
      complain(`${file}: training ends after ${step} batch steps; ${options.step} were asked for`);
    const matrices: CheckedMatrix[] = [];
    for (const layer of layers)
      for (const quantity of CHECKED_QUANTITIES) {
        const matrix = await checkMatrix(run, layer, quantity, options.all);
        if (matrix === null) continue;
        matrices.push(matrix);
      }
    await print(options.json ? checkAsJson(run, matrices) : describeCheck(run, matrices));
    return matrices.some(({ summary }) => findsFault(summary)) ? 1 : 0;
  } finally {
    run.dispose();
  }
}

function layersOf(run: Run, wanted: string | null): number[] {
  const { layers } = run.description;
  const all = layers.map((_, index) => index);
  if (wanted === null) return all;
  const named = layers.findIndex(({ name }) => name === wanted);
  const found = named >= 0 ? named : all.find((index) => String(index) === wanted);
  if (found !== undefined) return [found];
  const names = layers.map(({ name }) => `'${name}'`).join(', ');
  throw new CommandError(`backstep: there is no layer '${wanted}'; the layers are ${names}`, WRONG_USAGE);
}

/** Runs on to the end of the backward pass of this batch step, or of the last one there is; says which it was. */
async function toBackwardOf(run: Run, step: number): Promise<number> {
  for (;;) {
    do await run.step();
    while (run.nextOperation()?.phase !== 'update');
    const reached = run.steps + 1;
    const { epochs, batchesPerEpoch } = run.state();
    if (reached === step || reached === epochs * batchesPerEpoch) return reached;
    do await run.step();
    while (run.nextOperation()?.phase === 'update');
  }
}

/** Null where the layer has no bias. */
async function checkMatrix(
  run: Run,
  layer: number,
  quantity: CheckedQuantity,
  all: boolean,
): Promise<CheckedMatrix | null> {
  const { layers } = run.description;
  const shape = layers[layer];
  const dimensions = shape === undefined ? null : sizeOfChecked(shape, quantity);
  if (shape === undefined || dimensions === null) return null;
  const chosen = (length: number): Stretch => (all ? allOf(length) : someOf(length, MOST));
  const [rows, columns] = [chosen(dimensions.rows), chosen(dimensions.columns)];
  const size = elementsInPiece(layers, layer, run.state().N);
  const elements: CheckedElement[] = [];
  for (const piece of piecesOf({ layer, quantity, rows, columns }, size)) {
    const check = await checkGradient(run.hold(), piece, nextTask);
    if (check.kind === 'absent') throw new CommandError(`backstep: ${check.reason}`, 1);
    elements.push(...elementsIn(piece, check));
  }
  return { layer: shape.name, quantity, ...dimensions, summary: summaryOf(elements) };
}
