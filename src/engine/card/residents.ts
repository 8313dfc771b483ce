/**
 * The latest tensors, which stay on the card for whoever needs them again: what one operation computes, the next one
 * reads. The host's array tells which tensor it is, so nobody may change an array that has been handed over.
 */
import type { OnCard } from './memory';

/** More than a batch step of most networks has. */
const MOST_TENSORS = 96;
const MOST_NUMBERS = 8 * 2 ** 20;

export class Residents {
  /** The oldest one first. */
  private readonly tensors = new Map<Float32Array, OnCard>();
  private numbers = 0;

  /** The tensor, which is the caller's from now on; null when it is not here. */
  take(array: Float32Array): OnCard | null {
    const tensor = this.tensors.get(array) ?? null;
    if (tensor === null) return null;
    this.tensors.delete(array);
    this.numbers -= array.length;
    return tensor;
  }

  /** Takes the tensor over; the oldest ones leave the card when there are too many. */
  keep(array: Float32Array, tensor: OnCard): void {
    // Two operations at once may both have brought it.
    this.take(array)?.delete();
    this.tensors.set(array, tensor);
    this.numbers += array.length;
    for (const oldest of this.tensors.keys()) {
      if (this.tensors.size <= MOST_TENSORS && this.numbers <= MOST_NUMBERS) return;
      this.take(oldest)?.delete();
    }
  }

  clear(): void {
    for (const tensor of this.tensors.values()) tensor.delete();
    this.tensors.clear();
    this.numbers = 0;
  }
}
