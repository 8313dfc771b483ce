/** The oracle itself is checked by finite differences: they know nothing of derivatives. */
import assert from 'node:assert/strict';
import type { ActivationName, LossName } from '../../../src/definition/names';
import { ACTIVATIONS, LOSSES } from '../../../src/definition/names';
import { noise } from './networks';
import { ACTIVATION, erf, oracleStep, type Matrix, type OracleLayer } from './oracle';

const STEP = 1e-5;

describe('the float64 oracle', () => {
  for (const activation of Object.keys(ACTIVATIONS) as ActivationName[]) {
    for (const loss of Object.keys(LOSSES) as LossName[]) {
      it(`its gradients of ${activation} with ${loss} are finite differences of its loss`, () => {
        checkGradients(activation, loss);
      });
    }
  }

  it('each derivative is the finite difference of its activation', () => {
    for (const [name, { value, slope }] of Object.entries(ACTIVATION)) {
      for (const z of [-9.3, -2.1, -0.4, 0.3, 1.7, 8.2]) {
        const difference = (value(z + STEP, 0.3) - value(z - STEP, 0.3)) / (2 * STEP);
        assert.ok(Math.abs(difference - slope(z, 0.3)) < 1e-8, `${name} at ${z}`);
      }
    }
  });

  it('erf has the values of the tables', () => {
    assert.ok(Math.abs(erf(0.5) - 0.5204998778130465) < 1e-14);
    assert.ok(Math.abs(erf(2) - 0.9953222650189527) < 1e-14);
    assert.ok(Math.abs(erf(-3.5) + 0.9999992569016276) < 1e-14);
  });
});

/** Two layers, the second with a sigmoid where the loss wants outputs between 0 and 1. */
function checkGradients(activation: ActivationName, loss: LossName): void {
  const next = noise(7);
  const random = (n: number, m: number): Matrix =>
    Array.from({ length: n }, () => Array.from({ length: m }, () => 2 * next() - 1));
  const bounded = loss === 'binaryCrossentropy' || loss === 'categoricalCrossentropy';
  const layers: OracleLayer[] = [
    { activation: { type: activation, alpha: 0.3 }, weights: random(3, 4), bias: random(1, 4)[0]! },
    {
      activation: { type: bounded ? 'sigmoid' : activation, alpha: 0.3 },
      weights: random(4, 2),
      bias: random(1, 2)[0]!,
    },
  ];
  const inputs = random(5, 3);
  const targets = random(5, 2).map((row) => row.map(Math.abs));
  const lossNow = (): number => oracleStep(layers, loss, inputs, targets).loss;
  const { layers: steps } = oracleStep(layers, loss, inputs, targets);

  const check = (holder: number[], index: number, expected: number, what: string): void => {
    const kept = holder[index]!;
    holder[index] = kept + STEP;
    const above = lossNow();
    holder[index] = kept - STEP;
    const below = lossNow();
    holder[index] = kept;
    const difference = (above - below) / (2 * STEP);
    assert.ok(Math.abs(difference - expected) < 1e-7, `${what}: ${difference} should be ${expected}`);
  };
  layers.forEach(({ weights, bias }, l) => {
    weights.forEach((row, i) =>
      row.forEach((_, j) => check(row, j, steps[l]!.gradientWeights[i]![j]!, `layer ${l} W[${i}][${j}]`)),
    );
    bias!.forEach((_, j) => check(bias!, j, steps[l]!.gradientBias![j]!, `layer ${l} b[${j}]`));
  });
  // gradientPrev is per sample, so N times the slope of the mean loss.
  inputs.forEach((row, b) =>
    row.forEach((_, i) => check(row, i, steps[0]!.gradientPrev[b]![i]! / inputs.length, `x[${b}][${i}]`)),
  );
}
