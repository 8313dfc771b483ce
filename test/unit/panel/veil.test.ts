/** What a prediction hides: the numbers, and wherever else the same ones stand. */
import assert from 'node:assert/strict';
import type { Cells, Exercise } from '../../../src/protocol/lesson';
import { isVeiled, pendingIn, placesOf } from '../../../src/protocol/veil';
import { asksAbout, extentOf, extentsOf, widened } from '../../../src/panel/state/practice';

const LAYERS = [{ name: 'hidden' }, { name: 'output' }];
const cells = (
  layer: string,
  quantity: 'output' | 'gradientPrev' | 'weights',
  index: (number | null)[] = [],
) => ({
  layer,
  quantity,
  index,
});

describe('what is to be predicted', () => {
  it('is hidden wherever the same numbers stand, and nowhere else', () => {
    const places = (
      layer: number,
      quantity: 'output' | 'input' | 'gradient' | 'gradientPrev' | 'gradientWeights',
    ) => placesOf({ layer, quantity }, 2, false).map((one) => `${one.layer} ${one.quantity}`);
    assert.deepEqual(places(0, 'output'), ['0 output', '1 input']);
    assert.deepEqual(places(1, 'output'), ['1 output']);
    assert.deepEqual(places(1, 'input'), ['1 input', '0 output']);
    assert.deepEqual(places(0, 'gradient'), ['0 gradient', '1 gradientPrev']);
    assert.deepEqual(places(1, 'gradientPrev'), ['1 gradientPrev', '0 gradient']);
    assert.deepEqual(places(0, 'gradientPrev'), ['0 gradientPrev']);
    assert.deepEqual(places(1, 'gradientWeights'), ['1 gradientWeights']);
    // Before the update the parameters are those that went through the step; after it they are others.
    assert.equal(placesOf({ layer: 0, quantity: 'weights' }, 2, false).length, 2);
    assert.equal(placesOf({ layer: 0, quantity: 'weights' }, 2, true).length, 1);
  });

  it('is known by the layer’s name; of one that is not there nothing is hidden', () => {
    assert.ok(isVeiled([cells('hidden', 'output', [0, 1])], { layers: LAYERS, moment: 7 }, 1, 'input'));
    assert.ok(!isVeiled([cells('hidden', 'output')], { layers: LAYERS, moment: 7 }, 0, 'input'));
    assert.ok(!isVeiled([cells('elsewhere', 'output')], { layers: LAYERS, moment: 7 }, 0, 'output'));
    assert.ok(!isVeiled([], { layers: LAYERS, moment: 7 }, 0, 'output'));
    assert.ok(
      isVeiled([{ layer: null, quantity: 'loss', index: [] }], { layers: LAYERS, moment: 7 }, 0, 'loss'),
    );
  });

  it('is no more when it was answered, or given up', () => {
    const exercise: Exercise = {
      ...{ id: 'a', prompt: [], at: null, hint: null, required: true, tolerance: 0.01 },
      ...{ kind: 'predict', of: cells('hidden', 'output'), ask: 'value', after: null },
    };
    const record = (outcome: 'right' | 'wrong' | 'unread', revealed = false) => ({
      ...{ answer: '', attempts: 1, revealed, at: null, when: '' },
      verdict: { outcome, message: '', mistake: null },
    });
    assert.equal(pendingIn(exercise, null).length, 1);
    assert.equal(pendingIn(exercise, record('wrong')).length, 1);
    assert.equal(pendingIn(exercise, record('unread')).length, 1);
    assert.equal(pendingIn(exercise, record('right')).length, 0);
    assert.equal(pendingIn(exercise, record('wrong', true)).length, 0);
  });

  it('is widened from a number to its row and its matrix, and narrowed again', () => {
    const begun = cells('hidden', 'output', [2, 1]);
    const row = widened({ ask: 'sign', of: begun, next: false }, begun, 'row');
    assert.deepEqual([row.ask, row.of.index, extentOf(row.of)], ['sign', [2, null], 'row']);
    const all = widened(row, begun, 'all');
    assert.deepEqual([all.of.index, extentOf(all.of)], [[], 'all']);
    // A number has no shape to ask for.
    const back = widened({ ...all, ask: 'shape' }, begun, 'number');
    assert.deepEqual([back.ask, back.of.index], ['value', [2, 1]]);
    const asks = (of: Cells, next = false): readonly string[] => asksAbout({ of, next });
    assert.deepEqual(asks(all.of), ['value', 'sign', 'shape']);
    assert.deepEqual(asks(row.of), ['value', 'sign']);
    const column = widened(row, begun, 'column');
    assert.deepEqual([column.of.index, extentOf(column.of)], [[null, 1], 'column']);
    const ofSample = widened(row, { ...begun, index: [3, 2, 1] }, 'column');
    assert.deepEqual(ofSample.of.index, [3, null, 1]);
    assert.deepEqual(extentsOf({ ...begun, index: [1] }), ['number', 'all']);
    assert.deepEqual(extentsOf({ ...begun, index: [] }), ['all']);
  });
});
