/**
 * Requests in, responses and events out. Every request gets exactly one response, whatever its handler does:
 * an editor waits for ever for an answer that does not come.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { ERROR_IDS, messageOf, ProtocolError } from './protocolError';
import type { Command, Handlers } from './requests';

/**
 * Requests that change the run or its stops. They are dealt with one after the other, in order of arrival; none
 * of them waits for a run to stop, so a pause is never held up by one.
 */
const QUEUED: ReadonlySet<string> = new Set<Command>([
  'setBreakpoints',
  'setExceptionBreakpoints',
  'configurationDone',
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'stepBack',
  'reverseContinue',
  'restartFrame',
  'backstep/goTo',
  'backstep/configure',
  'setVariable',
  'setExpression',
  'pause',
  'restart',
]);

export class Dispatcher {
  private seq = 1;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly handlers: Handlers,
    private readonly send: (message: Dap.ProtocolMessage) => void,
  ) {}

  /** Deals with a message of the client. Never throws; what fails is in the response. */
  handle(message: Dap.ProtocolMessage): void {
    // Responses answer requests of ours, and we make none.
    if (!isRequest(message)) return;
    if (QUEUED.has(message.command)) {
      const next = (): Promise<void> => this.answer(message);
      // Whatever becomes of one request, the next is dealt with.
      this.queue = this.queue.then(next, next);
    } else {
      void this.answer(message);
    }
  }

  event<E extends Dap.Event>(event: E['event'], body?: E['body']): void {
    const message: Dap.Event = { seq: this.seq++, type: 'event', event };
    if (body !== undefined) message.body = body as unknown;
    this.send(message);
  }

  private async answer(request: Dap.Request): Promise<void> {
    const afterwards: (() => void)[] = [];
    const response: Dap.Response = {
      seq: 0,
      type: 'response',
      request_seq: request.seq,
      command: request.command,
      success: true,
    };
    try {
      const body: unknown = await this.run(request, (action) => afterwards.push(action));
      if (body !== undefined) response.body = body;
    } catch (error) {
      Object.assign(response, failure(error));
    }
    response.seq = this.seq++;
    this.send(response);
    for (const action of afterwards) this.runAfterwards(action);
  }

  /** The response is gone: what fails now can only be printed. */
  private runAfterwards(action: () => void): void {
    try {
      action();
    } catch (error) {
      const output = `Something went wrong in the debugger: ${messageOf(error)}\n`;
      this.event<Dap.OutputEvent>('output', { category: 'stderr', output });
    }
  }

  private run(request: Dap.Request, afterwards: (action: () => void) => void): unknown {
    const { command } = request;
    if (!Object.hasOwn(this.handlers, command)) {
      throw new ProtocolError('unknownCommand', `This debugger does not know the request '${command}'.`);
    }
    const handler = this.handlers[command as Command] as (args: object, after: typeof afterwards) => unknown;
    const args: unknown = request.arguments;
    return handler(typeof args === 'object' && args !== null ? args : {}, afterwards);
  }
}

function isRequest(message: Dap.ProtocolMessage): message is Dap.Request {
  return message.type === 'request';
}

function failure(error: unknown): Pick<Dap.ErrorResponse, 'success' | 'message' | 'body'> {
  const known = error instanceof ProtocolError;
  const text = known ? error.message : `Something went wrong in the debugger: ${messageOf(error)}`;
  return {
    success: false,
    message: text,
    body: {
      error: {
        id: ERROR_IDS[known ? error.kind : 'internal'],
        format: text,
        showUser: known && error.showUser,
      },
    },
  };
}
