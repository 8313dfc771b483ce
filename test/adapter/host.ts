/** Hosts for tests: the real engine in this process, behind a message port as it is elsewhere. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DebugHost } from '../../src/debug/host';
import { DebugSession } from '../../src/debug/session';
import { startEngine, type RunRequest } from '../../src/engine/host/client';
import { NODE_ENVIRONMENT } from '../../src/engine/host/nodeEnvironment';
import { openRun } from '../../src/engine/host/openRun';
import { serveEngine } from '../../src/engine/host/server';
import type { EngineClient } from '../../src/protocol/engine';
import { TestClient } from './client';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** How long a test may take on a machine with much else to do, in ms. */
export const PATIENCE = 20_000;

export function fixture(name: string): string {
  return join(ROOT, 'test', 'adapter', 'fixtures', name);
}

export function reference(name: string): string {
  return join(ROOT, 'test', 'reference', name);
}

/** The line, from 1, that carries the marker comment; the one below when the comment has its line for itself. */
export function lineOf(path: string, marker: string): number {
  const lines = readFileSync(path, 'utf8').split('\n');
  const index = lines.findIndex((line) => line.trimEnd().endsWith(`// ${marker}`));
  if (index < 0) throw new Error(`no marker ${marker} in ${path}`);
  return index + (lines[index]?.trim() === `// ${marker}` ? 2 : 1);
}

export interface TestHost extends DebugHost {
  /** Files that are not on the disk, or are to be read otherwise. */
  readonly texts: Map<string, string>;
  /** The engines that were started and those that were disposed of. */
  readonly engines: { started: number; disposed: number };
  /** Put around every engine that is started. */
  wrap: (engine: EngineClient) => EngineClient;
}

export function testHost(): TestHost {
  const texts = new Map<string, string>();
  const engines = { started: 0, disposed: 0 };
  const host: TestHost = {
    texts,
    engines,
    wrap: (engine) => engine,
    files: (program) => ({
      readText: () => {
        const text = texts.get(program);
        return text === undefined ? readFile(program, 'utf8') : Promise.resolve(text);
      },
      readSibling: (path) => readFile(join(dirname(program), path), 'utf8'),
      readBuiltIn: (name) => readFile(join(ROOT, 'data', `${name}.csv`), 'utf8'),
    }),
    startEngine: async (program, backend, tapeMemory, record) => {
      const engine = await inProcess({ program, backend, tapeMemory, record }, () => engines.disposed++);
      engines.started++;
      return host.wrap(engine);
    },
  };
  return host;
}

export interface Debugged {
  readonly client: TestClient;
  readonly session: DebugSession;
  readonly host: TestHost;
}

export function newSession(host = testHost()): Debugged {
  const session = new DebugSession(host);
  return { client: new TestClient(session), session, host };
}

/** A session that stands at its first stop. */
export async function stoppedSession(args: object, host = testHost()): Promise<Debugged> {
  const debugged = newSession(host);
  const response = await debugged.client.launch(args);
  if (!response.success) throw new Error(response.message);
  await debugged.client.event('stopped');
  return debugged;
}

function inProcess(request: RunRequest, disposed: () => void): Promise<EngineClient> {
  const { port1, port2 } = new MessageChannel();
  let closed = false;
  serveEngine(port1, {
    openRun: (one, name) => openRun(one, name, NODE_ENVIRONMENT),
    // There is no worker to end here: a closed engine waits for a task that never comes.
    nextTask: () => new Promise((resolve) => (closed ? undefined : setImmediate(resolve))),
  });
  const connection = {
    endpoint: port2,
    onLost: () => undefined,
    close: () => {
      disposed();
      closed = true;
      port1.close();
      port2.close();
    },
  };
  return startEngine(connection, request);
}
