import type { Tensor } from '../protocol/tensor';

/** ‖ΔW‖ / ‖W‖, with the Frobenius norm and W before the update; NaN where a weight is. */
export function updateRatioOf(before: Tensor, after: Tensor): number {
  let [changes, squares] = [0, 0];
  after.data.forEach((value, at) => {
    const old = before.data[at] ?? Number.NaN;
    changes += (value - old) ** 2;
    squares += old * old;
  });
  // Weights that were all 0 and still are have not changed either, though 0 / 0 is no number.
  return changes === 0 ? 0 : Math.sqrt(changes / squares);
}
