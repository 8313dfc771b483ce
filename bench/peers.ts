/** The peers of bench/peers, installed on first use: they are no dependency of the project. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PEERS } from './places';

/** Throws when npm cannot install them. */
export function installPeers(say: (text: string) => void): void {
  if (arePresent()) return;
  say('installing the peers into bench/peers (once; about 330 MB)');
  // No install scripts: brain.js would build a native WebGL, which is not measured.
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: PEERS,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`The peers could not be installed in ${PEERS}:\n${stderr}`);
}

function arePresent(): boolean {
  const { dependencies } = read(join(PEERS, 'package.json')) as { dependencies: Record<string, string> };
  return Object.entries(dependencies).every(([name, version]) => {
    const file = join(PEERS, 'node_modules', name, 'package.json');
    return existsSync(file) && (read(file) as { version: string }).version === version;
  });
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
