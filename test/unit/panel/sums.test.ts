/** The sums and derivatives that the panel works out itself, against PyTorch's numbers. */
import assert from 'node:assert/strict';
import {
  diagonalAt,
  foldedAt,
  minusAt,
  rowSum,
  squareAt,
  tensorAt,
} from '../../../src/panel/drawing/derivatives';
import {
  differenceOf,
  float32Step,
  largestOf,
  runningSumAt,
  shareAt,
  type ElementAt,
} from '../../../src/panel/drawing/sums';
import softmax from '../../reference/softmax-crossentropy.trace.json';

const { forward, backward } = softmax.steps[0]!.layers[1]!;
/** As the panel has them: float32. */
const at =
  (rows: readonly (readonly number[])[]): ElementAt =>
  (row, column) => {
    const value = rows[row]?.[column];
    return value === undefined ? null : Math.fround(value);
  };
const input = at(forward.input);
const delta = at(backward.gradientOutput);
const N = forward.input.length;
const rows = [...forward.weights.keys()];
const columns = [...forward.weights[0]!.keys()];

describe('the gradient as a sum over samples', () => {
  it('is the mean of the outer products', () => {
    for (const j of rows)
      for (const i of columns) {
        const mean = runningSumAt(input, delta, N - 1, j, i)! / N;
        assert.ok(Math.abs(mean - backward.gradientWeights[j]![i]!) < 1e-7);
        assert.equal(
          runningSumAt(input, delta, 2, j, i),
          runningSumAt(input, delta, 1, j, i)! + shareAt(input, delta, 2, j, i)!,
        );
        assert.equal(runningSumAt(input, delta, 0, j, i), shareAt(input, delta, 0, j, i));
      }
  });

  it('has no number while one that it needs is missing', () => {
    assert.equal(
      shareAt(input, () => null, 0, 0, 0),
      null,
    );
    assert.equal(runningSumAt(input, delta, N, 0, 0), null);
  });

  it('agrees with the engine within float32, and not with other numbers', () => {
    const mean: ElementAt = (j, i) => runningSumAt(input, delta, N - 1, j, i)! / N;
    const engine = at(backward.gradientWeights);
    const right = differenceOf(mean, engine, rows, columns, N)!;
    assert.ok(right.agrees && right.steps < N + 1, JSON.stringify(right));
    assert.equal(right.compared, 15);
    const sumWithoutDivision: ElementAt = (j, i) => mean(j, i)! * N;
    assert.equal(differenceOf(sumWithoutDivision, engine, rows, columns, N)!.agrees, false);
    const withNaN: ElementAt = (j, i) => (j === 1 && i === 1 ? Number.NaN : engine(j, i));
    assert.equal(differenceOf(withNaN, engine, rows, columns, N)!.agrees, false);
    assert.equal(
      differenceOf(() => null, engine, rows, columns, N),
      null,
    );
  });

  it('knows the steps of float32', () => {
    assert.equal(float32Step(1), 2 ** -23);
    assert.equal(float32Step(-1.5), 2 ** -23);
    assert.equal(float32Step(2), 2 ** -22);
    assert.ok(float32Step(0) > 0);
  });

  it('scales by the largest finite element', () => {
    const odd: ElementAt = (row, column) =>
      [
        [1, -3],
        [Number.NaN, Infinity],
      ][row]![column]!;
    assert.equal(largestOf(odd, [0, 1], [0, 1]), 3);
  });
});

describe('derivatives with a third dimension', () => {
  const sample = 3;
  const a = (j: number): number | null => input(sample, j);

  it('the slices of ∂z/∂W have the input in one column each, and fold into one matrix', () => {
    for (const i of columns)
      for (const j of rows)
        for (const k of columns) {
          assert.equal(tensorAt(a, i)(j, k), i === k ? a(j) : 0);
          const others = columns.map((slice) => tensorAt(a, slice)(j, k)!);
          assert.equal(
            foldedAt(a)(j, k),
            others.reduce((sum, x) => sum + x, 0),
          );
        }
  });

  it('contracted with δ they give the outer product of the sample', () => {
    for (const j of rows)
      for (const k of columns) {
        const contracted = columns.reduce((sum, i) => sum + delta(sample, i)! * tensorAt(a, i)(j, k)!, 0);
        assert.equal(contracted, shareAt(input, delta, sample, j, k));
      }
  });

  it('softmax’s Jacobian is diag(p) − pᵀp, and its rows add up to 0', () => {
    const jacobian = (backward.activationDerivative as unknown as number[][][])[sample]!;
    const p = (i: number): number | null => at(forward.output)(sample, i);
    const made = minusAt(diagonalAt(p), squareAt(p));
    for (const i of columns) {
      for (const k of columns) assert.ok(Math.abs(made(i, k)! - jacobian[i]![k]!) < 1e-7);
      assert.ok(Math.abs(rowSum(made, i, columns.length)!) < 1e-7);
    }
    assert.equal(
      rowSum(() => null, 0, 3),
      null,
    );
    assert.equal(minusAt(made, () => null)(0, 0), null);
  });
});
