/** The state that the panel draws while a prediction is waited for. */
import assert from 'node:assert/strict';
import { initialState, type PanelState } from '../../../src/panel/state/model';
import { NO_NAVIGATION } from '../../../src/panel/state/navigation';
import { secretShapes, veiled } from '../../../src/panel/state/veil';
import { readingsOf, settingOf } from '../../../src/panel/state/why';
import { provenanceOf } from '../../../src/panel/provenance/provenance';
import type { Cells } from '../../../src/protocol/lesson';
import type { Practice } from '../../../src/protocol/practice';
import { questionKey } from '../../../src/protocol/questions';
import type { Predict } from '../../../src/protocol/veil';
import { layerView, stopped, summary } from './fixtures';

/** Operations of a batch step of two layers. */
const EACH = 15;
const LOSS: Cells = { layer: null, quantity: 'loss', index: [] };
const WEIGHTS: Cells = { layer: 'output', quantity: 'weights', index: [] };

function predicting(of: Cells, moment: number, more: Partial<Predict> = {}, until = moment): PanelState {
  const exercise: Practice['exercise'] = {
    ...{ id: 'practice', prompt: [], at: null, hint: null, required: false, tolerance: 0.01 },
    ...{ kind: 'predict', of, ask: 'value', after: null },
    ...more,
  };
  const practice = { run: 'first', moment, until, exercise, record: null, trouble: null };
  return {
    ...initialState(NO_NAVIGATION),
    run: stopped(moment),
    layer: layerView(moment, { weights: summary(80, 70) }),
    curve: {
      count: 4,
      steps: Uint32Array.of(0, 1, 2, 3),
      losses: Float64Array.of(4, 3, 2, 1),
      accuracies: Float64Array.of(0.1, 0.2, 0.3, 0.4),
    },
    practice,
  };
}

const lossOf = ({ run }: PanelState): number | null => (run.kind === 'none' ? null : run.state.loss);

describe('the veiled state of the panel', () => {
  it('has neither the loss that is asked, nor the point of the curve that a run that was further knows', () => {
    const drawn = veiled(predicting(LOSS, EACH + 5));
    assert.ok(Number.isNaN(lossOf(drawn)));
    assert.deepEqual([...(drawn.curve?.steps ?? [])], [0, 2, 3]);
    assert.deepEqual([...(drawn.curve?.losses ?? [])], [4, 2, 1]);
    assert.deepEqual([...(drawn.curve?.accuracies ?? [])], [0.1, 0.3, 0.4]);
  });

  it('has the loss at hand while the next one is asked, of which the curve tells nothing', () => {
    const after = { operation: 'loss', layer: null, batchStep: 2 } as const;
    const until = 2 * EACH + 5;
    const before = predicting(LOSS, EACH + 5, { after }, until);
    const drawn = veiled(before);
    assert.equal(lossOf(drawn), 0.25);
    assert.deepEqual([...(drawn.curve?.steps ?? [])], [0, 1, 3]);
    const there = veiled({ ...before, run: stopped(until) });
    assert.ok(Number.isNaN(lossOf(there)));
  });

  it('has no statistics of a matrix from the moment on at which it is made', () => {
    const after = { operation: 'update', layer: 'output', batchStep: 0 } as const;
    const before = predicting(WEIGHTS, 9, { after }, EACH);
    assert.equal(veiled(before).layer?.summaries.weights?.max, 1);
    const there = veiled({ ...before, run: stopped(EACH) });
    assert.ok(Number.isNaN(there.layer?.summaries.weights?.max));
  });

  it('says no shape that is asked, also of what is not there yet', () => {
    const after = { operation: 'update', layer: 'output', batchStep: 0 } as const;
    assert.deepEqual(
      [...secretShapes(predicting(WEIGHTS, 9, { ask: 'shape', after }, EACH))],
      ['output weights', 'output weightsBefore'],
    );
    assert.equal(secretShapes(predicting(WEIGHTS, 9)).size, 0);
  });

  it('has no strips that sum up the gradients of the batch step at hand', () => {
    const question = { about: 'strips', last: 20 } as const;
    const strip = { gradient: Float64Array.of(1, 2), updateRatio: Float64Array.of(1, 2) };
    const answer = {
      about: 'strips',
      strips: { first: 0, finished: 2, steps: Uint32Array.of(0, 1), layers: [strip, strip] },
    } as const;
    const at = (moment: number, quantity: 'gradientWeights' | 'output'): number => {
      const state = predicting({ ...WEIGHTS, quantity }, moment);
      const answers = new Map([[questionKey(question), { moment, answer }]]);
      return veiled({ ...state, questions: { ...state.questions, answers } }).questions.answers.size;
    };
    // Just after the last update of batch step 1, and later.
    assert.equal(at(2 * EACH, 'gradientWeights'), 0);
    assert.equal(at(2 * EACH + 9, 'gradientWeights'), 1);
    assert.equal(at(2 * EACH, 'output'), 1);
  });

  it('works no loss of a sample out where that is the loss itself', () => {
    const reading = (N: number) => {
      const state = predicting(LOSS, 9);
      assert.ok(state.run.kind !== 'none');
      const run = { ...state.run, state: { ...state.run.state, N } };
      const drawn = veiled({ ...state, run });
      const setting = settingOf(run);
      const cell = { layer: 1, quantity: 'sampleLoss', index: [0] } as const;
      const why = { cell, setting, provenance: provenanceOf(cell, setting), patches: [] };
      return readingsOf(drawn, why)(cell).kind;
    };
    // Hidden, as the loss is; of several samples it waits for what it is worked out from.
    assert.deepEqual([reading(1), reading(16)], ['value', 'pending']);
  });
});
