import assert from 'node:assert/strict';
import {
  connectionsOf,
  drawsEach,
  networkPicture,
  rootMeanSquare,
} from '../../../src/panel/drawing/networkPicture';
import { decadesOf, heightOf, STRIP, stripPath, undrawn } from '../../../src/panel/drawing/stripPicture';
import { initialState } from '../../../src/panel/state/model';
import { NO_NAVIGATION } from '../../../src/panel/state/navigation';
import { answerTo, type AskMessage } from '../../../src/panel/state/questions';
import { isSettled } from '../../../src/panel/state/reads';
import { Store } from '../../../src/panel/store';
import type { FromPanel, ToPanel } from '../../../src/protocol/panel';
import type { Strips } from '../../../src/protocol/engine';
import { layerShape, layerView, stopped, summary } from './fixtures';

describe('the picture of the network', () => {
  it('has a column for the data and each layer, units one below the other, wide layers as bundles', () => {
    const layers = [layerShape('a', 3, 16), layerShape('b', 16, 17), layerShape('c', 17, 1)];
    const { columns, height, bundle } = networkPicture(layers);
    assert.deepEqual(
      columns.map(({ count, nodes, isBundle }) => [count, nodes.length, isBundle]),
      [
        [3, 3, false],
        [16, 16, false],
        [17, 1, true],
        [1, 1, false],
      ],
    );
    for (const { nodes } of columns) {
      assert.ok(nodes.every((y) => y > 0 && y < height));
      assert.ok(Math.abs((nodes[0]! + nodes.at(-1)!) / 2 - height / 2) < 1e-9);
    }
    assert.ok(bundle < height / 2);
    assert.deepEqual(layers.map(drawsEach), [true, false, false]);
  });

  it('draws strong connections last, and a number that is not finite without strength', () => {
    const drawn = connectionsOf(Float32Array.of(-2, 1, Number.NaN, 0.5), 2, 2);
    assert.deepEqual(
      drawn.map(({ row, column, strength }) => [row, column, strength]),
      [
        [1, 0, 0],
        [1, 1, 0.25],
        [0, 1, 0.5],
        [0, 0, 1],
      ],
    );
  });

  it('tells the size of a matrix by its finite elements', () => {
    assert.equal(rootMeanSquare({ ...summary(2, 2), norm: 6, nonFinite: 0 }), 3);
    assert.equal(rootMeanSquare({ ...summary(1, 2), norm: null, nonFinite: 2 }), null);
  });
});

describe('a strip', () => {
  const decades = { low: 0.01, high: 1 };

  it('has whole decades for its scale, those of all layers', () => {
    assert.deepEqual(decadesOf([Float64Array.of(0.02, 0), Float64Array.of(0.5, Number.NaN)]), decades);
    assert.deepEqual(decadesOf([Float64Array.of(1)]), { low: 1, high: 10 });
    assert.equal(decadesOf([Float64Array.of(0, Infinity)]), null);
    assert.equal(heightOf(0.01, decades), STRIP.height - STRIP.margin);
    assert.equal(heightOf(1, decades), STRIP.margin);
  });

  it('has a gap where a step is missing or its number cannot be drawn', () => {
    const of = (steps: number[], values: number[]): string =>
      stripPath(Uint32Array.from(steps), Float64Array.from(values), { first: 0, finished: 5 }, decades);
    assert.equal(of([0, 1, 2, 3, 4], [1, 1, 1, 1, 1]).match(/M/g)?.length, 1);
    assert.equal(of([0, 1, 3, 4], [1, 1, 1, 1]).match(/M/g)?.length, 2);
    assert.equal(of([0, 1, 2, 3, 4], [1, 0, 1, Number.NaN, 1]).match(/M/g)?.length, 3);
    assert.deepEqual(undrawn(Uint32Array.of(7, 8, 9), Float64Array.of(1, 0, Number.NaN)), [8, 9]);
  });
});

describe('the questions of views', () => {
  const QUESTION = { about: 'strips', last: 10 } as const;
  const STRIPS: Strips = { first: 0, finished: 0, steps: new Uint32Array(), layers: [] };

  function asking() {
    const sent: AskMessage[] = [];
    const store = new Store(initialState(NO_NAVIGATION), (message: FromPanel) => {
      if (message.type === 'ask') sent.push(message);
    });
    const tell = (message: ToPanel): void => store.dispatch({ kind: 'received', message });
    const arrive = (moment: number): void => {
      tell({ type: 'run', view: stopped(moment) });
      tell({ type: 'layer', view: layerView(moment, {}) });
    };
    const answer = ({ run, moment, request }: AskMessage): void =>
      tell({ type: 'answer', run, moment, request, answer: { about: 'strips', strips: STRIPS } });
    const ask = (owner: string, ...questions: (typeof QUESTION)[]): void =>
      store.dispatch({ kind: 'questioned', owner, questions });
    arrive(5);
    return { store, sent, tell, arrive, answer, ask };
  }

  it('are asked once at each moment, and answered with what belongs to it', () => {
    const { store, sent, arrive, answer, ask } = asking();
    ask('a', QUESTION);
    ask('b', QUESTION);
    assert.equal(sent.length, 1);
    assert.equal(isSettled(store.state), false);
    answer(sent[0]!);
    assert.equal(isSettled(store.state), true);
    assert.equal(answerTo(store.state, QUESTION)?.fresh, true);
    arrive(6);
    assert.equal(answerTo(store.state, QUESTION)?.fresh, false);
    assert.equal(sent.length, 2);
    answer(sent[0]!);
    assert.equal(answerTo(store.state, QUESTION)?.fresh, false);
    answer(sent[1]!);
    assert.equal(answerTo(store.state, QUESTION)?.fresh, true);
  });

  it('are forgotten when nobody asks them any more, and when the run is over', () => {
    const { store, sent, answer, ask, tell } = asking();
    ask('a', QUESTION);
    answer(sent[0]!);
    ask('a');
    assert.equal(answerTo(store.state, QUESTION), null);
    ask('a', QUESTION);
    assert.equal(sent.length, 2);
    answer(sent[1]!);
    tell({ type: 'run', view: stopped(1, 'second') });
    assert.equal(answerTo(store.state, QUESTION), null);
  });
});
