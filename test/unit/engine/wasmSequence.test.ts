import assert from 'node:assert/strict';
import { sequenceOf, type Span, type Step } from '../../../src/engine/wasmSequence';

type Seen = readonly [name: string, ...numbers: number[]];

/** Spans and other work that tell when they are called, and with what. */
function witness(): { seen: Seen[]; span: (name: string) => Span; work: (name: string) => () => void } {
  const seen: Seen[] = [];
  return {
    seen,
    span:
      (name) =>
      (...numbers) =>
        void seen.push([name, ...numbers]),
    work: (name) => () => void seen.push([name]),
  };
}

describe('functions that WebAssembly calls one after the other', () => {
  it('come in their order, each with its elements and no seed, time after time', () => {
    const { seen, span, work } = witness();
    const run = sequenceOf([
      { row: 12, cells: 12, calls: [{ span: span('whole'), from: 0, to: 12 }] },
      { work: work('between') },
      { row: 5, cells: 5, calls: [{ span: span('last'), from: 0, to: 5 }] },
    ]);
    assert.deepEqual(seen, []);
    const expected: Seen[] = [['whole', 0, 12, 0], ['between'], ['last', 0, 5, 0]];
    run();
    assert.deepEqual(seen, expected);
    run();
    assert.deepEqual(seen, [...expected, ...expected]);
  });

  it('are called for each row', () => {
    const { seen, span } = witness();
    const calls = [
      { span: span('fours'), from: 0, to: 8 },
      { span: span('rest'), from: 8, to: 10 },
    ];
    sequenceOf([{ row: 10, cells: 30, calls }])();
    assert.deepEqual(seen, [
      ['fours', 0, 8, 0],
      ['rest', 8, 10, 0],
      ['fours', 10, 18, 0],
      ['rest', 18, 20, 0],
      ['fours', 20, 28, 0],
      ['rest', 28, 30, 0],
    ]);
  });

  it('are given whole numbers of any size', () => {
    for (const size of [1, 63, 64, 127, 128, 8191, 8192, 1_048_575, 1_048_576, 2 ** 30, 2 ** 31 - 1]) {
      const { seen, span } = witness();
      sequenceOf([{ row: size, cells: size, calls: [{ span: span('all'), from: size - 1, to: size }] }])();
      assert.deepEqual(seen, [['all', size - 1, size, 0]]);
    }
  });

  it('may be many', () => {
    const { seen, span, work } = witness();
    const steps = Array.from({ length: 300 }, (_, at): Step =>
      at % 3 === 0
        ? { work: work(String(at)) }
        : { row: 4, cells: 4, calls: [{ span: span(String(at)), from: 0, to: 4 }] },
    );
    sequenceOf(steps)();
    assert.deepEqual(
      seen.map(([name]) => Number(name)),
      steps.map((_, at) => at),
    );
  });

  it('end where one of them throws', () => {
    const { seen, work } = witness();
    const fails = (): never => {
      throw new RangeError('no');
    };
    assert.throws(sequenceOf([{ work: work('first') }, { work: fails }, { work: work('never') }]), /no/);
    assert.deepEqual(seen, [['first']]);
  });
});
