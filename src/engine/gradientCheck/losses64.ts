/** The loss of one sample in float64, again written from the formulas. */
import type { LossName } from '../../definition/names';
import { pairingOf } from '../loss';
import { activated, logSumOfExponentials, softplus } from './activations64';
import type { ActivationDefinition } from '../../definition/definition';

/**
 * ℓ of a sample from the last layer's preActivation z and its targets y, both of m numbers. Where loss and
 * activation belong together the logarithm is taken of z, which stays exact when an output saturates.
 */
export function lossOfSample(
  loss: LossName,
  activation: ActivationDefinition,
  z: Float64Array,
  y: Float64Array,
): number {
  switch (pairingOf(loss, activation.type)) {
    case 'sigmoid+binaryCrossentropy':
      return mean(z, (x, i) => times(at(y, i), softplus(-x)) + times(1 - at(y, i), softplus(x)));
    case 'softmax+categoricalCrossentropy': {
      const logSum = logSumOfExponentials(z);
      return sum(z, (x, i) => times(at(y, i), logSum - x));
    }
    case 'apart':
      return lossOfOutput(loss, activated(activation, z), y);
  }
}

function lossOfOutput(loss: LossName, output: Float64Array, y: Float64Array): number {
  switch (loss) {
    case 'meanSquaredError':
      return mean(output, (a, i) => (a - at(y, i)) ** 2);
    case 'halfSquaredError':
      return sum(output, (a, i) => (a - at(y, i)) ** 2) / 2;
    case 'meanAbsoluteError':
      return mean(output, (a, i) => Math.abs(a - at(y, i)));
    case 'huber':
      return mean(output, (a, i) => huber(Math.abs(a - at(y, i))));
    case 'binaryCrossentropy':
      return mean(output, (a, i) => -times(at(y, i), Math.log(a)) - times(1 - at(y, i), Math.log(1 - a)));
    case 'categoricalCrossentropy':
      return sum(output, (a, i) => -times(at(y, i), Math.log(a)));
  }
}

function huber(error: number): number {
  return error <= 1 ? error ** 2 / 2 : error - 0.5;
}

/** 0 · ln 0 counts as 0. */
function times(factor: number, value: number): number {
  return factor === 0 ? 0 : factor * value;
}

function sum(numbers: Float64Array, term: (x: number, i: number) => number): number {
  return numbers.reduce((total, x, i) => total + term(x, i), 0);
}

function mean(numbers: Float64Array, term: (x: number, i: number) => number): number {
  return sum(numbers, term) / numbers.length;
}

function at(numbers: Float64Array, index: number): number {
  return numbers[index] ?? NaN;
}
