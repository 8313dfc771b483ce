import assert from 'node:assert/strict';
import { initialState, type ReadMessage } from '../../../src/panel/state/model';
import { NO_NAVIGATION } from '../../../src/panel/state/navigation';
import { isSettled } from '../../../src/panel/state/reads';
import { partOf, wholeOf, type Want } from '../../../src/panel/state/wants';
import { Store } from '../../../src/panel/store';
import type { FromPanel, ToPanel } from '../../../src/protocol/panel';
import { layerView, stopped } from './fixtures';

const OUTPUT = wholeOf(0, 'output');

/** A panel whose layer 1 is on show at moment 5, with nothing visible of it, that wants these parts. */
function wanting(...wants: Want[]) {
  const sent: ReadMessage[] = [];
  const store = new Store(initialState(NO_NAVIGATION), (message: FromPanel) => {
    if (message.type === 'read') sent.push(message);
  });
  const tell = (message: ToPanel) => store.dispatch({ kind: 'received', message });
  const arrive = (moment: number) => {
    tell({ type: 'run', view: stopped(moment) });
    tell({ type: 'layer', view: layerView(moment, {}) });
  };
  const want = (owner: string, ...wanted: Want[]) => store.dispatch({ kind: 'wanted', owner, wants: wanted });
  arrive(5);
  want('view', ...wants);
  const answer = (read: ReadMessage, value: number | null): void => {
    const { run, moment, layer, quantity, request } = read;
    const data = Float32Array.of(value ?? 0);
    const slice =
      value === null ? null : { sample: 0, row: 0, rows: 1, column: 0, columns: 1, shape: [1, 1], data };
    tell({ type: 'slice', run, moment, layer, quantity, request, slice });
  };
  const valueOf = (wanted: Want) => {
    const part = partOf(store.state, wanted);
    return part === null ? null : [part.slice.data[0], part.fresh];
  };
  return { store, sent, arrive, want, answer, valueOf, tell };
}

describe('what views want beside the layer on show', () => {
  it('is asked for once, of any layer, and drawn when it has come', () => {
    const it = wanting(OUTPUT, OUTPUT);
    it.want('other', OUTPUT);
    assert.deepEqual(
      it.sent.map(({ layer, quantity, moment }) => [layer, quantity, moment]),
      [[0, 'output', 5]],
    );
    assert.equal(it.valueOf(OUTPUT), null);
    assert.equal(isSettled(it.store.state), false);
    it.answer(it.sent[0]!, 7);
    assert.deepEqual(it.valueOf(OUTPUT), [7, true]);
    assert.equal(isSettled(it.store.state), true);
  });

  it('is old after a step until it comes anew, and gone when it is absent', () => {
    const it = wanting(OUTPUT);
    it.answer(it.sent[0]!, 7);
    it.arrive(6);
    assert.deepEqual(it.valueOf(OUTPUT), [7, false]);
    it.answer(it.sent[0]!, 8);
    assert.deepEqual(it.valueOf(OUTPUT), [7, false], 'an answer of the moment before is late');
    it.answer(it.sent[1]!, null);
    assert.equal(it.valueOf(OUTPUT), null);
    assert.equal(isSettled(it.store.state), true);
    assert.equal(it.sent.length, 2, 'what is absent is not asked for again');
  });

  it('is read again when numbers were changed by hand at the same moment', () => {
    const it = wanting(OUTPUT);
    it.answer(it.sent[0]!, 7);
    it.tell({ type: 'layer', view: layerView(5, {}) });
    assert.deepEqual(it.valueOf(OUTPUT), [7, false]);
    it.answer(it.sent[1]!, 9);
    assert.deepEqual(it.valueOf(OUTPUT), [9, true]);
  });

  it('is forgotten when nobody wants it, and asked for anew when somebody does again', () => {
    const it = wanting(OUTPUT);
    it.answer(it.sent[0]!, 7);
    it.want('view');
    assert.equal(it.valueOf(OUTPUT), null);
    it.want('view', OUTPUT);
    assert.equal(it.sent.length, 2);
    it.want('view');
    it.answer(it.sent[1]!, 8);
    assert.equal(it.store.state.parts.size, 0);
  });

  it('does not survive its run', () => {
    const it = wanting(OUTPUT);
    it.answer(it.sent[0]!, 7);
    it.tell({ type: 'run', view: stopped(5, 'second') });
    assert.equal(it.valueOf(OUTPUT), null);
  });
});
