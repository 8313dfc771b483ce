/** Losses and their gradients, also where an output has rounded to 0 or 1. */
import assert from 'node:assert/strict';
import { activate } from '../../../src/engine/activation';
import type { Backend } from '../../../src/engine/backends';
import { lossGradient, pairedGradientOutput, pairingOf, sampleLosses } from '../../../src/engine/loss';
import type { ActivationName, LossName } from '../../../src/definition/names';
import { backendOf } from './backend';
import { assertAgrees } from './compare';
import { LOSS } from './oracle';
import { matrixOf, type Rows } from './programs';

for (const name of ['webasm', 'cpu'] as const) {
  describe(`losses on ${name}`, () => {
    let backend: Backend;
    before(async () => {
      backend = await backendOf(name);
    });
    after(() => backend.dispose());

    const compute = async (loss: LossName, type: ActivationName, z: Rows, y: Rows) => {
      const preActivation = matrixOf(z);
      const { output, softmaxRows } = await activate(backend, { type, alpha: 0 }, preActivation);
      const last = { preActivation, output, targets: matrixOf(y), softmaxRows };
      const pairing = pairingOf(loss, type);
      return {
        losses: await sampleLosses(backend, loss, pairing, last),
        gradient: (await lossGradient(backend, loss, pairing, last)).data,
        gradientOutput:
          pairing === 'apart' ? null : (await pairedGradientOutput(backend, pairing, last)).data,
      };
    };

    for (const loss of Object.keys(LOSS) as LossName[]) {
      it(`${loss}: value and gradient where its pieces meet and where a target is met`, async () => {
        const a = [
          [0.25, 0.5, 0.75],
          [1, 0.125, 0],
          [0.5, 0.5, 0.5],
        ];
        const y = [
          [0.25, 1, 0],
          [1, 0, 0],
          [0, 0.5, 1],
        ];
        const { losses, gradient } = await compute(loss, 'linear', a, y);
        const { value, gradient: slope } = LOSS[loss];
        assertAgrees(
          losses,
          a.map((row, b) => value(row, y[b]!)),
          'loss',
        );
        assertAgrees(
          gradient,
          a.flatMap((row, b) => slope(row, y[b]!)),
          'gradient',
        );
      });
    }

    it('huber goes on straight beyond 1', async () => {
      const { losses, gradient } = await compute('huber', 'linear', [[3, -4]], [[0, 0]]);
      assertAgrees(losses, [(2.5 + 3.5) / 2], 'loss');
      assertAgrees(gradient, [0.5, -0.5], 'gradient');
    });

    it('sigmoid with binaryCrossentropy stays exact when the output has rounded to 0 or 1', async () => {
      const z = [[60, -60, 30, -30, 20, 0.5]];
      const y = [[0, 1, 1, 0, 0.3, 0.7]];
      const { losses, gradient, gradientOutput } = await compute('binaryCrossentropy', 'sigmoid', z, y);
      const m = 6;
      const terms = z[0]!.map((each, j) => {
        const soft = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        return y[0]![j]! * soft(-each) + (1 - y[0]![j]!) * soft(each);
      });
      assertAgrees(losses, [terms.reduce((sum, term) => sum + term, 0) / m], 'loss');
      const slopes = z[0]!.map(
        (each, j) => ((1 - y[0]![j]!) * (1 + Math.exp(each)) - y[0]![j]! * (1 + Math.exp(-each))) / m,
      );
      assertRelative(gradient, slopes, 'gradient');
      const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
      const deltas = z[0]!.map(
        (each, j) => ((1 - y[0]![j]!) * sigmoid(each) - y[0]![j]! * sigmoid(-each)) / m,
      );
      assertRelative(gradientOutput!, deltas, 'gradientOutput');
    });

    it('softmax with categoricalCrossentropy stays exact, also when targets do not sum to 1', async () => {
      const z = [
        [40, 0, -20],
        [40, 0, -20],
        [1, 2, 3],
      ];
      const y = [
        [0, 1, 0],
        [1, 0, 0],
        [0.5, 1, 0.25],
      ];
      const { losses, gradient, gradientOutput } = await compute('categoricalCrossentropy', 'softmax', z, y);
      const logSum = z.map((row) => Math.log(row.reduce((sum, each) => sum + Math.exp(each), 0)));
      const all = z.map((row, b) => row.map((each) => logSum[b]! - each));
      assertAgrees(
        losses,
        all.map((row, b) => row.reduce((sum, each, j) => sum + y[b]![j]! * each, 0)),
        'loss',
      );
      assertRelative(
        gradient,
        all.flatMap((row, b) => row.map((each, j) => (y[b]![j] === 0 ? 0 : -y[b]![j]! * Math.exp(each)))),
        'gradient',
      );
      const a = all.map((row) => row.map((each) => Math.exp(-each)));
      // a · Σy − y, written so that float64 keeps its digits too: the row of a sums to 1.
      const others = (row: readonly number[], j: number): number =>
        row.reduce((sum, each, i) => (i === j ? sum : sum + each), 0);
      const deltas = a.flatMap((row, b) =>
        row.map((each, j) => each * others(y[b]!, j) - y[b]![j]! * others(row, j)),
      );
      assertRelative(gradientOutput!, deltas, 'gradientOutput');
    });
  });
}

/** Relative to each element, however small: nothing may hide below the absolute tolerance. */
function assertRelative(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  expected.forEach((value, i) => {
    const error = Math.abs(actual[i]! - value) / (Math.abs(value) || 1);
    assert.ok(error < 1e-4, `${what}[${i}] is ${String(actual[i])}, should be ${value}`);
  });
}
