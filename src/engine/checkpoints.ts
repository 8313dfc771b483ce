/** The checkpoints of a run, within a bound of memory: all of the recent past, fewer and fewer of what lies further back. */
import type { LayerState } from './batchRecord';
import type { Checkpoint } from './standing';

/** So many of the newest checkpoints are all kept, since most ways back are short; fewer when memory is short. */
const RECENT = 32;
/** More checkpoints than this only burden the garbage collector. */
const MOST_CHECKPOINTS = 20_000;
/**
 * What a checkpoint weighs beside its numbers, in bytes: of small networks that is most of it. Measured in V8 over
 * networks of 1 to 7 layers, with sgd and adam (`tapeMemory.test.ts`).
 */
const BYTES_PER_CHECKPOINT = 400;
const BYTES_PER_LAYER = 130;
const BYTES_PER_TENSOR = 250;

export class Checkpoints {
  /** In ascending order of their moments. */
  private all: Checkpoint[];
  private taken: number;
  private recent = RECENT;
  /** Of the checkpoints that are not recent, those of each so many batch steps are kept. */
  private spacing = 1;

  /**
   * @param bound bytes that they may take; the first and the newest are kept whatever they take.
   * @param past at least one
   */
  constructor(
    readonly bound: number,
    past: readonly Checkpoint[],
  ) {
    this.all = [...past];
    this.taken = bytesOfAll(past);
  }

  /** What they take of the memory. */
  get bytes(): number {
    return this.taken;
  }

  get count(): number {
    return this.all.length;
  }

  /** The most batch steps between two of them, or after the last of them when `steps` are done. */
  longestGap(steps: number): number {
    const ends = [...this.all.slice(1), { steps }];
    return Math.max(...this.all.map((checkpoint, index) => (ends[index]?.steps ?? steps) - checkpoint.steps));
  }

  /** The newest one before this moment; there is none before the first, which is given then. */
  before(moment: number): Checkpoint {
    let [low, high] = [0, this.all.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.at(middle).moment < moment) low = middle;
      else high = middle;
    }
    return this.at(low);
  }

  /** Keeps one that is newer than all; another one is known, or lies between those that were kept. */
  add(checkpoint: Checkpoint): void {
    if (checkpoint.moment <= this.at(this.all.length - 1).moment) return;
    this.all.push(checkpoint);
    this.taken += bytesOf(checkpoint);
    this.thin();
  }

  /** Puts one in the place of that of the same moment, if there is one. */
  replace(checkpoint: Checkpoint): void {
    const index = this.all.findLastIndex(({ moment }) => moment === checkpoint.moment);
    if (index >= 0) this.all[index] = checkpoint;
  }

  /** Drops those that are later than this moment; the first one stays. */
  cut(moment: number): void {
    this.keep((checkpoint, index) => index === 0 || checkpoint.moment <= moment);
  }

  /** As many of them as fit into so many bytes, evenly spread; the first and the last in any case. */
  evenly(most: number): readonly Checkpoint[] {
    const every = Math.max(1, Math.ceil(this.taken / most));
    return this.all.filter((_, index) => index % every === 0 || index === this.all.length - 1);
  }

  /** What is no longer recent stays if it falls on the spacing; the spacing grows when memory runs short. */
  private thin(): void {
    const leaving = this.all.length - 1 - this.recent;
    if (leaving > 0 && this.at(leaving).steps % this.spacing !== 0) this.drop(leaving);
    while (this.taken > this.bound || this.all.length > MOST_CHECKPOINTS) {
      if (this.all.length <= 2) return;
      // A memory for few checkpoints still holds some from far back: half of them.
      this.recent = Math.min(this.recent, this.all.length >> 1);
      this.spread();
    }
  }

  private spread(): void {
    this.spacing *= 2;
    const recent = this.all.length - this.recent;
    this.keep(({ steps }, index) => index === 0 || index >= recent || steps % this.spacing === 0);
  }

  private keep(isKept: (checkpoint: Checkpoint, index: number) => boolean): void {
    this.all = this.all.filter(isKept);
    this.taken = bytesOfAll(this.all);
  }

  private drop(index: number): void {
    this.taken -= bytesOf(this.at(index));
    this.all.splice(index, 1);
  }

  private at(index: number): Checkpoint {
    const checkpoint = this.all[index];
    if (checkpoint === undefined) throw new RangeError(`There is no checkpoint ${index}.`);
    return checkpoint;
  }
}

function bytesOfAll(checkpoints: readonly Checkpoint[]): number {
  return checkpoints.reduce((sum, checkpoint) => sum + bytesOf(checkpoint), 0);
}

function bytesOf({ states }: Checkpoint): number {
  return states.reduce(
    (sum, state) => tensorsOf(state).reduce((total, size) => total + size, sum + BYTES_PER_LAYER),
    BYTES_PER_CHECKPOINT,
  );
}

function tensorsOf({ weights, bias, memory }: LayerState): number[] {
  const tensors = [weights, ...(bias === null ? [] : [bias]), ...memory.weights, ...memory.bias];
  return tensors.map(({ data }) => data.byteLength + BYTES_PER_TENSOR);
}
