/** What was measured of the backends on this machine, kept by VS Code from one start to the next. */
import type { Memento } from 'vscode';
import type { BackendMeasurement, BackendMemory, BackendTimes } from '../protocol/backendTimes';
import { BACKENDS } from '../protocol/engine';

const KEY = 'backstep.backendTimes';
/** Networks that are remembered, the latest. */
const MOST_NETWORKS = 100;

/** As it is stored. Another version of Backstep computes in other times. */
interface Stored extends BackendMemory {
  readonly version: string;
}

export class BackendMemoryStore {
  /** @param version of Backstep */
  constructor(
    private readonly state: Memento,
    private readonly version: string,
  ) {}

  /** Undefined when nothing is known, or nothing that still holds or can be read. */
  get known(): BackendMemory | undefined {
    const stored = this.state.get<unknown>(KEY);
    if (!isStored(stored) || stored.version !== this.version) return undefined;
    return { machine: stored.machine, networks: stored.networks };
  }

  /** Adds to what is known of this machine; of another one, nothing is kept. */
  async keep({ machine, network, ...times }: BackendMeasurement): Promise<void> {
    const { known } = this;
    const before = known?.machine === machine ? Object.entries(known.networks) : [];
    const others = before.filter(([name]) => name !== network).slice(1 - MOST_NETWORKS);
    const networks = Object.fromEntries([...others, [network, times]]);
    const stored: Stored = { version: this.version, machine, networks };
    await this.state.update(KEY, stored);
  }

  async forget(): Promise<void> {
    await this.state.update(KEY, undefined);
  }
}

function isStored(value: unknown): value is Stored {
  if (!(value instanceof Object && 'version' in value && 'machine' in value && 'networks' in value))
    return false;
  const { version, machine, networks } = value;
  if (typeof version !== 'string' || typeof machine !== 'string') return false;
  return networks instanceof Object && Object.values(networks).every(isTimes);
}

function isTimes(value: unknown): value is BackendTimes {
  if (!(value instanceof Object && 'timed' in value && 'operations' in value && 'times' in value))
    return false;
  const { timed, operations, times } = value;
  if (typeof timed !== 'number' || typeof operations !== 'number' || !Array.isArray(times)) return false;
  return times.every(
    (entry: unknown) =>
      entry instanceof Object &&
      'name' in entry &&
      BACKENDS.some((name) => name === entry.name) &&
      'milliseconds' in entry &&
      typeof entry.milliseconds === 'number',
  );
}
