/** Takes the time of every kernel of a batch step on a graphics card: a page of its own in Chromium. */
import { chooseBackend } from '../../src/engine/backends';
import { Buffers } from '../../src/engine/card/buffers';
import { Card } from '../../src/engine/card/card';
import type { CardCall, CardMemory, OnCard, Wanted } from '../../src/engine/card/memory';
import { Textures } from '../../src/engine/card/textures';
import type { Errand } from '../../src/engine/free/ahead';
import { FreeRun } from '../../src/engine/free/freeRun';
import { BROWSER_ENVIRONMENT } from '../../src/engine/host/browserEnvironment';
import { Run } from '../../src/engine/run';
import { programOf } from '../contestants/backstep';
import type { Task } from '../contestants/contestant';

/** The least milliseconds that each thing takes in a batch step. */
export type Profile = readonly (readonly [what: string, milliseconds: number])[];
declare global {
  var profile: (card: 'webgl2' | 'webgpu', task: Task, repeats: number) => Promise<Profile>;
}

/** Waits for the card after each call, which it would not do by itself. */
class TimedMemory implements CardMemory {
  readonly times = new Map<string, number>();
  private tiny: OnCard | null = null;
  private before: Promise<unknown> = Promise.resolve();

  constructor(private readonly memory: CardMemory) {}

  put(data: Float32Array): Promise<OnCard> {
    return this.timed('put on the card', () => this.memory.put(data));
  }

  run(call: CardCall): Promise<OnCard> {
    const kernel = typeof call.kernel === 'function' ? call.kernel.name : '';
    return this.timed(`${kernel} ${call.shape.join(' × ')}`, () => this.memory.run(call));
  }

  read(wanted: readonly Wanted[]): Promise<Float32Array[]> {
    return this.timed('read back', () => this.memory.read(wanted));
  }

  dispose(): void {
    this.memory.dispose();
  }

  /** One after the other, though several may be asked for at once. */
  private timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    const result = this.before.then(async () => {
      this.tiny ??= await this.memory.put(Float32Array.of(0));
      const start = performance.now();
      const done = await work();
      // The card does one thing after the other, too: when it can be read from, all before is done.
      await this.memory.read([{ tensor: this.tiny, length: 1 }]);
      this.times.set(what, (this.times.get(what) ?? 0) + performance.now() - start);
      return done;
    });
    this.before = result;
    return result;
  }
}

globalThis.profile = async (name, task, repeats) => {
  const memory = new TimedMemory(name === 'webgl2' ? new Textures() : new Buffers());
  const work = { largestProduct: 1 };
  const backend = await chooseBackend(name, BROWSER_ENVIRONMENT, work, () => new Card(memory));
  const run = await Run.create(programOf(task), backend);
  // The first batch step is stepped, as always.
  while (run.steps === 0) await run.step();
  const free = new FreeRun();
  const least = new Map<string, number>();
  for (let repeat = 0; repeat < repeats; repeat++) {
    const ahead = run.ahead();
    memory.times.clear();
    const passage = ahead === null ? null : await free.pass(ahead, ERRAND);
    if (passage === null) throw new Error('It does not run freely.', { cause: free.failure });
    run.pass(passage);
    for (const [what, milliseconds] of memory.times) {
      const ofStep = milliseconds / passage.steps.length;
      least.set(what, Math.min(least.get(what) ?? Infinity, ofStep));
    }
  }
  run.dispose();
  return [...least];
};

const ERRAND: Errand = {
  limit: Infinity,
  mayEndEpoch: true,
  watchful: { nonFinite: false, checks: [], losses: [], lossBelow: null },
  breathe: () => Promise.resolve(),
};
