// `npm test`: everything, in the order in which a fault is cheapest to find. `npm test -- unit editor` runs only
// the stages that are named.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from './vscode-server.mjs';

const modules = (...parts) => path.join(PROJECT, 'node_modules', ...parts);
const node = (...args) => [process.execPath, ...args];
const mocha = (folder, ...more) =>
  node(modules('mocha', 'bin', 'mocha.js'), '--import=tsx', ...more, `test/${folder}/**/*.test.{ts,tsx}`);
const webpack = (...args) => node(modules('webpack', 'bin', 'webpack.js'), '--stats=errors-only', ...args);

/** Each stage: its commands, one after the other. */
const STAGES = {
  build: [webpack(), webpack('--env=tests')],
  types: [node(modules('typescript', 'bin', 'tsc'), '-p', '.')],
  lint: [
    node(modules('eslint', 'bin', 'eslint.js'), '.'),
    node(modules('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'),
  ],
  unit: [mocha('unit')],
  adapter: [mocha('adapter')],
  cards: [mocha('cards')],
  panel: [mocha('panel')],
  editor: [node(path.join('scripts', 'test-editor.mjs'))],
  e2e: [mocha('e2e')],
};

/** A stage of tests whose folder this checkout does not have is no stage. */
const present = (stage) =>
  STAGES[stage][0].at(-1).startsWith('test/') === false || existsSync(path.join(PROJECT, 'test', stage));

const wanted = process.argv.slice(2);
const unknown = wanted.filter((stage) => !(stage in STAGES));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. The stages are ${Object.keys(STAGES).join(', ')}.`);
  process.exit(2);
}
for (const stage of Object.keys(STAGES).filter(present)) {
  if (wanted.length > 0 && !wanted.includes(stage)) continue;
  const start = Date.now();
  console.log(`\n=== ${stage}`);
  for (const [program, ...args] of STAGES[stage]) {
    const { status } = spawnSync(program, args, { cwd: PROJECT, stdio: 'inherit' });
    if (status === 0) continue;
    console.error(`=== ${stage} failed`);
    process.exit(1);
  }
  console.log(`=== ${stage}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
