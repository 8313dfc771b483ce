import assert from 'node:assert/strict';
import { cell } from '../../../src/panel/provenance/cell';
import { initialState, type PanelEvent } from '../../../src/panel/state/model';
import { navigationFrom, NO_NAVIGATION } from '../../../src/panel/state/navigation';
import { reduce } from '../../../src/panel/state/reduce';
import { NO_TRAIL, selectedCell } from '../../../src/panel/state/trail';
import { readingsOf, wantsOf, whyOf } from '../../../src/panel/state/why';
import type { CellRef } from '../../../src/panel/provenance/cell';
import { describeRun, layerShape, layerView, stopped } from './fixtures';

const GRADIENT = cell(1, 'gradientWeights', 2, 1);
const DELTA = cell(1, 'gradientOutput', 3, 1);
const BEFORE = cell(1, 'gradient', 3, 1);
const BIAS = cell(1, 'bias', 0);

const select = (ref: CellRef): PanelEvent => ({ kind: 'cellSelected', cell: ref });
const move = (by: number): PanelEvent => ({ kind: 'trailMoved', by });

/** A panel whose run stands, after these events. */
function after(...events: PanelEvent[]) {
  const run: PanelEvent = { kind: 'received', message: { type: 'run', view: stopped(5) } };
  const layer: PanelEvent = { kind: 'received', message: { type: 'layer', view: layerView(5, {}) } };
  return [run, layer, ...events].reduce(reduce, initialState(NO_NAVIGATION));
}
const trailAfter = (...events: PanelEvent[]) => after(...events).navigation.trail;

describe('the trail of explained numbers', () => {
  it('goes on to a factor, and begins anew with any other number', () => {
    assert.deepEqual(trailAfter(select(GRADIENT), select(DELTA), select(BEFORE)), {
      cells: [GRADIENT, DELTA, BEFORE],
      at: 2,
    });
    assert.deepEqual(trailAfter(select(GRADIENT), select(DELTA), select(BIAS)), { cells: [BIAS], at: 0 });
    assert.deepEqual(trailAfter(select(GRADIENT), select(GRADIENT)), { cells: [GRADIENT], at: 0 });
  });

  it('goes back and forward as far as it reaches, and forgets what was ahead when it turns', () => {
    const way = [select(GRADIENT), select(DELTA), select(BEFORE)];
    assert.equal(trailAfter(...way, move(-1)).at, 1);
    assert.equal(trailAfter(...way, move(-2), move(-1)).at, 0);
    assert.equal(trailAfter(...way, move(1)).at, 2);
    assert.deepEqual(trailAfter(...way, move(-1), select(BEFORE)).cells.length, 3);
    const other = cell(1, 'activationDerivative', 3, 1);
    assert.deepEqual(trailAfter(...way, move(-1), select(other)).cells, [GRADIENT, DELTA, other]);
  });

  it('is kept over a reload as far as it is one', () => {
    const { navigation } = after(select(GRADIENT), select(DELTA), move(-1));
    assert.deepEqual(navigationFrom(JSON.parse(JSON.stringify(navigation))).trail, navigation.trail);
    for (const trail of [
      null,
      { cells: [GRADIENT] },
      { cells: [GRADIENT], at: 1 },
      { cells: [{ ...GRADIENT, quantity: 'gravity' }], at: 0 },
      { cells: [{ ...GRADIENT, index: [1.5, 0] }], at: 0 },
      { cells: [{ ...GRADIENT, layer: -1 }], at: 0 },
    ])
      assert.deepEqual(navigationFrom({ ...navigation, trail }).trail, NO_TRAIL, JSON.stringify(trail));
  });

  it('loses in another run what that network does not have', () => {
    const state = after(select(GRADIENT), select(DELTA));
    const small = { ...stopped(1, 'second'), description: describeRun([layerShape('only', 2, 2)]) };
    const next = reduce(state, { kind: 'received', message: { type: 'run', view: small } });
    assert.deepEqual(next.navigation.trail, NO_TRAIL);
    const same = reduce(state, { kind: 'received', message: { type: 'run', view: stopped(1, 'second') } });
    assert.deepEqual(selectedCell(same.navigation.trail), DELTA);
  });

  it('chooses the sample whose Jacobian a number goes through', () => {
    const run = { ...stopped(5), description: describeRun([layerShape('soft', 4, 3, 'softmax')]) };
    const state = reduce(initialState(NO_NAVIGATION), {
      kind: 'received',
      message: { type: 'run', view: run },
    });
    const delta = cell(0, 'gradientOutput', 7, 1);
    assert.equal(reduce(state, select(delta)).navigation.sample, 7);
    assert.equal(reduce(state, select(cell(0, 'output', 7, 1))).navigation.sample, null);
  });
});

describe('what an explanation reads', () => {
  it('is the cell and the rows and columns that it comes from, each once', () => {
    const why = whyOf(after(select(GRADIENT)))!;
    assert.deepEqual(
      wantsOf(why).map(({ layer, quantity, window }) => [layer, quantity, window]),
      [
        [1, 'gradientWeights', { sample: 0, row: 2, rows: 1, column: 1, columns: 1 }],
        [1, 'input', { sample: 0, row: 0, rows: 16, column: 2, columns: 1 }],
        [1, 'gradientOutput', { sample: 0, row: 0, rows: 16, column: 1, columns: 1 }],
      ],
    );
  });

  it('is absent when the answer says so, and pending before', () => {
    const state = after(select(GRADIENT));
    const why = whyOf(state)!;
    const asking = reduce(state, { kind: 'wanted', owner: 'why', wants: wantsOf(why) });
    assert.equal(readingsOf(asking, why)(GRADIENT).kind, 'pending');
    const [want] = wantsOf(why);
    const read = { type: 'read', run: 'first', moment: 5, request: 1, ...want! } as const;
    const asked = reduce(asking, { kind: 'partsAsked', reads: [read] });
    const answer = (slice: null | { value: number; row: number }) =>
      reduce(asked, {
        kind: 'received',
        message: {
          type: 'slice',
          run: 'first',
          moment: 5,
          layer: 1,
          quantity: 'gradientWeights',
          request: 1,
          slice:
            slice === null
              ? null
              : {
                  shape: [80, 70],
                  sample: 0,
                  row: slice.row,
                  rows: 1,
                  column: 1,
                  columns: 1,
                  data: Float32Array.of(slice.value),
                },
        },
      });
    assert.equal(readingsOf(answer(null), why)(GRADIENT).kind, 'absent');
    assert.deepEqual(readingsOf(answer({ value: 0.5, row: 2 }), why)(GRADIENT), {
      kind: 'value',
      value: 0.5,
      fresh: true,
    });
    assert.equal(readingsOf(answer({ value: 0.5, row: 9 }), why)(GRADIENT).kind, 'absent', 'cut away');
  });
});
