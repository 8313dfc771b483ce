/** Stand-ins for machines with graphics cards: backends of made-up speed, and the time they take. */
import type { BackendEnvironment, Device, OpenDevice } from '../../../src/engine/backends';
import type { Notebook, Trial } from '../../../src/engine/decision';
import { Gpu } from '../../../src/engine/gpu';
import { networkClass, trialStep, type Clock } from '../../../src/engine/trialStep';
import type { Program } from '../../../src/data/program';
import type { BackendMeasurement, BackendMemory } from '../../../src/protocol/backendTimes';
import type { BackendName } from '../../../src/protocol/engine';

/** A machine whose cards have these descriptions; null where it has none. */
export function machineWith(
  webgpu: string | null,
  webgl2: string | null,
  software = false,
): BackendEnvironment {
  const adapter = (description: string | null) => (description === null ? null : { description, software });
  return {
    browser: 'a browser',
    offered: ['webgpu', 'webgl2', 'webasm', 'cpu'],
    webgpuAdapter: () => Promise.resolve(adapter(webgpu)),
    webgl2Renderer: () => adapter(webgl2),
  };
}

/** Passes only when somebody computes. */
export class MadeUpTime implements Clock {
  private time = 0;
  private alarms: { readonly at: number; readonly ring: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, ring: () => void): () => void {
    const alarm = { at: this.time + milliseconds, ring };
    this.alarms.push(alarm);
    return () => void (this.alarms = this.alarms.filter((other) => other !== alarm));
  }

  pass(milliseconds: number): void {
    this.time += milliseconds;
    for (const { at, ring } of this.alarms) if (at <= this.time) ring();
  }
}

/** What a kernel takes on a backend, in ms; or what becomes of it from the second call on. */
export type Pace = number | 'fails' | 'hangs';

/** Opens backends that compute rightly, at these paces; `opened` and `disposed` say which there were. */
export class MadeUpBackends {
  readonly opened: BackendName[] = [];
  readonly disposed: BackendName[] = [];
  readonly time = new MadeUpTime();

  constructor(private readonly paces: Partial<Record<BackendName, Pace>>) {}

  /** What was opened to run with, and is open still. */
  get inUse(): BackendName[] {
    return this.opened.filter((name) => !this.disposed.includes(name));
  }

  readonly open: OpenDevice = (name) => {
    this.opened.push(name);
    const real = new Gpu('cpu');
    const pace = this.paces[name] ?? 'fails';
    const paced = async (compute: () => Promise<Float32Array>): Promise<Float32Array> => {
      if (pace === 'fails') throw new Error(`${name} was lost`);
      if (pace === 'hangs') {
        this.time.pass(10_000);
        return new Promise(() => undefined);
      }
      this.time.pass(pace);
      return compute();
    };
    const device: Device = {
      call: (...args) => paced(() => real.call(...args)),
      product: (...args) => paced(() => real.product(...args)),
      plan: (...args) => real.plan(...args),
      dispose: () => {
        this.disposed.push(name);
        real.dispose();
      },
    };
    return device;
  };
}

/** A trial of this program, and what it wrote down. */
export function trialOf(
  program: Program,
  clock: Clock,
  known: BackendMemory | null = null,
): Trial & { readonly noted: BackendMeasurement[] } {
  const noted: BackendMeasurement[] = [];
  const notebook: Notebook = { known, note: (measurement) => noted.push(measurement) };
  return { network: networkClass(program), step: () => trialStep(program), clock, notebook, noted };
}

/** What a notebook that holds this measurement knows. */
export function memoryOf({ machine, network, ...times }: BackendMeasurement): BackendMemory {
  return { machine, networks: { [network]: times } };
}
