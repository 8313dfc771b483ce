/** A worker that fails in any way must not leave a call waiting. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../../src/engine/host/client';
import { connectNodeWorker, startNodeEngine } from '../../../src/engine/host/nodeClient';
import { xorProgram } from './programs';

/** Worker threads that are no engine. */
const SCRIPTS = {
  throwing:
    "require('node:worker_threads').parentPort.on('message', () => { throw new Error('no memory'); });",
  rejecting:
    "require('node:worker_threads').parentPort.on('message', async () => { throw new Error('late'); });",
  exiting: "require('node:worker_threads').parentPort.on('message', () => process.exit(3));",
  broken: 'this is no script',
  silent: "require('node:worker_threads').parentPort.on('message', () => {});",
};

describe('an engine in a worker thread', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backstep-worker-'));
    for (const [name, text] of Object.entries(SCRIPTS)) await writeFile(join(folder, `${name}.cjs`), text);
  });
  after(() => rm(folder, { recursive: true }));

  const start = (name: keyof typeof SCRIPTS | 'missing'): Promise<unknown> =>
    startNodeEngine(join(folder, `${name}.cjs`), { program: xorProgram(), backend: 'cpu' });

  it('that throws rejects the call with what it said', async () => {
    await assert.rejects(start('throwing'), /worker failed: no memory/);
    await assert.rejects(start('rejecting'), /worker failed: late/);
  });

  it('that exits rejects the call with its exit code', async () => {
    await assert.rejects(start('exiting'), /worker stopped \(exit code 3\)/);
  });

  it('whose script is broken or missing rejects the call', async () => {
    await assert.rejects(start('broken'), /worker failed: /);
    await assert.rejects(start('missing'), /worker failed: Cannot find module/);
  });

  it('that never answers is given up when the connection is closed', async () => {
    const connection = connectNodeWorker(join(folder, 'silent.cjs'));
    let lose: (reason: Error) => void = () => assert.fail('nobody listens');
    const starting = startEngine(
      { ...connection, onLost: (listener) => (lose = listener) },
      { program: xorProgram(), backend: 'cpu' },
    );
    lose(new Error('given up'));
    await assert.rejects(starting, /^Error: given up$/);
  });
});
