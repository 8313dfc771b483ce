/** What the extension works out for lessons without the editor: moments of places, and what is remembered. */
import assert from 'node:assert/strict';
import { momentOfPlace } from '../../../src/extension/lessons/journey';
import { LessonProgress } from '../../../src/extension/lessons/lessonProgress';
import type { RunDescription, RunState } from '../../../src/protocol/engine';
import { momentOf } from '../../../src/debug/moments';
import { operationsOfBatchStep } from '../../../src/protocol/vocabulary';

const layer = (name: string) => ({ name, inputs: 1, units: 1, activation: 'linear', hasBias: false });
const description = { layers: [layer('hidden'), layer('output')] } as unknown as RunDescription;
const OPERATIONS = operationsOfBatchStep(2);
const EACH = OPERATIONS.length;
const state = { moment: 2 * EACH + 3, newest: 2 * EACH + 3, epochs: 5, batchesPerEpoch: 2 } as RunState;

describe('a place of a lesson', () => {
  it('is a moment of the run: of the batch step named, or of that at hand', () => {
    const at = (operation: 'loss' | 'gradientWeights', name: string | null, batchStep: number | null) =>
      momentOfPlace({ operation, layer: name, batchStep }, { description, state });
    const index = OPERATIONS.findIndex((key) => key.operation === 'gradientWeights' && key.layer === 0);
    assert.deepEqual(at('gradientWeights', 'hidden', 4), { moment: 4 * EACH + index + 1 });
    assert.deepEqual(at('loss', null, null), { moment: 2 * EACH + 5 });
    assert.deepEqual(at('loss', null, 9), { moment: 9 * EACH + 5 });
    assert.match(JSON.stringify(at('loss', null, 10)), /ends with batch step 9/);
    assert.match(JSON.stringify(at('gradientWeights', 'no', 0)), /no layer 'no'/);
  });

  it('may lie ahead only where the request says so, and never beyond the training', () => {
    const last = 10 * EACH;
    assert.equal(momentOf({ moment: last, ahead: true }, state, 2), last);
    assert.throws(() => momentOf({ moment: last + 1, ahead: true }, state, 2), /from 1 to/);
    assert.throws(() => momentOf({ moment: last }, state, 2), /from 1 to/);
    assert.equal(momentOf({ moment: state.newest }, state, 2), state.newest);
  });
});

describe('the progress of a lesson', () => {
  it('is remembered by its file, and what makes no sense is as if nothing were remembered', () => {
    const kept = new Map<string, unknown>();
    const memento = {
      keys: () => [...kept.keys()],
      get: (key: string) => kept.get(key),
      update: (key: string, value: unknown) => {
        kept.set(key, value);
        return Promise.resolve();
      },
    } as unknown as ConstructorParameters<typeof LessonProgress>[0];
    const uri = { toString: () => 'file:///a.lesson.md' } as unknown as Parameters<
      LessonProgress['visit']
    >[0];
    const progress = new LessonProgress(memento);
    assert.deepEqual(progress.of(uri), { page: 0, visited: [] });
    progress.visit(uri, 2);
    progress.visit(uri, 0);
    progress.visit(uri, 2);
    progress.setOpen(uri);
    const again = new LessonProgress(memento);
    assert.deepEqual(again.of('file:///a.lesson.md'), { page: 2, visited: [0, 2] });
    assert.equal(again.open, 'file:///a.lesson.md');
    kept.set('lessons.progress file:///a.lesson.md', { page: -1, visited: 'all' });
    assert.deepEqual(again.of(uri), { page: 0, visited: [] });
  });
});
