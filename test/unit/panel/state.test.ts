import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TILE, type FromPanel, type ToPanel } from '../../../src/protocol/panel';
import type { TensorSlice } from '../../../src/protocol/tensor';
import { initialState, isFresh, type PanelState, type ReadMessage } from '../../../src/panel/state/model';
import { NO_NAVIGATION, navigationFrom } from '../../../src/panel/state/navigation';
import { isSettled } from '../../../src/panel/state/reads';
import { joined, tilesUnder, valueAt, withTiles, type Sheet } from '../../../src/panel/state/tiles';
import { Store } from '../../../src/panel/store';
import { layerView, stopped, summary } from './fixtures';

/** A panel without a page: what it was told, and what it sent. */
function panel(navigation = NO_NAVIGATION) {
  const sent: ReadMessage[] = [];
  const store = new Store(initialState(navigation), (message: FromPanel) => {
    if (message.type === 'read') sent.push(message);
  });
  return {
    store,
    sent,
    tell: (message: ToPanel) => store.dispatch({ kind: 'received', message }),
    look: (row = 0, column = 0) =>
      store.dispatch({
        kind: 'looked',
        quantity: 'weights',
        window: { row, rows: 10, column, columns: 8 },
      }),
    state: (): PanelState => store.state,
  };
}

/** The answer to a read, every element `value`. */
function answer(read: ReadMessage, value: number, shape = [80, 70]): ToPanel & { type: 'slice' } {
  const { window, run, moment, layer, quantity, request } = read;
  const slice: TensorSlice = {
    sample: window.sample ?? 0,
    row: window.row,
    rows: window.rows,
    column: window.column,
    columns: window.columns,
    shape,
    data: new Float32Array(window.rows * window.columns).fill(value),
  };
  return { type: 'slice', run, moment, layer, quantity, request, slice };
}

const present = { weights: summary(80, 70) };

/** A panel that shows weights, all 1, at moment 5. */
function showing() {
  const it = panel();
  it.tell({ type: 'run', view: stopped(5) });
  it.tell({ type: 'layer', view: layerView(5, present) });
  it.look();
  it.tell(answer(it.sent[0]!, 1));
  return it;
}

const firstWeight = (state: PanelState) => valueAt(state.sheets.weights, state.layer?.moment ?? -1, 0, 0, 0);

describe('what the panel asks for', () => {
  it('asks for the tiles under what is visible, once', () => {
    const it = showing();
    assert.deepEqual(it.sent[0]?.window, { sample: 0, row: 0, rows: TILE, column: 0, columns: TILE });
    it.look(2, 3);
    assert.equal(it.sent.length, 1);
    it.look(28, 60);
    assert.deepEqual(
      it.sent.slice(1).map(({ window }) => [window.row, window.column, window.rows, window.columns]),
      [[0, 32, 64, 38]],
    );
    assert.equal(new Set(it.sent.map(({ request }) => request)).size, it.sent.length);
  });

  it('asks for nothing absent, and nothing while the run moves', () => {
    const it = panel();
    it.tell({ type: 'run', view: stopped(5) });
    it.tell({ type: 'layer', view: layerView(5, {}) });
    it.look();
    it.tell({ type: 'run', view: stopped(6, 'first', 'running') });
    it.tell({ type: 'layer', view: layerView(6, present) });
    assert.equal(it.sent.length, 0);
  });

  it('does not ask again for what was answered with nothing', () => {
    const it = panel();
    it.tell({ type: 'run', view: stopped(5) });
    it.tell({ type: 'layer', view: layerView(5, present) });
    it.look();
    assert.equal(isSettled(it.state()), false);
    it.tell({ ...answer(it.sent[0]!, 1), slice: null });
    it.look();
    assert.equal(it.sent.length, 1);
    assert.equal(firstWeight(it.state()), null);
  });

  it('reads everything visible again at the next stop', () => {
    const it = showing();
    it.tell({ type: 'run', view: stopped(9) });
    it.tell({ type: 'layer', view: layerView(9, present) });
    assert.deepEqual(
      it.sent.map(({ moment }) => moment),
      [5, 9],
    );
  });

  it('reads again when the layer is told anew at the same moment, and drops answers of before', () => {
    const it = showing();
    const late = answer(it.sent[0]!, 1);
    it.tell({ type: 'layer', view: layerView(5, { weights: { ...summary(80, 70), mark: 'edited' } }) });
    assert.equal(it.sent.length, 2);
    assert.equal(isSettled(it.state()), false);
    it.tell(late);
    assert.deepEqual(firstWeight(it.state()), { value: 1, fresh: false });
    it.tell(answer(it.sent[1]!, 2));
    assert.deepEqual(firstWeight(it.state()), { value: 2, fresh: true });
  });

  it('asks for the chosen sample of a Jacobian, as far as the batch has it', () => {
    const it = panel({ ...NO_NAVIGATION, sample: 20 });
    it.tell({ type: 'run', view: stopped(5) });
    it.tell({ type: 'layer', view: layerView(5, { activationDerivative: summary(16, 3, 3) }) });
    it.store.dispatch({
      kind: 'looked',
      quantity: 'activationDerivative',
      window: { row: 0, rows: 3, column: 0, columns: 3 },
    });
    it.store.dispatch({ kind: 'sampleChosen', sample: 4 });
    assert.deepEqual(
      it.sent.map(({ window }) => window.sample),
      [15, 4],
    );
  });
});

describe('what the panel shows as current', () => {
  it('marks numbers of the last moment until fresh ones come', () => {
    const it = showing();
    assert.deepEqual(firstWeight(it.state()), { value: 1, fresh: true });
    it.tell({ type: 'run', view: stopped(9) });
    assert.equal(isFresh(it.state()), false);
    it.tell({ type: 'layer', view: layerView(9, present) });
    assert.equal(isFresh(it.state()), true);
    assert.deepEqual(firstWeight(it.state()), { value: 1, fresh: false });
    it.tell(answer(it.sent[1]!, 2));
    assert.deepEqual(firstWeight(it.state()), { value: 2, fresh: true });
    assert.equal(isSettled(it.state()), true);
  });

  it('drops answers that come late: of another moment, run, layer or request', () => {
    const it = showing();
    it.look(40, 0);
    const late = it.sent[1]!;
    it.tell({ type: 'run', view: stopped(9) });
    it.tell({ type: 'layer', view: layerView(9, present) });
    const before = it.state();
    it.tell(answer(late, 3));
    const fresh = it.sent.at(-1)!;
    it.tell({ ...answer(fresh, 3), moment: 5 });
    it.tell({ ...answer(fresh, 3), run: 'other' });
    it.tell({ ...answer(fresh, 3), layer: 0 });
    it.tell({ ...answer(fresh, 3), quantity: 'bias' });
    it.tell({ ...answer(fresh, 3), request: 999 });
    assert.equal(it.state(), before);
  });

  it('keeps nothing of what is absent now, of another layer, another run, or another shape', () => {
    const absent = showing();
    absent.tell({ type: 'run', view: stopped(9) });
    absent.tell({ type: 'layer', view: layerView(9, {}) });
    assert.equal(absent.state().sheets.weights, undefined);
    const layer = showing();
    layer.tell({ type: 'layer', view: layerView(5, present, 0) });
    assert.equal(layer.state().sheets.weights, undefined);
    const run = showing();
    run.tell({ type: 'run', view: stopped(5, 'second') });
    assert.equal(run.state().layer, null);
    assert.equal(run.state().sheets.weights, undefined);
    const shape = showing();
    shape.tell({ type: 'run', view: stopped(9) });
    shape.tell({ type: 'layer', view: layerView(9, { weights: summary(7, 70) }) });
    assert.equal(shape.state().sheets.weights, undefined);
    const none = showing();
    none.tell({ type: 'run', view: { kind: 'none' } });
    assert.equal(none.state().layer, null);
  });

  it('does not show a layer of another moment, but takes one that overtook its run message', () => {
    const it = showing();
    it.tell({ type: 'layer', view: layerView(4, {}) });
    assert.equal(it.state().layer?.moment, 5);
    it.tell({ type: 'layer', view: layerView(9, present) });
    assert.equal(it.state().layer?.moment, 5);
    it.tell({ type: 'run', view: stopped(9) });
    assert.equal(it.state().layer?.moment, 9);
    assert.equal(isFresh(it.state()), true);
  });

  it('follows the position again after a stop, and keeps where a person scrolled', () => {
    const it = showing();
    it.store.dispatch({ kind: 'operationChosen', operation: 'gradientWeights' });
    it.store.dispatch({ kind: 'scrolled', quantity: 'weights', top: 40, left: 7 });
    it.tell({ type: 'run', view: stopped(9) });
    it.tell({ type: 'layer', view: layerView(9, present) });
    assert.equal(it.state().chosenOperation, null);
    assert.deepEqual(it.state().navigation.scrolls.weights, { top: 40, left: 7 });
    assert.equal(it.state().navigation.layer, 1);
  });
});

describe('tiles', () => {
  it('cover a window exactly once and are cut to the matrix', () => {
    const tiles = tilesUnder({ row: 30, rows: 10, column: 1000, columns: 50 }, 784, 1024, 0);
    assert.deepEqual(
      tiles.map(({ row, column, columns }) => [row, column, columns]),
      [
        [0, 992, 32],
        [32, 992, 32],
      ],
    );
    assert.deepEqual(tilesUnder({ row: 0, rows: 0, column: 0, columns: 0 }, 5, 5, 0), []);
  });

  it('are asked for in as few windows as they can be joined to, each exactly once', () => {
    const size = { rows: 5 * TILE - 7, columns: 6 * TILE - 3 };
    const all = tilesUnder({ row: 0, column: 0, ...size }, size.rows, size.columns, 2);
    assert.deepEqual(joined(all), [{ sample: 2, row: 0, column: 0, ...size }]);
    assert.deepEqual(joined([]), []);
    const text = ({ sample, row, column }: { sample: number; row: number; column: number }) =>
      `${sample} ${row} ${column}`;
    fc.assert(
      fc.property(fc.subarray(all), (some) => {
        const windows = joined(some);
        const again = windows.flatMap((window) =>
          tilesUnder(window, window.row + window.rows, window.column + window.columns, window.sample),
        );
        assert.deepEqual(again.map(text).sort(), some.map(text).sort());
        assert.equal(
          again.reduce((sum, { rows, columns }) => sum + rows * columns, 0),
          some.reduce((sum, { rows, columns }) => sum + rows * columns, 0),
        );
      }),
    );
    // An edge that comes into sight in the corner: a column of tiles and a row of them.
    const edges = all.filter(({ row, column }) => row === 0 || column === 0);
    assert.equal(joined(edges).length, 2);
  });

  it('have the numbers of their places, however they were asked for', () => {
    const [rows, columns] = [80, 70];
    const data = Float32Array.from({ length: rows * columns }, (_, at) => at);
    const all = { sample: 0, row: 0, rows, column: 0, columns };
    const sheet = withTiles(undefined, 1, all, { ...all, shape: [rows, columns], data });
    assert.equal(sheet.tiles.size, 9);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        assert.equal(valueAt(sheet, 1, 0, row, column)?.value, row * columns + column);
  });

  it('have no numbers beyond the answer, nor those of another sample', () => {
    const data = new Float32Array(40 * 70).fill(1);
    const asked = { sample: 3, row: 0, rows: 80, column: 0, columns: 70 };
    const short = { sample: 3, row: 0, rows: 40, column: 0, columns: 70, shape: [4, 40, 70], data };
    const sheet = withTiles(undefined, 1, asked, short);
    assert.equal(valueAt(sheet, 1, 3, 39, 69)?.value, 1);
    assert.equal(valueAt(sheet, 1, 3, 40, 0), null);
    assert.equal(valueAt(sheet, 1, 3, 79, 69), null);
    const clamped = withTiles(undefined, 1, asked, { ...short, sample: 2 });
    assert.equal(valueAt(clamped, 1, 3, 0, 0), null);
    assert.equal(valueAt(clamped, 1, 2, 0, 0), null);
  });

  it('are forgotten oldest first, so that a long scroll does not fill the memory', () => {
    const shape = [600 * TILE, TILE];
    const data = new Float32Array(TILE * TILE);
    let sheet: Sheet | undefined;
    for (let row = 0; row < 600 * TILE; row += TILE) {
      const window = { sample: 0, row, rows: TILE, column: 0, columns: TILE };
      sheet = withTiles(sheet, 1, window, { ...window, shape, data });
    }
    assert.ok((sheet?.tiles.size ?? 0) <= 512);
    assert.equal(valueAt(sheet, 1, 0, 0, 0), null);
    assert.notEqual(valueAt(sheet, 1, 0, 599 * TILE, 0), null);
  });

  it('stay while they are visible, however many', () => {
    const window = { sample: 0, row: 0, rows: 600 * TILE, column: 0, columns: TILE };
    const data = new Float32Array(600 * TILE * TILE);
    const slice = { ...window, shape: [600 * TILE, TILE], data };
    assert.equal(withTiles(undefined, 1, window, slice).tiles.size, 600);
    const look = { row: 599 * TILE, rows: TILE, column: 0, columns: TILE };
    assert.equal(withTiles(undefined, 1, window, slice, look).tiles.size, 512);
  });

  it('are asked for again when they were forgotten', () => {
    const tall = { weights: summary(1200 * TILE, TILE) };
    const it = panel();
    it.tell({ type: 'run', view: stopped(5) });
    it.tell({ type: 'layer', view: layerView(5, tall) });
    const answerAll = () => {
      for (const read of it.sent.splice(0)) it.tell(answer(read, 1, [1200 * TILE, TILE]));
    };
    for (let row = 0; row < 600 * TILE; row += TILE) {
      it.look(row);
      answerAll();
    }
    assert.equal(firstWeight(it.state()), null);
    it.look(0);
    assert.equal(isSettled(it.state()), false);
    answerAll();
    assert.deepEqual(firstWeight(it.state()), { value: 1, fresh: true });
    assert.equal(isSettled(it.state()), true);
  });
});

describe('what the panel keeps over a reload', () => {
  it('comes back as it was stored', () => {
    const kept = {
      ...NO_NAVIGATION,
      run: 'r',
      layer: 2,
      sample: 3,
      view: 'step',
      biasAsRow: true,
      choices: { axis: 'output' },
      scrolls: { weights: { top: 1, left: 2 } },
    };
    assert.deepEqual(navigationFrom(JSON.parse(JSON.stringify(kept))), kept);
  });
  it('starts afresh from anything else', () => {
    assert.deepEqual(navigationFrom(undefined), NO_NAVIGATION);
    assert.deepEqual(navigationFrom('x'), NO_NAVIGATION);
    assert.deepEqual(
      navigationFrom({ layer: -1, sample: NaN, run: 3, scrolls: { weights: { top: 'a' }, other: 1 } }),
      NO_NAVIGATION,
    );
  });
});
