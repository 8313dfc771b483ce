// Builds the panel and its harness and serves them: `node test/panel/server.mjs`, then open the address.
// Nothing of this is shipped.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.mjs';

const require = createRequire(import.meta.url);
const webpack = require('webpack');
const bundles = require('../../webpack.config.js');

const here = fileURLToPath(import.meta.url);
const root = path.resolve(path.dirname(here), '../..');
const out = path.join(root, 'test-results', 'panel');

/** The panel exactly as it is shipped (`readable`: with its names, for a profile), and the harness beside it. */
function configurations(readable) {
  const panel = bundles({}, { mode: 'production' }).find(({ name }) => name === 'panel');
  const into = (name, entry) => ({
    ...panel,
    name,
    entry: { [name]: entry },
    output: { ...panel.output, path: out },
    ...(readable ? { optimization: { ...panel.optimization, minimize: false } } : {}),
  });
  return [into('panel', './src/panel/main.tsx'), into('fakeHost', './test/panel/fakeHost.ts')];
}

/** What has been built by this process, by whether it is readable: all test files share it. */
const built = new Map();

function build(readable) {
  if (!built.has(readable)) built.set(readable, buildOnce(readable));
  return built.get(readable);
}

function buildOnce(readable) {
  return new Promise((resolve, reject) => {
    webpack(configurations(readable), (error, stats) => {
      if (error) reject(error);
      else if (stats.hasErrors()) reject(new Error(stats.toString('errors-only')));
      else resolve();
    });
  });
}

const FILES = {
  '/': [path.join(root, 'test/panel/harness.html'), 'text/html'],
  '/panel.css': [path.join(out, 'panel.css'), 'text/css'],
  '/panel.js': [path.join(out, 'panel.js'), 'text/javascript'],
  '/fakeHost.js': [path.join(out, 'fakeHost.js'), 'text/javascript'],
};

/** Builds, then serves on a free port (or the one given); resolves to the address and a way to end it. */
export async function startHarness(port = 0, readable = false) {
  await build(readable);
  const server = createServer((request, response) => {
    const [file, type] = FILES[new URL(request.url, 'http://localhost').pathname] ?? [];
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    readFile(file).then(
      (content) => response.writeHead(200, { 'content-type': type }).end(content),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** The browser contacts nobody on its own. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

export function openBrowser() {
  return chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', ...QUIET],
  });
}

if (process.argv[1] === here) {
  startHarness(Number(process.argv[2] ?? 0)).then(
    ({ address }) => console.log(`The panel's harness: ${address}?case=softmax&theme=dark`),
    (error) => {
      console.error(String(error));
      process.exitCode = 1;
    },
  );
}
