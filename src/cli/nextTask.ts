/** Lets the event loop turn: long work waits for this between its parts. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
