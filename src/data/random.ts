/**
 * The seeded source of all chance in a run: same file, same seed, same numbers, every time and everywhere.
 *
 * Every purpose draws from a stream of its own, named by a word and a number: `random(seed, 'shuffle', epoch)`,
 * `random(seed, 'weights', layer)`. So no purpose disturbs another: a further layer leaves the data as it was,
 * and the batches of epoch 40 are known without running the 39 before it.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { logarithm } from './exactMath';

/** What chance is needed for. */
export type StreamName = 'data' | 'split' | 'shuffle' | 'weights';

export interface Random {
  /** The next number, uniform in [0, 1), with 53 random bits. */
  readonly uniform: () => number;
  /** The next number of a normal distribution with mean 0 and deviation 1. */
  readonly normal: () => number;
  /** The next whole number, uniform in 0 … below − 1. */
  readonly integer: (below: number) => number;
  /** The numbers 0 … count − 1 in random order. */
  readonly permutation: (count: number) => Uint32Array;
}

/** Mixes a text into 32 bits (FNV-1a, then MurmurHash3's finish, which spreads each bit over all others). */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) bits = Math.imul(bits ^ text.charCodeAt(i), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** The stream of a purpose; `index` tells the epochs, layers, … of one purpose apart. */
export function random(seed: number, stream: StreamName, index = 0): Random {
  const name = `${seed}/${stream}/${index}`;
  const generator = xoroshiro128plusFromState([0, 1, 2, 3].map((part) => hash(`${part}/${name}`)));
  const uniform = (): number => uniformFloat64(generator);
  const integer = (below: number): number => uniformInt(generator, 0, below - 1);
  const normal = normalFrom(uniform);
  return {
    uniform,
    normal,
    integer,
    permutation(count) {
      const order = Uint32Array.from({ length: count }, (_, index) => index);
      // Fisher and Yates: each place is given one of those not yet given away.
      for (let last = count - 1; last > 0; last--) {
        const other = integer(last + 1);
        [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
      }
      return order;
    },
  };
}

/** Marsaglia's polar method: a random point of the unit disc gives two independent normal numbers. */
function normalFrom(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const stretch = Math.sqrt((-2 * logarithm(square)) / square);
      spare = y * stretch;
      return x * stretch;
    }
  };
}
