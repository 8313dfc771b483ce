/** Of newer engines of JavaScript; TypeScript's library of ours does not describe it yet. */
interface Transferable {
  transfer?: (length: number) => unknown;
}

/**
 * Gives the memory of an array back at once. The garbage collector would wait until tens of megabytes lie there, in
 * each worker. Nobody may use the array any more, nor another view of its buffer.
 */
export function release({ buffer }: Float32Array): void {
  (buffer as Transferable).transfer?.(0);
}
