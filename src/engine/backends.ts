/** Which gpu.js backend a run uses, and why; and what happens when one fails. */
import * as l10n from '@vscode/l10n';
import { BACKENDS, type BackendName, type BackendReport } from '../protocol/engine';
import { automaticCandidates, forcedCandidate, offer } from './candidates';
import type { Compute } from './compute';
import { decide, didNotWork, messageOf, type Decision, type Trial } from './decision';
import { openCard } from './card/card';
import { Crew, type Hiring } from './crew/crew';
import { Gpu } from './gpu';
import type { KernelPlan } from './kernelPlan';
import { preActivation } from './kernels/products';

export { WORTH_A_READBACK } from './candidates';

/** A graphics adapter as the platform describes it. */
export interface Adapter {
  readonly description: string;
  /** It is emulated on the processor (SwiftShader, llvmpipe, WARP …): never faster than webasm. */
  readonly software: boolean;
}

/** What the platform offers. Handed in by src/engine/host, which is the only one that names a platform. */
export interface BackendEnvironment {
  /** The browser, as it calls itself; absent where there is none. */
  readonly browser?: string;
  readonly offered: readonly BackendName[];
  webgpuAdapter(): Promise<Adapter | null>;
  webgl2Renderer(): Adapter | null;
  /** How helpers of the engine are started; absent where it computes alone. */
  readonly hiring?: Hiring;
}

/** How heavy a batch step is: what decides whether a graphics card pays. */
export interface Work {
  /** Multiply-adds of the largest matrix product of a batch step. */
  readonly largestProduct: number;
}

/** What kernels are run with. */
export interface Backend extends Compute {
  /** Compiles kernels into one plan, for the backend that runs now alone: see Gpu. Throws when it cannot. */
  readonly plan: Gpu['plan'];
  /** The backend that runs now; another one after a failure. */
  readonly report: BackendReport;
  dispose(): void;
}

/** gpu.js on one backend, and how to open it. Tests hand in one that fails. */
export interface Device extends Compute {
  plan(...args: Parameters<Gpu['plan']>): KernelPlan;
  /** What there is to say of how it computes; absent or null: nothing. */
  readonly note?: string | null;
  dispose(): void;
}
export type OpenDevice = (name: BackendName) => Device;

/**
 * The backend to run with: the one asked for, or with 'auto' the fastest. Where that is certain nothing is measured:
 * webasm without a hardware graphics card, and for work that does not pay for readbacks; the graphics card for work
 * that does beyond doubt. In between the trial tells; without one, the graphics card is taken. The backend has run a
 * kernel, on itself and rightly, when this resolves.
 * Rejects, saying why and what is offered, when the backend asked for cannot be had.
 */
export async function chooseBackend(
  requested: BackendName | 'auto',
  environment: BackendEnvironment,
  work: Work,
  open: OpenDevice = (name) => openDevice(name, environment),
  trial?: Trial,
): Promise<Backend> {
  const candidates =
    requested === 'auto'
      ? await automaticCandidates(environment, work)
      : await forcedCandidate(requested, environment);
  const decision: Decision =
    trial === undefined || candidates.rivals.length < 2
      ? { line: candidates.line, failures: [] }
      : await decide(candidates, trial, (name) => openAndTry(name, open));
  const failures = [...decision.failures];
  for (const { name, reason, device: opened } of decision.line) {
    try {
      const device = opened ?? (await openAndTry(name, open));
      const why = [reason, ...failures].join(' ');
      return new FallingBackBackend({ name, reason: why }, device, environment, open);
    } catch (error) {
      failures.push(didNotWork(name, error));
    }
  }
  throw new Error(`${failures.join(' ')} ${offer(environment)}`);
}

function openDevice(name: BackendName, { hiring }: BackendEnvironment): Device {
  if (name === 'webgl2' || name === 'webgpu') return openCard(name);
  const gpu = new Gpu(name);
  return name === 'webasm' && hiring !== undefined && hiring.most > 0 ? new Crew(gpu, hiring) : gpu;
}

/** Opens a backend and has it run a kernel whose result is known: 1 · 3 + 2 · 4 + 5 = 16. */
async function openAndTry(name: BackendName, open: OpenDevice): Promise<Device> {
  const device = open(name);
  try {
    const [input, weights, bias] = [Float32Array.of(1, 2), Float32Array.of(3, 4), Float32Array.of(5)];
    const [result] = await device.call(preActivation, [1, 1], { n: 2, m: 1 }, input, weights, bias);
    if (result !== 16) throw new Error(`1 · 3 + 2 · 4 + 5 came out as ${String(result)}.`);
    return device;
  } catch (error) {
    device.dispose();
    throw error;
  }
}

/** A backend that hands over to the next in line (… → webasm → cpu) when it fails, and says so. */
class FallingBackBackend implements Backend {
  private fallingBack: Promise<void> | null = null;
  private disposed = false;
  private noted: {
    readonly of: BackendReport;
    readonly note: string | null;
    readonly report: BackendReport;
  } | null = null;

  constructor(
    private current: BackendReport,
    private device: Device,
    private readonly environment: BackendEnvironment,
    private readonly open: OpenDevice,
  ) {}

  /** The same object as long as it says the same. */
  get report(): BackendReport {
    const note = this.device.note ?? null;
    if (this.noted?.note !== note || this.noted.of !== this.current) {
      const { current } = this;
      const report = note === null ? current : { ...current, reason: `${current.reason} ${note}` };
      this.noted = { of: current, note, report };
    }
    return this.noted.report;
  }

  readonly call: Compute['call'] = (...args) => this.withDevice((device) => device.call(...args));
  readonly product: Compute['product'] = (...args) => this.withDevice((device) => device.product(...args));

  /** A plan that fails is its owner's business: it holds no state that a run could lose. */
  readonly plan: Gpu['plan'] = (...args) => this.device.plan(...args);

  /** A kernel changes nothing but its result, so a call that failed can simply be made again elsewhere. */
  private async withDevice(call: (device: Device) => Promise<Float32Array>): Promise<Float32Array> {
    for (;;) {
      if (this.disposed) throw new Error('The run is over.');
      const { device } = this;
      try {
        return await call(device);
      } catch (error) {
        await this.fallBack(device, error);
      }
    }
  }

  dispose(): void {
    this.disposed = true;
    this.device.dispose();
  }

  /** Replaces a failed device once, however many calls it failed. Rejects when nothing is left in line. */
  private async fallBack(failed: Device, error: unknown): Promise<void> {
    if (this.disposed || this.device !== failed) return;
    this.fallingBack ??= this.replaceDevice(failed, error).finally(() => (this.fallingBack = null));
    await this.fallingBack;
  }

  private async replaceDevice(failed: Device, error: unknown): Promise<void> {
    const { name } = this.current;
    const failures = [l10n.t('{0} failed: {1}', name, messageOf(error))];
    for (const next of this.nextInLine(name)) {
      try {
        const device = await openAndTry(next, this.open);
        failed.dispose();
        this.device = device;
        if (this.disposed) device.dispose();
        this.current = {
          name: next,
          reason: l10n.t('{0} failed while it ran; {1} took over with the operation at hand.', name, next),
          fellBackFrom: { name, error: messageOf(error) },
        };
        return;
      } catch (nextError) {
        failures.push(l10n.t('{0} could not take over: {1}', next, messageOf(nextError)));
      }
    }
    throw new Error(failures.join(' '), { cause: error });
  }

  /** What is offered after this backend; an emulated graphics card is no help. */
  private nextInLine(name: BackendName): BackendName[] {
    const line: BackendName[] = [];
    for (const next of BACKENDS.slice(BACKENDS.indexOf(name) + 1)) {
      if (!this.environment.offered.includes(next)) continue;
      if (next === 'webgl2' && this.environment.webgl2Renderer()?.software !== false) continue;
      line.push(next);
    }
    return line;
  }
}
