import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import { Dispatcher } from '../../../src/debug/dispatcher';
import { ProtocolError } from '../../../src/debug/protocolError';
import type { Handlers } from '../../../src/debug/requests';

/** A dispatcher with some handlers, and what it has sent. */
function dispatcherOf(handlers: Partial<Handlers>): {
  sent: (Dap.Response & Dap.Event)[];
  ask: (command: string, args?: unknown) => void;
} {
  const sent: (Dap.Response & Dap.Event)[] = [];
  const dispatcher = new Dispatcher(handlers as Handlers, (message) => {
    sent.push(message as Dap.Response & Dap.Event);
  });
  let seq = 0;
  const ask = (command: string, args?: unknown): void => {
    dispatcher.handle({ seq: ++seq, type: 'request', command, arguments: args } as Dap.Request);
  };
  return { sent, ask };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the dispatcher', () => {
  it('answers every request once, however its handler fails', async () => {
    const { sent, ask } = dispatcherOf({
      threads: () => ({ threads: [] }),
      pause: () => Promise.reject(new ProtocolError('state', 'not now', true)),
      next: () => {
        throw new TypeError('a mistake of ours');
      },
    });
    for (const command of ['threads', 'pause', 'next', 'fly', 'constructor']) ask(command, null);
    await settled();
    assert.deepEqual(sent.map(({ request_seq }) => request_seq).sort(), [1, 2, 3, 4, 5]);
    const answer = (seq: number): Dap.Response | undefined => sent.find((one) => one.request_seq === seq);
    assert.equal(answer(1)?.success, true);
    assert.deepEqual(answer(2)?.body, { error: { id: 1003, format: 'not now', showUser: true } });
    assert.equal(answer(3)?.message, 'Something went wrong in the debugger: a mistake of ours');
    assert.match(answer(5)?.message ?? '', /does not know the request 'constructor'/);
    assert.deepEqual(
      sent.map(({ seq }) => seq),
      [1, 2, 3, 4, 5],
    );
  });

  it('deals with requests that change the run in order, and with the others at once', async () => {
    let finish = (): void => undefined;
    const { sent, ask } = dispatcherOf({
      setBreakpoints: () =>
        new Promise((resolve) => {
          finish = () => resolve({ breakpoints: [] });
        }),
      next: () => undefined,
      threads: () => ({ threads: [] }),
    });
    ask('setBreakpoints');
    ask('next');
    ask('threads');
    await settled();
    assert.deepEqual(
      sent.map(({ command }) => command),
      ['threads'],
    );
    finish();
    await settled();
    assert.deepEqual(
      sent.map(({ command }) => command),
      ['threads', 'setBreakpoints', 'next'],
    );
  });

  it('goes on when what follows a response fails, and prints it', async () => {
    const { sent, ask } = dispatcherOf({
      next: (_, afterwards) =>
        afterwards(() => {
          throw new Error('too late');
        }),
      stepIn: () => undefined,
    });
    ask('next');
    ask('stepIn');
    await settled();
    assert.deepEqual(
      sent.map((message) => (message.type === 'event' ? message.event : message.command)),
      ['next', 'output', 'stepIn'],
    );
    assert.match((sent[1] as Dap.OutputEvent | undefined)?.body.output ?? '', /too late/);
  });
});
