import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compile } from '../../../src/expressions/expression';
import type { Names } from '../../../src/expressions/names';
import type { Value } from '../../../src/expressions/value';
import type { QuantityName } from '../../../src/protocol/vocabulary';

type Matrix = readonly (readonly number[])[];

/** A run of one layer that holds these matrices. */
function namesOf(matrices: Partial<Record<QuantityName, Matrix>>): Names {
  return {
    layers: ['only'],
    frameLayer: 0,
    quantity: (_layer, name) => {
      const matrix = matrices[name];
      if (!matrix) return null;
      return { shape: [matrix.length, matrix[0]!.length], data: Float32Array.from(matrix.flat()) };
    },
    scalar: () => null,
  };
}

function rowsOf(value: Value): number[][] {
  assert.ok(value.kind === 'tensor');
  const [rows = 0, columns = 0] = value.shape;
  return Array.from({ length: rows }, (_, i) => Array.from(value.data.slice(i * columns, (i + 1) * columns)));
}

const length = fc.integer({ min: 1, max: 5 });
// Small whole numbers: every sum of products is exact, whatever its order.
const matrix = (rows: number, columns: number): fc.Arbitrary<number[][]> => {
  const row = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns });
  return fc.array(row, { minLength: rows, maxLength: rows });
};
const pair = fc
  .tuple(length, length, length)
  .chain(([n, k, m]) => fc.record({ a: matrix(n, k), b: matrix(k, m), c: matrix(n, k) }));

const column = (m: Matrix, j: number): number[] => m.map((row) => row[j]!);
const dot = (x: readonly number[], y: readonly number[]): number =>
  x.reduce((sum, a, i) => sum + a * y[i]!, 0);
const transpose = (m: Matrix): number[][] => m[0]!.map((_, j) => column(m, j));

describe('Matrices of random shapes', () => {
  it('multiply as rows by columns', () => {
    fc.assert(
      fc.property(pair, ({ a, b, c }) => {
        const names = namesOf({ input: a, weights: b, gradientPrev: c });
        const evaluate = (text: string): number[][] => rowsOf(compile(text).evaluate(names));
        const expected = a.map((row) => b[0]!.map((_, j) => dot(row, column(b, j))));
        assert.deepEqual(evaluate('input * weights'), expected);
        assert.deepEqual(evaluate("(weights' * input')'"), expected);
        assert.deepEqual(evaluate("input'"), transpose(a));
        const gram = transpose(a).map((x) => transpose(c).map((y) => dot(x, y)));
        assert.deepEqual(evaluate('transpose(input) * gradientPrev'), gram);
        const hadamard = a.map((row, i) => row.map((x, j) => x * c[i]![j]!));
        assert.deepEqual(
          evaluate('input .* gradientPrev')
            .flat()
            .map((x) => x + 0),
          hadamard.flat().map((x) => x + 0),
        );
        const added = a.map((row) => row.map((x, j) => x + c[0]![j]!));
        assert.deepEqual(evaluate('input + gradientPrev[0]'), added);
        assert.deepEqual(evaluate('input + gradientPrev[0:1]'), added);
        assert.deepEqual(
          evaluate('input - gradientPrev[:, 0:1]'),
          a.map((row, i) => row.map((x) => x - c[i]![0]!)),
        );
      }),
    );
  });

  it('are cut as arrays are', () => {
    const bound = fc.integer({ min: -7, max: 7 });
    fc.assert(
      fc.property(pair, bound, bound, bound, bound, ({ a }, r0, r1, c0, c1) => {
        const value = compile(`input[${r0}:${r1}, ${c0}:${c1}]`).evaluate(namesOf({ input: a }));
        const expected = a.slice(r0, r1).map((row) => row.slice(c0, c1));
        assert.ok(value.kind === 'tensor');
        assert.deepEqual(value.shape[0], expected.length);
        assert.deepEqual(Array.from(value.data), expected.flat());
      }),
    );
  });

  it('are summed along either axis', () => {
    fc.assert(
      fc.property(pair, ({ a }) => {
        const names = namesOf({ input: a });
        const sums = (axis: number): number[] => {
          const value = compile(`sum(input, ${axis})`).evaluate(names);
          return value.kind === 'tensor' ? Array.from(value.data) : [];
        };
        const total = (x: readonly number[]): number => x.reduce((p, q) => p + q, 0);
        assert.deepEqual(sums(0), transpose(a).map(total));
        assert.deepEqual(sums(1), a.map(total));
        assert.equal(compile(`sum(input) == ${total(a.flat())}`).holds(names), true);
        assert.equal(compile(`max(input) == ${Math.max(...a.flat())}`).holds(names), true);
        assert.equal(
          compile(`argmin(input) == ${a.flat().indexOf(Math.min(...a.flat()))}`).holds(names),
          true,
        );
      }),
    );
  });
});

describe('A condition costs little', () => {
  it('in free running: a small matrix in a few microseconds, a large one in a few milliseconds', () => {
    const expression = compile('norm(gradientWeights) < 1e-3');
    const time = (rows: number, columns: number, times: number): number => {
      const tensor = { shape: [rows, columns], data: new Float32Array(rows * columns).fill(0.5) };
      const names = { ...namesOf({}), quantity: () => tensor };
      for (let i = 0; i < times; i++) expression.holds(names);
      const start = performance.now();
      for (let i = 0; i < times; i++) expression.holds(names);
      return ((performance.now() - start) / times) * 1000;
    };
    // Ten times of what it takes on a slow machine.
    const [small, large] = [time(8, 3, 20000), time(784, 1024, 5)];
    assert.ok(small < 20, `${small} µs`);
    assert.ok(large < 30000, `${large} µs`);
    if (process.env['BACKSTEP_TIMES']) console.log({ small, large });
  });
});
