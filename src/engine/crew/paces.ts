/**
 * Whether it pays to compute a product in parts, as its latest times tell: helpers gain little where other programs
 * have the other cores, and where two cores share what one of them consists of.
 */
export type Way = 'whole' | 'inParts';

/** Times that are remembered of each way, and as many as are needed to judge it. */
const LATEST = 3;
/**
 * Of so many times one is computed the slower way, since cores become free and busy. In parts it may be twice as fast,
 * and is never much slower: that is tried more often.
 */
const TRIED_AGAIN = { inParts: 8, whole: 32 } as const satisfies Record<Way, number>;

interface Times {
  readonly whole: number[];
  readonly inParts: number[];
  calls: number;
}

export class Paces {
  private readonly known = new Map<string, Times>();

  /** How to compute this product next. */
  next(product: string): Way {
    const times = this.timesOf(product);
    const { whole, inParts } = times;
    if (inParts.length < LATEST) return 'inParts';
    if (whole.length < LATEST) return 'whole';
    const [faster, slower]: [Way, Way] =
      medianOf(inParts) < medianOf(whole) ? ['inParts', 'whole'] : ['whole', 'inParts'];
    return ++times.calls % TRIED_AGAIN[slower] === 0 ? slower : faster;
  }

  /** It took so many milliseconds. */
  took(product: string, way: Way, milliseconds: number): void {
    const times = this.timesOf(product)[way];
    times.push(milliseconds);
    if (times.length > LATEST) times.shift();
  }

  private timesOf(product: string): Times {
    let times = this.known.get(product);
    if (times === undefined) this.known.set(product, (times = { whole: [], inParts: [], calls: 0 }));
    return times;
  }
}

/** The first time of each way, which includes compiling, is among the slow ones. */
function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Infinity;
}
