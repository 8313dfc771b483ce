/** The runs of the course's lessons, by the real engine. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { programFiles } from '../../src/cli/files';
import { loadProgram } from '../../src/data/program';
import { NODE_ENVIRONMENT } from '../../src/engine/host/nodeEnvironment';
import { openRun } from '../../src/engine/host/openRun';
import type { Run } from '../../src/engine/run';
import type { Lesson } from '../../src/protocol/lesson';
import type { Tensor } from '../../src/protocol/tensor';
import { QUANTITY_NAMES } from '../../src/protocol/vocabulary';
import { COURSE_FOLDER } from './courseLessons';
import { tensorKey, written, type RecordedRun, type WrittenTensor } from './recordedRun';

const DATA_FOLDER = path.join(__dirname, '..', '..', 'data');

export async function courseRun({ definition }: Lesson): Promise<Run> {
  const { faults, program } = await loadProgram(
    programFiles(path.join(COURSE_FOLDER, definition), DATA_FOLDER),
  );
  assert.deepEqual(faults, []);
  assert.ok(program);
  return openRun(program, 'auto', NODE_ENVIRONMENT);
}

/** As far as the lesson's pages go: all numbers of their batch steps, and the weights' of every one. */
export async function recordCourseRun(lesson: Lesson): Promise<RecordedRun> {
  const run = await courseRun(lesson);
  const steps = new Set(lesson.pages.map(({ at }) => at?.batchStep ?? 0));
  const batchSteps: RecordedRun['batchSteps'][number][] = [];
  const tensors: Record<string, WrittenTensor> = {};
  for (let step = 0; step <= Math.max(...steps); step++) {
    do await run.step();
    while (run.nextOperation()?.phase === 'update' || run.position?.phase !== 'update');
    const { position, loss } = run.state();
    assert.ok(position && loss !== null);
    batchSteps.push({ epoch: position.epoch, batch: position.batch, loss: written(loss) });
    Object.assign(tensors, tensorsOf(run, step, steps.has(step)));
  }
  const { description } = run;
  const { optimizer } = run.state().settings;
  run.dispose();
  return { description, optimizer, batchSteps, tensors };
}

/** Of the batch step that the run has just ended. */
function tensorsOf(run: Run, step: number, whole: boolean): Record<string, WrittenTensor> {
  const tensors: Record<string, WrittenTensor> = {};
  const note = (key: string, tensor: Tensor | null): void => {
    if (tensor !== null) tensors[key] = { shape: tensor.shape, data: Array.from(tensor.data, written) };
  };
  for (const layer of run.description.layers.keys()) {
    for (const quantity of whole ? QUANTITY_NAMES : (['weights', 'gradientWeights'] as const)) {
      const old = quantity === 'weights' || quantity === 'bias';
      note(
        tensorKey(step, layer, quantity, false),
        old ? run.readable(layer, `${quantity}Before`) : run.quantity(layer, quantity),
      );
      if (old) note(tensorKey(step, layer, quantity, true), run.quantity(layer, quantity));
    }
  }
  return tensors;
}
