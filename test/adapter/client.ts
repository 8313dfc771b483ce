/** A client of the protocol for tests: every message that the adapter sends is checked against its schema. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { Ajv } from 'ajv';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Requests } from '../../src/debug/requests';
import type { Events } from './dapMessages';

const ajv = new Ajv({ strict: false, allowUnionTypes: true });
const schema = readFileSync(new URL('dapSchema.json', import.meta.url), 'utf8');
ajv.addSchema(JSON.parse(schema) as object, 'dap');

/** Fails unless the message is one of the protocol, with all that it requires and nothing it does not know. */
export function assertValid(message: Dap.ProtocolMessage): void {
  const type = definitionOf(message);
  const validate = ajv.getSchema(`dap#/definitions/DebugProtocol.${type}`);
  assert.ok(validate, `there is no ${type} in the protocol`);
  assert.ok(validate(message), `${type}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(message)}`);
}

function definitionOf(message: Dap.ProtocolMessage): string {
  if (message.type === 'event') return `${capital((message as Dap.Event).event)}Event`;
  const response = message as Dap.Response;
  // Our own requests have no type of their own in the protocol.
  if (response.success && response.command.includes('/')) return 'Response';
  return response.success ? `${capital(response.command)}Response` : 'ErrorResponse';
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

type Args<C extends keyof Requests> = Partial<Requests[C]['args']> & Record<string, unknown>;

const PATIENCE_MS = 10_000;

/** Messages to an adapter and from it: a session of this process, or a program of its own. */
export interface AdapterChannel {
  handleMessage(message: Dap.ProtocolMessage): void;
  onMessage(listener: (message: Dap.ProtocolMessage) => void): unknown;
}

export class TestClient {
  /** All that the adapter has sent, in order. */
  readonly messages: Dap.ProtocolMessage[] = [];
  private seq = 1;
  private readonly pending = new Map<number, (response: Dap.Response) => void>();
  private readonly waiting: { event: string; resolve: (event: Dap.Event) => void }[] = [];
  private readonly unread: Dap.Event[] = [];
  private failure: unknown = null;

  constructor(readonly session: AdapterChannel) {
    session.onMessage((message) => {
      // As it would travel: undefined attributes vanish, NaN would show.
      this.receive(JSON.parse(JSON.stringify(message)) as Dap.ProtocolMessage);
    });
  }

  /** The number of the request that was sent last. */
  get lastNumber(): number {
    return this.seq - 1;
  }

  /** Sends a request; the promise is of its response, successful or not. */
  send(command: string, args?: object): Promise<Dap.Response> {
    const request: Dap.Request = { seq: this.seq++, type: 'request', command, arguments: args };
    const response = new Promise<Dap.Response>((resolve) => this.pending.set(request.seq, resolve));
    this.session.handleMessage(JSON.parse(JSON.stringify(request)) as Dap.Request);
    return this.soon(response, `the response to ${command}`);
  }

  /** Sends a request that has to succeed; gives its body. */
  async request<C extends keyof Requests>(command: C, args?: Args<C>): Promise<Requests[C]['body']> {
    const response = await this.send(command, args);
    assert.ok(response.success, `${command}: ${response.message ?? ''}`);
    return response.body as Requests[C]['body'];
  }

  /** Sends a request that has to fail; gives the message. */
  async refused(command: string, args?: object): Promise<string> {
    const response = await this.send(command, args);
    assert.equal(response.success, false, `${command} should fail`);
    return response.message ?? '';
  }

  /** The next event of this name that has not been given yet. */
  event<E extends keyof Events>(event: E): Promise<Events[E]> {
    const index = this.unread.findIndex((one) => one.event === event);
    const [found] = index < 0 ? [] : this.unread.splice(index, 1);
    const next = found
      ? Promise.resolve(found)
      : new Promise<Dap.Event>((resolve) => this.waiting.push({ event, resolve }));
    return this.soon(next, `the event ${event}`) as Promise<Events[E]>;
  }

  /** Events of this name that have come and have not been given yet. */
  came(event: keyof Events): number {
    return this.unread.filter((one) => one.event === event).length;
  }

  /** What has been printed to the Debug Console so far. */
  output(category?: string): string {
    return this.messages
      .filter((message): message is Dap.OutputEvent => (message as Dap.Event).event === 'output')
      .filter(({ body }) => category === undefined || body.category === category)
      .map(({ body }) => body.output)
      .join('');
  }

  /** As an editor does it: initialize, launch, configure; then waits for the answer to the launch. */
  async launch(
    args: object,
    configure: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Dap.Response> {
    await this.request('initialize', {
      adapterID: 'backstep',
      linesStartAt1: true,
      columnsStartAt1: true,
      supportsInvalidatedEvent: true,
      supportsProgressReporting: true,
    });
    const launched = this.send('launch', args);
    await this.event('initialized');
    await configure();
    await this.request('configurationDone');
    return launched;
  }

  /** Sends a request that sets the run going and waits for the stop. */
  async go(
    command: 'continue' | 'next' | 'stepIn' | 'stepOut' | 'stepBack' | 'reverseContinue',
  ): Promise<Dap.StoppedEvent['body']> {
    await this.request(command, { threadId: 1 });
    return (await this.event('stopped')).body;
  }

  async stack(): Promise<Dap.StackFrame[]> {
    return (await this.request('stackTrace', { threadId: 1 })).stackFrames;
  }

  /** The name of the top frame. */
  async top(): Promise<string> {
    const [frame] = await this.stack();
    assert.ok(frame);
    return frame.name;
  }

  /** The variables of a scope of the top frame, by name. */
  async scope(name: string): Promise<Map<string, Dap.Variable>> {
    const [frame] = await this.stack();
    const { scopes } = await this.request('scopes', { frameId: frame?.id ?? 0 });
    const scope = scopes.find((one) => one.name === name);
    assert.ok(scope, `scope ${name} of ${scopes.map((one) => one.name).join(', ')}`);
    const variables = await this.children(scope.variablesReference);
    return new Map(variables.map((variable) => [variable.name, variable]));
  }

  async children(variablesReference: number, page: object = {}): Promise<Dap.Variable[]> {
    return (await this.request('variables', { variablesReference, ...page })).variables;
  }

  /** All the numbers below a variable, as nested lists. */
  async numbers(variable: Dap.Variable): Promise<unknown> {
    if (variable.variablesReference === 0) return Number(variable.value);
    const children = await this.children(variable.variablesReference);
    return Promise.all(children.map((child) => this.numbers(child)));
  }

  async evaluate(expression: string, context = 'watch'): Promise<string> {
    return (await this.request('evaluate', { expression, context })).result;
  }

  private receive(message: Dap.ProtocolMessage): void {
    try {
      assertValid(message);
    } catch (error) {
      this.failure ??= error;
    }
    this.messages.push(message);
    if (message.type === 'response') {
      const response = message as Dap.Response;
      const resolve = this.pending.get(response.request_seq);
      this.pending.delete(response.request_seq);
      if (resolve) resolve(response);
      else this.failure ??= new Error(`A second response: ${JSON.stringify(response)}`);
      return;
    }
    const event = message as Dap.Event;
    const index = this.waiting.findIndex((one) => one.event === event.event);
    const [waiter] = index < 0 ? [] : this.waiting.splice(index, 1);
    if (waiter) waiter.resolve(event);
    else this.unread.push(event);
  }

  /** Fails instead of waiting for ever, and when anything that came was wrong. */
  private async soon<T>(promise: Promise<T>, what: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what} has not come; so far: ${this.log()}`)), PATIENCE_MS);
    });
    try {
      const value = await Promise.race([promise, late]);
      if (this.failure) throw this.failure as Error;
      return value;
    } finally {
      clearTimeout(timer);
    }
  }

  private log(): string {
    return this.messages.map((message) => `\n  ${JSON.stringify(message).slice(0, 300)}`).join('');
  }
}
