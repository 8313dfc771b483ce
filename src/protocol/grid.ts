/** Evenly spaced places over the inputs of a network. */
import type { Tensor } from './tensor';

/** `count` places from `low` to `high`, both included. */
export interface GridAxis {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** The place with this number on an axis. */
export function gridPlace({ low, high, count }: GridAxis, index: number): number {
  return count < 2 ? low : low + ((high - low) * index) / (count - 1);
}

/** Every place of the grid as a row of inputs; the first axis runs fastest. */
export function gridInputs(axes: readonly GridAxis[]): Tensor {
  const rows = axes.reduce((product, { count }) => product * count, 1);
  const data = new Float32Array(rows * axes.length);
  for (let row = 0; row < rows; row++) {
    let rest = row;
    axes.forEach((axis, column) => {
      data[row * axes.length + column] = gridPlace(axis, rest % axis.count);
      rest = Math.floor(rest / axis.count);
    });
  }
  return { shape: [rows, axes.length], data };
}
