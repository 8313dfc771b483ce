/** The seeded random streams of a run: same file, same seed, same numbers, every time. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';

/** A stream of its own for each purpose: what one draws does not move another. */
function stream(seed: number, purpose: number, index: number): ReturnType<typeof xoroshiro128plus> {
  return xoroshiro128plus((seed * 0x9e3779b1 + purpose * 0x85ebca6b + index * 0xc2b2ae35) | 0);
}

export function uniformStream(seed: number, layer: number): () => number {
  const generator = stream(seed, 1, layer);
  return () => uniformFloat64(generator);
}

export function shuffled(seed: number, epoch: number, count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  const generator = stream(seed, 2, epoch);
  for (let last = count - 1; last > 0; last--) {
    const other = uniformInt(generator, 0, last);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
