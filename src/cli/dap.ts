/** `backstep dap`: the debug adapter on standard input and output, for any client of the protocol. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { DebugSession } from '../debug/session';
import { startNodeEngine } from '../engine/host/nodeClient';
import { programFiles } from './files';
import { complain } from './output';
import { DATA_FOLDER, ENGINE_SCRIPT } from './package';
import { Deframer, frame, FramingError } from './stdio';

/** The part of a debug session that a stream needs. */
interface Adapter {
  handleMessage(message: DebugProtocol.ProtocolMessage): void;
  onMessage(listener: (message: DebugProtocol.ProtocolMessage) => void): unknown;
  dispose(): void;
}

/** Serves one debug session; resolves with the exit status when the client closes its side. */
export function dap(): Promise<number> {
  const session = new DebugSession({
    files: (program) => programFiles(program, DATA_FOLDER),
    absolutePath: (path) => resolve(path),
    startEngine: (program, backend, tapeMemory, record) =>
      startNodeEngine(ENGINE_SCRIPT, { program, backend, tapeMemory, record }),
  });
  return serveAdapter(session, process.stdin, process.stdout);
}

/**
 * Joins an adapter to two streams. Resolves with 0 once `disconnect` is answered or the input ends, with 1 when
 * the input is not the protocol, or breaks off within a message.
 */
export function serveAdapter(adapter: Adapter, input: Readable, output: Writable): Promise<number> {
  return new Promise((settle) => {
    const deframer = new Deframer();
    let ended = false;
    const end = (exitCode: number): void => {
      if (ended) return;
      ended = true;
      input.removeAllListeners('data').removeAllListeners('end').destroy();
      adapter.dispose();
      settle(exitCode);
    };
    const fail = (what: string): void => {
      complain(`backstep dap: standard input is not the Debug Adapter Protocol: ${what}`);
      end(1);
    };
    adapter.onMessage((message) => {
      // A client that has said goodbye need not close its side as well.
      output.write(frame(message), () => {
        if (isGoodbye(message)) end(0);
      });
    });
    input.on('data', (chunk: Buffer) => {
      try {
        for (const message of deframer.push(chunk)) adapter.handleMessage(toMessage(message));
      } catch (error) {
        if (!(error instanceof FramingError)) throw error;
        fail(error.message);
      }
    });
    input.on('end', () => {
      if (deframer.atBoundary) end(0);
      else fail('it ends within a message');
    });
    input.on('error', (error) => fail(error.message));
  });
}

function isGoodbye(message: DebugProtocol.ProtocolMessage): boolean {
  return message.type === 'response' && 'command' in message && message.command === 'disconnect';
}

function toMessage(value: unknown): DebugProtocol.ProtocolMessage {
  if (value instanceof Object && 'type' in value && typeof value.type === 'string' && 'seq' in value)
    return value as DebugProtocol.ProtocolMessage;
  throw new FramingError(`a body that is no message: ${JSON.stringify(value).slice(0, 80)}`);
}
