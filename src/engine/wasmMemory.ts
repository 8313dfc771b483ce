/**
 * gpu.js gives every WebAssembly kernel, for every size, a memory of its own. A browser has room for about 120 of
 * them in a process, however small they are, since each reserves gigabytes of address space: a net of a dozen
 * layers would not run. But a kernel copies its arguments in before it runs and its result out after, and only
 * one runs at a time; so kernels of about the same size may well use one memory, one after the other.
 */

/** What a module of gpu.js declares, in pages of 64 KiB, unless it needs more than that at once. */
const MOST_PAGES = 4096;

type MemoryConstructor = typeof WebAssembly.Memory;

const shared = new Map<number, WebAssembly.Memory>();

/** Calls a kernel; if it is compiled on the way, its memory is one that others of its size use too. */
export function withSharedMemory<T>(call: () => T): T {
  const original = WebAssembly.Memory;
  WebAssembly.Memory = sharing(original);
  try {
    return call();
  } finally {
    WebAssembly.Memory = original;
  }
}

function sharing(Original: MemoryConstructor): MemoryConstructor {
  // A constructor that returns an object gives that object to `new`.
  return function memory(descriptor: WebAssembly.MemoryDescriptor): WebAssembly.Memory {
    const { initial, maximum } = descriptor;
    if (descriptor.shared === true || maximum !== MOST_PAGES) return new Original(descriptor);
    // Memories never grow, which would take the buffer away from the kernels that know it: one for each power
    // of two.
    const pages = Math.min(MOST_PAGES, 2 ** Math.ceil(Math.log2(initial)));
    const known = shared.get(pages) ?? new Original({ initial: pages, maximum });
    shared.set(pages, known);
    return known;
  } as unknown as MemoryConstructor;
}
