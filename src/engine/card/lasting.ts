/** Tensors that plans read in every run and nobody changes: once on the card, however many plans read them. */
import type { CardMemory, OnCard } from './memory';

interface Held {
  readonly tensor: OnCard;
  readers: number;
}

export class Lasting {
  private readonly held = new Map<Float32Array, Held>();

  constructor(private readonly memory: CardMemory) {}

  /** On the card until everyone who took it has given it back. */
  async take(array: Float32Array): Promise<OnCard> {
    let held = this.held.get(array);
    if (held === undefined) {
      held = { tensor: await this.memory.put(array), readers: 0 };
      this.held.set(array, held);
    }
    held.readers++;
    return held.tensor;
  }

  giveBack(array: Float32Array): void {
    const held = this.held.get(array);
    if (held === undefined || --held.readers > 0) return;
    this.held.delete(array);
    held.tensor.delete();
  }
}
