/** `backstep dap` in a process of its own, on standard input and output, as an editor that is not VS Code has it. */
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { join } from 'node:path';
import { ROOT } from '../places';

const SCRIPT = join(ROOT, 'test', 'adapter', 'dap.cjs');
const THREAD = { threadId: 1 };

type Filter = NonNullable<Dap.SetExceptionBreakpointsArguments['filterOptions']>[number];

export class Adapter {
  private readonly client = new DebugClient(process.execPath, SCRIPT, 'backstep');

  /** A session that stands just after the first operation of the file. Rejects when the launch fails. */
  static async onEntry(program: string, filters: readonly Filter[]): Promise<Adapter> {
    const adapter = new Adapter();
    const { client } = adapter;
    await client.start();
    // Heard from the start: an event may come in one piece with the response before it.
    const [initialized, stopped] = [adapter.event('initialized'), adapter.event('stopped')];
    await client.initializeRequest({ adapterID: 'backstep' });
    const launched = client.send('launch', { program, stopOnEntry: true });
    await Promise.race([initialized, launched]);
    await client.send('setExceptionBreakpoints', { filters: [], filterOptions: [...filters] });
    await client.send('configurationDone');
    await Promise.all([launched, stopped]);
    return adapter;
  }

  /** ms from the request to `stopped`. */
  async move(command: 'next' | 'stepIn' | 'pause'): Promise<number> {
    const stopped = this.event('stopped');
    const start = performance.now();
    await Promise.all([this.client.send(command, THREAD), stopped.then(refuseException)]);
    return performance.now() - start;
  }

  async goOn(): Promise<void> {
    await this.client.send('continue', THREAD);
  }

  /** ms from `continue` to the end of training. Rejects when the run stops on its way. */
  async runToEnd(): Promise<number> {
    const end = Promise.race([
      this.event('terminated'),
      this.event('stopped').then(({ body }: Dap.Event) => {
        throw new Error(`The run stopped on its way: ${JSON.stringify(body)}`);
      }),
    ]);
    const start = performance.now();
    await Promise.all([this.goOn(), end]);
    return performance.now() - start;
  }

  /** Ends its process. Nothing to wait for: at the end of training it has left by itself, and answers no more. */
  close(): void {
    void this.client.stop();
  }

  private event(name: string): Promise<Dap.Event> {
    return new Promise((resolve) => this.client.once(name, resolve));
  }
}

function refuseException({ body }: Dap.Event): void {
  if ((body as Dap.StoppedEvent['body']).reason === 'exception')
    throw new Error(`The run stopped for another reason: ${JSON.stringify(body)}`);
}
