import assert from 'node:assert/strict';
import { initialState } from '../../../src/panel/state/model';
import { NO_NAVIGATION } from '../../../src/panel/state/navigation';
import { isSettled } from '../../../src/panel/state/reads';
import { valueAt } from '../../../src/panel/state/tiles';
import { Store } from '../../../src/panel/store';
import type { AheadPart, FromPanel, LayerView, ToPanel } from '../../../src/protocol/panel';
import type { Question } from '../../../src/protocol/questions';
import type { QuantityName } from '../../../src/protocol/vocabulary';
import { layerView, stopped, summary } from './fixtures';

const SHAPE = [4, 3];
const PRESENT = { weights: summary(4, 3) };
const STRIPS: Question = { about: 'strips', last: 5 };
const { layer: LAYER } = layerView(5, PRESENT);

function panel() {
  const sent: FromPanel[] = [];
  const store = new Store(initialState(NO_NAVIGATION), (message) => void sent.push(message));
  return {
    store,
    sent,
    tell: (message: ToPanel) => store.dispatch({ kind: 'received', message }),
    weight: () => valueAt(store.state.sheets.weights, store.state.layer?.moment ?? -1, 0, 0, 0),
  };
}

/** The whole of a matrix, every element `value`. */
function part(value: number, quantity: AheadPart['quantity'] = 'weights'): AheadPart {
  const window = { sample: 0, row: 0, rows: 4, column: 0, columns: 3 };
  const slice = { ...window, shape: SHAPE, data: new Float32Array(12).fill(value) };
  return { layer: LAYER, quantity, window, slice };
}

function layer(view: LayerView, ...parts: AheadPart[]): ToPanel {
  return { type: 'layer', view, ahead: { parts, answers: [] } };
}

describe('numbers that come along with a layer', () => {
  it('are shown at once, and not asked for', () => {
    const it = panel();
    it.tell({ type: 'run', view: stopped(5) });
    it.tell(layer(layerView(5, PRESENT), part(7)));
    assert.deepEqual(it.sent, []);
    assert.deepEqual(it.weight(), { value: 7, fresh: true });
    assert.equal(isSettled(it.store.state), true);
  });

  it('are never shown at another moment, or of another run', () => {
    const it = panel();
    it.tell({ type: 'run', view: stopped(6) });
    it.tell(layer(layerView(5, PRESENT), part(7)));
    assert.equal(it.weight(), null);
    it.tell({ type: 'layer', view: layerView(6, PRESENT) });
    assert.equal(it.weight(), null);
    assert.deepEqual(
      it.sent.filter(({ type }) => type === 'read').map((read) => 'moment' in read && read.moment),
      [6],
    );
    const other = panel();
    other.tell({ type: 'run', view: stopped(5) });
    other.tell(layer({ ...layerView(5, PRESENT), run: 'another' }, part(7)));
    assert.equal(other.weight(), null);
  });

  it('are told anew after a change by hand at the same moment', () => {
    const it = panel();
    it.tell({ type: 'run', view: stopped(5) });
    it.tell(layer(layerView(5, PRESENT), part(7)));
    it.tell(layer(layerView(5, PRESENT), part(8)));
    assert.deepEqual(it.weight(), { value: 8, fresh: true });
    // Without new ones the old do not count any more.
    it.tell({ type: 'layer', view: layerView(5, PRESENT) });
    assert.equal(it.weight()?.fresh, false);
    assert.equal(it.sent.at(-1)?.type, 'read');
  });

  it('are cut to what is wanted, and what they have not is asked for', () => {
    const it = panel();
    it.store.dispatch({
      kind: 'wanted',
      owner: 'view',
      wants: [
        { layer: LAYER, quantity: 'weights', window: { row: 1, rows: 1, column: 1, columns: 2 } },
        { layer: LAYER, quantity: 'weights', window: { row: 3, rows: 2, column: 0, columns: 3 } },
      ],
    });
    it.tell({ type: 'run', view: stopped(5) });
    it.tell(layer(layerView(5, PRESENT), part(7)));
    const [inside] = [...it.store.state.parts.values()];
    assert.deepEqual(
      [inside?.slice.row, inside?.slice.rows, inside?.slice.column, [...(inside?.slice.data ?? [])]],
      [1, 1, 1, [7, 7]],
    );
    assert.deepEqual(
      it.sent.map((message) => message.type === 'read' && message.window.row),
      [3],
    );
  });

  it('are no longer told when they were not needed', () => {
    const it = panel();
    it.tell({ type: 'run', view: stopped(5) });
    const answers = [
      { question: STRIPS, answer: { about: 'strips' as const, strips: { layers: [] } as never } },
    ];
    const ahead = { parts: [part(7), part(1, 'target')], answers };
    it.tell({ type: 'layer', view: layerView(5, PRESENT), ahead });
    it.tell({ type: 'run', view: stopped(6) });
    it.tell(layer(layerView(6, PRESENT), part(8)));
    const { window } = part(1);
    assert.deepEqual(it.sent, [
      {
        type: 'unneeded',
        parts: [{ layer: LAYER, quantity: 'target', window, stepsBack: undefined }],
        questions: [STRIPS],
      },
    ]);
  });

  it('answer the questions of views', () => {
    const it = panel();
    it.store.dispatch({ kind: 'questioned', owner: 'view', questions: [STRIPS] });
    it.tell({ type: 'run', view: stopped(5) });
    const answer = { about: 'strips' as const, strips: { layers: [] } as never };
    it.tell({
      type: 'layer',
      view: layerView(5, {}),
      ahead: { parts: [], answers: [{ question: STRIPS, answer }] },
    });
    assert.deepEqual(it.sent, []);
    assert.equal(it.store.state.questions.answers.get(JSON.stringify(STRIPS))?.moment, 5);
  });

  it('are not asked, nor waited for, about a matrix that leaves the page', () => {
    const it = panel();
    const overview = (layer: number, quantity: QuantityName): Question => ({
      about: 'overview',
      layer,
      quantity,
      sample: 0,
      block: 1,
    });
    it.store.dispatch({
      kind: 'questioned',
      owner: 'maps',
      // Not computed at this moment; of the layer that was on show before; on the page.
      questions: [
        overview(LAYER, 'gradient'),
        overview(LAYER - 1, 'weights'),
        { about: 'histogram', layer: LAYER, quantity: 'gradient', bins: 5, limit: 1 },
        overview(LAYER, 'weights'),
      ],
    });
    it.tell({ type: 'run', view: stopped(5) });
    it.tell(layer(layerView(5, PRESENT), part(7)));
    assert.deepEqual(
      it.sent.map((message) => message.type === 'ask' && message.question),
      [overview(LAYER, 'weights')],
    );
    it.tell({
      type: 'answer',
      run: 'first',
      moment: 5,
      request: it.sent[0]?.type === 'ask' ? it.sent[0].request : -1,
      answer: { about: 'overview', overview: null },
    });
    assert.equal(isSettled(it.store.state), true);
  });
});
