/** The engine's side of the message port to a helper, whatever the platform. */
import * as l10n from '@vscode/l10n';
import { transfer, wrap, type Remote } from 'comlink';
import type { Helper } from '../crew/crew';
import type { Task } from '../crew/parts';
import type { ProductName } from '../products';
import type { EngineConnection } from './client';
import type { HelperServer } from './helperServer';
import { orDispose } from './orDispose';
import { PendingCalls } from './pendingCalls';

/** Helpers beyond these would mostly wait for what they are sent. */
const MOST = 3;

/** How many helpers so many cores are for: one core is the engine's. */
export function helpersFor(cores: number): number {
  return Math.max(0, Math.min(MOST, Math.floor(cores) - 1));
}

/** The worker behind the connection, once it answers. Rejects, and ends it, when it dies before that. */
export async function helperBehind(connection: EngineConnection): Promise<Helper> {
  const helper = new RemoteHelper(connection);
  await orDispose(helper, helper.ready());
  return helper;
}

class RemoteHelper implements Helper {
  private readonly server: Remote<HelperServer>;
  private readonly calls = new PendingCalls();
  /** By their length: arrays that came back, to be sent again. New ones would cost more than filling them does. */
  private readonly spare = new Map<number, Float32Array[]>();

  constructor(private readonly connection: EngineConnection) {
    this.server = wrap<HelperServer>(connection.endpoint);
    connection.onLost((reason) => this.end(reason));
  }

  ready(): Promise<void> {
    return this.calls.call(() => this.server.ready());
  }

  async product(name: ProductName, { shape, constants, args }: Task): Promise<Float32Array> {
    const copies = args.map((numbers) => this.copyOf(numbers));
    const task: Task = { shape: [...shape], constants, args: copies };
    const buffers = copies.map(({ buffer }) => buffer as ArrayBuffer);
    const finished = await this.calls.call(() => this.server.product(name, transfer(task, buffers)));
    for (const numbers of finished.args) this.spared(numbers.length).push(numbers);
    return finished.rows;
  }

  dispose(): void {
    this.end(new Error(l10n.t('The run has been ended.')));
  }

  private copyOf(numbers: Float32Array): Float32Array {
    const copy = this.spared(numbers.length).pop() ?? new Float32Array(numbers.length);
    copy.set(numbers);
    return copy;
  }

  private spared(length: number): Float32Array[] {
    let arrays = this.spare.get(length);
    if (arrays === undefined) this.spare.set(length, (arrays = []));
    return arrays;
  }

  private end(reason: Error): void {
    if (this.calls.end(reason)) this.connection.close();
  }
}
