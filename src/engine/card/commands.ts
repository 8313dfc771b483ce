/**
 * What is asked of a WebGPU device, gathered. gpu.js submits each kernel by itself, writes its sizes anew each time, and
 * makes a buffer for each result, which the device fills with zeros first. For a fast card all that takes longer than
 * the kernels: so commands are kept back until there are many or somebody reads, and buffers are used again.
 */
import { Spares } from './spares';

/** What we use of WebGPU; TypeScript's own library does not know it yet. */
export interface Device {
  readonly queue: Queue;
  createBuffer(descriptor: { readonly size: number; readonly usage: number }): Buffer;
  createCommandEncoder(): Encoder;
}
interface Queue {
  submit(commands: readonly object[]): void;
  writeBuffer(buffer: Buffer, offset: number, data: Words): void;
}
export interface Buffer {
  readonly size: number;
  readonly usage: number;
  destroy(): void;
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
}
interface Encoder {
  copyBufferToBuffer(from: Buffer, fromOffset: number, to: Buffer, toOffset: number, size: number): void;
  finish(): object;
}
type Words = ArrayBuffer | ArrayBufferView<ArrayBuffer>;

/** As WebGPU's standard numbers them. */
const MAP_READ = 0x0001;
const COPY_DST = 0x0008;
/** Those of gpu.js's results: written by a kernel, read by others, copied out. */
const RESULT = 0x0084;

/** Commands that are kept back at most: the card is to begin before all is told. */
const MOST_COMMANDS = 32;
/** A kernel's sizes and numbers take fewer bytes than this. */
const SMALL = 512;

const known = new WeakMap<Device, Commands>();

/** From the first call on, the device's commands are gathered. gpu.js has one device for all its kernels. */
export function commandsOf(device: Device): Commands {
  const commands = known.get(device) ?? new Commands(device);
  known.set(device, commands);
  return commands;
}

export class Commands {
  private pending: object[] = [];
  /** Buffers of results, by their size. */
  private readonly spares = new Spares<Buffer>();
  /** What was last written to small buffers. */
  private readonly written = new WeakMap<Buffer, Uint8Array>();
  private readonly destroyers = new WeakMap<Buffer, () => void>();
  private readonly submit: Queue['submit'];
  private readonly write: Queue['writeBuffer'];
  private readonly create: Device['createBuffer'];

  constructor(private readonly device: Device) {
    const { queue } = device;
    this.submit = queue.submit.bind(queue);
    this.write = queue.writeBuffer.bind(queue);
    this.create = device.createBuffer.bind(device);
    queue.submit = (commands) => this.keepBack(commands);
    queue.writeBuffer = (buffer, offset, data) => this.writeTo(buffer, offset, data);
    device.createBuffer = (descriptor) => this.buffer(descriptor);
  }

  /**
   * The numbers of buffers of results, each in an array of its own.
   * @param places where each begins when they lie one after the other; last, where all end
   */
  async read(buffers: readonly Buffer[], places: readonly number[]): Promise<Float32Array[]> {
    const size = 4 * (places.at(-1) ?? 0);
    const copy = this.create({ size, usage: MAP_READ | COPY_DST });
    try {
      const encoder = this.device.createCommandEncoder();
      for (const [index, buffer] of buffers.entries()) {
        const [from = 0, to = 0] = places.slice(index, index + 2);
        encoder.copyBufferToBuffer(buffer, 0, copy, 4 * from, 4 * (to - from));
      }
      this.pending.push(encoder.finish());
      this.send();
      await copy.mapAsync(MAP_READ);
      const all = new Float32Array(copy.getMappedRange());
      return buffers.map((_, index) => all.slice(places[index], places[index + 1]));
    } finally {
      copy.destroy();
    }
  }

  /** A buffer that was made before commands were gathered is treated like all others. */
  adopt(buffer: Buffer): void {
    if (this.destroyers.has(buffer)) return;
    const { size, usage } = buffer;
    this.destroyers.set(buffer, buffer.destroy.bind(buffer));
    buffer.destroy = () => {
      if (usage !== RESULT || !this.spares.letWait(String(size), size, buffer)) this.destroy(buffer);
    };
  }

  /** Sends what is kept back. */
  send(): void {
    const { pending } = this;
    if (pending.length === 0) return;
    this.pending = [];
    this.submit(pending);
  }

  /** Buffers that wait leave the card. */
  letGo(): void {
    this.send();
    for (const buffer of this.spares.takeAll()) this.destroy(buffer);
  }

  private keepBack(commands: readonly object[]): void {
    this.pending.push(...commands);
    if (this.pending.length >= MOST_COMMANDS) this.send();
  }

  /** What is kept back may read what the buffer holds now. */
  private writeTo(buffer: Buffer, offset: number, data: Words): void {
    const isSmall = offset === 0 && data.byteLength <= SMALL;
    if (isSmall) {
      const bytes = bytesOf(data);
      const before = this.written.get(buffer);
      if (before !== undefined && areSame(before, bytes)) return;
      this.written.set(buffer, bytes.slice());
    } else {
      this.written.delete(buffer);
    }
    this.send();
    this.write(buffer, offset, data);
  }

  /** One that waits, where there is one of this size. */
  private buffer(descriptor: { readonly size: number; readonly usage: number }): Buffer {
    const { size, usage } = descriptor;
    const spare = usage === RESULT ? this.spares.take(String(size)) : undefined;
    if (spare !== undefined) return spare;
    const buffer = this.create(descriptor);
    this.adopt(buffer);
    return buffer;
  }

  private destroy(buffer: Buffer): void {
    // Commands on a buffer that is gone are refused, and all that come with them.
    this.send();
    this.destroyers.get(buffer)?.();
  }
}

function bytesOf(data: Words): Uint8Array {
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function areSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
