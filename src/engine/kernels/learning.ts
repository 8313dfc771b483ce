/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/** How a layer learns in one update, as sums over the columns of its weights (x is the unit). */
import type { FourNumbers, Texels, Thread, Vector } from './thread';

/** Row 0: Σ |∂L/∂w|. Row 1: Σ (w⁺ − w)². Row 2: Σ w². */
export function layerLearning(
  this: Thread<{ n: number; m: number }>,
  gradientWeights: Vector,
  before: Vector,
  after: Vector,
): number {
  let at = this.output.x;
  at++;
  at = this.thread.x;
  let sum = 0;
  if (this.thread.y === 0) {
    for (let i = 0; i < this.constants.n; i++) {
      sum += Math.abs(gradientWeights[at]!);
      at += this.constants.m;
    }
  } else if (this.thread.y === 1) {
    for (let i = 0; i < this.constants.n; i++) {
      const change = after[at]! - before[at]!;
      sum += change * change;
      at += this.constants.m;
    }
  } else {
    for (let i = 0; i < this.constants.n; i++) {
      sum += before[at]! * before[at]!;
      at += this.constants.m;
    }
  }
  return sum;
}

/** The same for WebGL2, four units at a time: x counts the texels of the result, `columns` those of a row. */
export function layerLearningOfFours(
  this: Thread<{ n: number; columns: number }>,
  gradientWeights: Texels,
  before: Texels,
  after: Texels,
): FourNumbers {
  const row = Math.floor(this.thread.x / this.constants.columns);
  let at = this.thread.x - row * this.constants.columns;
  let sum: FourNumbers = [0, 0, 0, 0];
  for (let i = 0; i < this.constants.n; i++) {
    if (row < 1) {
      sum = plusSizes(sum, gradientWeights[at]!);
    } else if (row < 2) {
      sum = plusSquaredChanges(sum, before[at]!, after[at]!);
    } else {
      sum = plusSquaredChanges(sum, [0, 0, 0, 0], before[at]!);
    }
    at += this.constants.columns;
  }
  return sum;
}

/** sum + |numbers|. */
function plusSizes(sum: FourNumbers, numbers: FourNumbers): FourNumbers {
  return [
    sum[0] + Math.abs(numbers[0]),
    sum[1] + Math.abs(numbers[1]),
    sum[2] + Math.abs(numbers[2]),
    sum[3] + Math.abs(numbers[3]),
  ];
}

/** sum + (after − before)². */
function plusSquaredChanges(sum: FourNumbers, before: FourNumbers, after: FourNumbers): FourNumbers {
  return [
    sum[0] + (after[0] - before[0]) * (after[0] - before[0]),
    sum[1] + (after[1] - before[1]) * (after[1] - before[1]),
    sum[2] + (after[2] - before[2]) * (after[2] - before[2]),
    sum[3] + (after[3] - before[3]) * (after[3] - before[3]),
  ];
}

/** What the kernel of fours calls. */
export const LEARNING_HELPERS = [plusSizes, plusSquaredChanges] as const;
