/* eslint-disable @typescript-eslint/no-non-null-assertion -- shapes are checked on the host, see thread.ts */
/** How a layer learns in one update, as sums over the columns of its weights (x is the unit). */
import type { Thread, Vector } from './thread';

/** Row 0: Σ |∂L/∂w|. Row 1: Σ (w⁺ − w)². Row 2: Σ w². */
export function layerLearning(
  this: Thread<{ n: number; m: number }>,
  gradientWeights: Vector,
  before: Vector,
  after: Vector,
): number {
  let at = this.thread.x;
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
