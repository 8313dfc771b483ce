/** Runs the built command line as a person does. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const PROJECT = join(__dirname, '..', '..', '..');
const CLI = join(PROJECT, 'dist', 'cli.js');

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function spawnCli(args: readonly string[]): ChildProcessWithoutNullStreams {
  for (const script of [CLI, join(PROJECT, 'dist', 'nodeEngineWorker.js')])
    assert.ok(existsSync(script), `${script} is missing: run 'npm run build' before these tests`);
  return spawn(process.execPath, [CLI, ...args], { cwd: PROJECT });
}

/** Runs to the end; `input` is all that standard input holds. */
export function backstep(args: readonly string[], input: string | Buffer = ''): Promise<Finished> {
  const child = spawnCli(args);
  child.stdin.end(input);
  return finish(child);
}

export function finish(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  // A reader that was paused by hand does not start again by itself.
  child.stdout.resume();
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({
        status,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
  });
}
