/**
 * Requests in, responses and events out. Every request gets exactly one response, whatever its handler does:
 * an editor waits for ever for an answer that does not come.
 */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { checkedArguments } from './checkedArguments';
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
  'backstep/runTo',
  'backstep/configure',
  'setVariable',
  'setExpression',
  'pause',
  'restart',
]);

/** Requests that only look: nobody misses the answer of one that was cancelled. */
const LOOKING: ReadonlySet<string> = new Set<Command>([
  'threads',
  'stackTrace',
  'scopes',
  'variables',
  'evaluate',
  'completions',
  'exceptionInfo',
  'stepInTargets',
  'breakpointLocations',
  'loadedSources',
  'source',
]);

export class Dispatcher {
  /** How to cancel the requests that are not answered yet and can be cancelled, by their number. */
  private readonly cancellers = new Map<number, (reason: ProtocolError) => void>();
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
      let cancelled: ProtocolError | null = null;
      this.cancellers.set(message.seq, (reason) => (cancelled = reason));
      const next = (): Promise<void> => {
        this.cancellers.delete(message.seq);
        return this.answer(message, cancelled);
      };
      // Whatever becomes of one request, the next is dealt with.
      this.queue = this.queue.then(next, next);
    } else {
      void this.answer(message);
    }
  }

  /** A request that waits its turn, or only looks, is answered as cancelled; any other goes on. */
  cancel(requestSeq: number): void {
    this.cancellers.get(requestSeq)?.(new ProtocolError('cancelled', 'cancelled'));
  }

  event<E extends Dap.Event>(event: E['event'], body?: E['body']): void {
    const message: Dap.Event = { seq: this.seq++, type: 'event', event };
    if (body !== undefined) message.body = body as unknown;
    this.send(message);
  }

  private async answer(request: Dap.Request, cancelled: ProtocolError | null = null): Promise<void> {
    const afterwards: (() => void)[] = [];
    const response: Dap.Response = {
      seq: 0,
      type: 'response',
      request_seq: request.seq,
      command: request.command,
      success: true,
    };
    try {
      if (cancelled !== null) throw cancelled;
      const body: unknown = await this.cancellable(request, () =>
        this.run(request, (action) => afterwards.push(action)),
      );
      if (body !== undefined) response.body = body;
    } catch (error) {
      Object.assign(response, failure(error));
    }
    response.seq = this.seq++;
    this.send(response);
    for (const action of afterwards) this.runAfterwards(action);
  }

  private async cancellable(request: Dap.Request, work: () => unknown): Promise<unknown> {
    if (!LOOKING.has(request.command)) return work();
    const cancelled = new Promise<never>((_, reject) => this.cancellers.set(request.seq, reject));
    try {
      return await Promise.race([work(), cancelled]);
    } finally {
      this.cancellers.delete(request.seq);
    }
  }

  /** The response is gone: what fails now can only be printed. */
  private runAfterwards(action: () => void): void {
    try {
      action();
    } catch (error) {
      const output = `${l10n.t('Something went wrong in the debugger: {0}', messageOf(error))}\n`;
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
    const given = typeof args === 'object' && args !== null ? args : {};
    return handler(isOurs(command) ? given : checkedArguments(command, given), afterwards);
  }
}

/** Our own requests, and the attributes of a launch, are checked in words of their own. */
function isOurs(command: string): boolean {
  return command === 'launch' || command.startsWith('backstep/');
}

function isRequest(message: Dap.ProtocolMessage): message is Dap.Request {
  return message.type === 'request';
}

function failure(error: unknown): Pick<Dap.ErrorResponse, 'success' | 'message' | 'body'> {
  const known = error instanceof ProtocolError;
  const text = known ? error.message : l10n.t('Something went wrong in the debugger: {0}', messageOf(error));
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
