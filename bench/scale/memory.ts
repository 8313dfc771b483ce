/** What a process takes of the memory. */
import { readFileSync } from 'node:fs';
import { MB } from '../../src/protocol/tape';

/** In MB, after the garbage collector has run. */
export interface Memory {
  /** Objects of JavaScript. */
  readonly heap: number;
  /** ArrayBuffers: the numbers of the matrices. */
  readonly buffers: number;
  /** The memories of WebAssembly, in which the kernels compute. */
  readonly wasm: number;
  /** All that the process holds, Node itself included. */
  readonly rss: number;
}

/** Only the garbage collector knows which of them still live. */
const memories = new Set<WeakRef<WebAssembly.Memory>>();

/** Has the memories of WebAssembly counted that are made from here on: Node does not count them. */
export function countWasm(): void {
  WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
    construct(Memory, [descriptor]: [WebAssembly.MemoryDescriptor]) {
      const memory = new Memory(descriptor);
      memories.add(new WeakRef(memory));
      return memory;
    },
  });
}

/** Rejects unless Node was started with `--expose-gc`. */
export async function measureMemory(): Promise<Memory> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('Node needs --expose-gc for this measurement.');
  // What a finalizer lets go of is free only after the next round.
  for (let round = 0; round < 3; round++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  const wasm = [...memories].reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0);
  return { heap: heapUsed / MB, buffers: arrayBuffers / MB, wasm: wasm / MB, rss: rss / MB };
}

/** Heap, buffers and WebAssembly together, without what Node itself takes. */
export function ownOf({ heap, buffers, wasm }: Memory): number {
  return heap + buffers + wasm;
}

/** The most that this process has held so far, in MB. */
export function peakOfThisProcess(): number {
  return process.resourceUsage().maxRSS / 1024;
}

/** Another process: what it holds, and the most it has held, in MB. Null where the system does not tell: only Linux does. */
export function residentOf(pid: number): { readonly rss: number; readonly peak: number } | null {
  if (process.platform !== 'linux') return null;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
  return { rss: kilobytes('VmRSS') / 1024, peak: kilobytes('VmHWM') / 1024 };
}
