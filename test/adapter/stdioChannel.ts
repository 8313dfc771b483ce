/** The packaged adapter, `backstep dap`, behind VS Code's own test client: the way a program of its own is spoken to. */
import { DebugClient } from '@vscode/debugadapter-testsupport';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { fileURLToPath } from 'node:url';
import type { AdapterChannel } from './client';

const SCRIPT = fileURLToPath(new URL('dap.cjs', import.meta.url));
/** What the adapter tells of its own accord. */
const EVENTS = [
  'initialized',
  'stopped',
  'continued',
  'output',
  'exited',
  'terminated',
  'breakpoint',
  'invalidated',
  'loadedSource',
  'progressStart',
  'progressUpdate',
  'progressEnd',
];

export class StdioChannel implements AdapterChannel {
  private readonly client = new DebugClient(process.execPath, SCRIPT, 'backstep');
  private readonly listeners: ((message: Dap.ProtocolMessage) => void)[] = [];

  start(): Promise<void> {
    for (const event of EVENTS) this.client.on(event, (message: Dap.Event) => this.tell(message));
    return this.client.start();
  }

  /** The client numbers its requests as we do, from 1: nobody else sends any. */
  handleMessage(message: Dap.ProtocolMessage): void {
    const {
      seq,
      command,
      arguments: args,
    } = message as Omit<Dap.Request, 'arguments'> & { arguments?: object };
    const base = { seq: 0, type: 'response', request_seq: seq, command, body: {} };
    this.client.send(command, args).then(
      (response: Dap.Response) => this.tell(response),
      (error: unknown) =>
        this.tell({ ...base, success: false, message: (error as Error).message } as Dap.Response),
    );
  }

  onMessage(listener: (message: Dap.ProtocolMessage) => void): void {
    this.listeners.push(listener);
  }

  stop(): Promise<void> {
    return this.client.stop();
  }

  private tell(message: Dap.ProtocolMessage): void {
    for (const listener of this.listeners) listener(message);
  }
}
