/** What the numbers were taken on. */
import { spawnSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { ROOT } from './places';

export interface Machine {
  readonly date: string;
  /** The commit that was measured; `+` when files differ from it; unknown in a copy without its history. */
  readonly commit: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly system: string;
  readonly node: string;
  /** Processes that want a core: over 1, 5 and 15 minutes before the measurement. */
  readonly loadBefore: readonly number[];
}

export function describeMachine(): Machine {
  const processors = cpus();
  const git = (...args: string[]): string | null => {
    const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : null;
  };
  const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+';
  const commit = git('rev-parse', '--short', 'HEAD');
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commit === null ? 'unknown' : commit + changed,
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    loadBefore: load(),
  };
}

export function load(): number[] {
  return loadavg().map((value) => Number(value.toFixed(2)));
}
