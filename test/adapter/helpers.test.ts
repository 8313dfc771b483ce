/** The built engine in a worker thread of Node, with helpers of its own. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { NODE_ENVIRONMENT } from '../../src/engine/host/nodeEnvironment';
import { openRun } from '../../src/engine/host/openRun';
import { finish } from '../unit/cli/spawn';
import { largeProgram, WEIGHTS } from './largeProgram';

describe('an engine with helpers', () => {
  it('computes what it would alone, and the process ends by itself', async function () {
    if (availableParallelism() < 2) this.skip();
    this.timeout(90_000);
    const child = spawn(process.execPath, ['--import=tsx', join(__dirname, 'helped.ts')]);
    child.stdin.end();
    const { status, stdout, stderr } = await finish(child);
    assert.deepEqual([status, stderr], [0, '']);
    const helped = JSON.parse(stdout) as { readonly moment: number; readonly weights: readonly number[] };
    const run = await openRun(largeProgram(), 'webasm', NODE_ENVIRONMENT);
    while (run.now < helped.moment) await run.step();
    const { row, rows, column, columns } = WEIGHTS;
    const weights = run.quantity(0, 'weights');
    const expected = Array.from({ length: rows }, (_, i) => {
      const start = (row + i) * (weights?.shape[1] ?? 0) + column;
      return [...(weights?.data.subarray(start, start + columns) ?? [])];
    });
    assert.deepEqual(helped.weights, expected.flat());
    assert.ok(helped.weights.every(Number.isFinite));
    run.dispose();
  });
});
