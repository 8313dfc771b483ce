import assert from 'node:assert/strict';
import { StandingReads } from '../../../src/extension/standingReads';
import type { FromPanel, ReadPart } from '../../../src/protocol/panel';
import { layerView, summary } from '../panel/fixtures';

type Read = FromPanel & { readonly type: 'read' };

const { summaries } = layerView(5, { weights: summary(80, 70), bias: summary(3) });
const FIRST_BIAS: ReadPart = {
  layer: 1,
  quantity: 'bias',
  window: { sample: 0, row: 0, rows: 1, column: 0, columns: 3 },
};
const FIRST_WEIGHTS: ReadPart = {
  layer: 1,
  quantity: 'weights',
  window: { sample: 0, row: 0, rows: 32, column: 0, columns: 32 },
};
const WINDOW = { sample: 0, row: 32, rows: 32, column: 0, columns: 32 };

function read(run = 'run-1'): Read {
  return { type: 'read', run, moment: 5, layer: 1, quantity: 'weights', window: WINDOW, request: 1 };
}

function byName(parts: readonly ReadPart[]): ReadPart[] {
  return parts
    .map(({ layer, quantity, window }) => ({ layer, quantity, window }))
    .sort((a, b) => a.quantity.localeCompare(b.quantity));
}

describe('what the panel is told before it asks', () => {
  it('is the first tile of each matrix that there is', () => {
    assert.deepEqual(byName(new StandingReads().partsFor('run-1', 1, summaries)), [
      FIRST_BIAS,
      FIRST_WEIGHTS,
    ]);
  });

  it('is what it asked of this layer before, in this run, until it has no use for it', () => {
    const reads = new StandingReads();
    reads.note(1, read(), 1024);
    const asked = { layer: 1, quantity: 'weights' as const, window: WINDOW };
    assert.deepEqual(byName(reads.partsFor('run-1', 1, summaries)), [FIRST_BIAS, asked]);
    assert.equal(
      reads.partsFor('run-1', 0, summaries).some(({ window }) => window.row === 32),
      false,
    );
    reads.drop([asked], []);
    assert.deepEqual(byName(reads.partsFor('run-1', 1, summaries)), [FIRST_BIAS, FIRST_WEIGHTS]);
    reads.note(1, read(), 1024);
    assert.deepEqual(byName(reads.partsFor('run-2', 1, summaries)), [FIRST_BIAS, FIRST_WEIGHTS]);
  });

  it('is nothing of the batch step before, which has to be computed again', () => {
    const reads = new StandingReads();
    reads.note(1, { ...read(), stepsBack: 1 }, 1024);
    assert.deepEqual(byName(reads.partsFor('run-1', 1, summaries)), [FIRST_BIAS, FIRST_WEIGHTS]);
  });

  it('is nothing large, and no question that takes its time', () => {
    const reads = new StandingReads();
    reads.note(1, read(), 100000);
    assert.deepEqual(byName(reads.partsFor('run-1', 1, summaries)), [FIRST_BIAS]);
    const ask = { type: 'ask', run: 'run-1', moment: 5, request: 1 } as const;
    reads.noteQuestion(1, { ...ask, question: { about: 'strips', last: 5 } });
    reads.noteQuestion(1, { ...ask, question: { about: 'samples', split: 'training', most: 5 } as never });
    assert.deepEqual(reads.questionsFor('run-1', 1), [{ about: 'strips', last: 5 }]);
    assert.deepEqual(reads.questionsFor('run-2', 1), []);
  });
});
