// `npm start`: builds, then opens VS Code on examples/ with the extension. The desktop one when `code` is on the
// PATH; otherwise the VS Code server, whose address to open in a browser is printed.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { onPath } from './find-browser.mjs';
import { packageExtension } from './package.mjs';
import { installExtension, installServer, PROJECT, startServer } from './vscode-server.mjs';

const EXAMPLES = path.join(PROJECT, 'examples');
const FIRST_FILE = path.join(EXAMPLES, 'iris.mlp.json');

function build() {
  console.log('Building …');
  const webpack = path.join(PROJECT, 'node_modules', 'webpack', 'bin', 'webpack.js');
  const { status } = spawnSync(process.execPath, [webpack, '--stats=errors-only'], {
    cwd: PROJECT,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The build failed.');
}

/** @param {string} code the desktop VS Code's command */
function openDesktop(code) {
  const { status } = spawnSync(
    code,
    ['--new-window', `--extensionDevelopmentPath=${PROJECT}`, EXAMPLES, '--goto', FIRST_FILE],
    { stdio: 'inherit', shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error(`${code} failed.`);
  console.log('VS Code opens with examples/iris.mlp.json: press F5.');
}

/** Runs until Ctrl+C. */
async function openServer() {
  const room = path.join(PROJECT, '.vscode-test', 'start');
  const folders = { dataFolder: path.join(room, 'data'), extensionsFolder: path.join(room, 'extensions') };
  mkdirSync(room, { recursive: true });
  await installServer();
  console.log('Packaging and installing the extension …');
  await installExtension(await packageExtension(room), folders);
  const server = await startServer({ ...folders, port: Number(process.env.PORT) || undefined });
  const address = server.address(EXAMPLES, [['openFile', server.remote(FIRST_FILE)]]);
  console.log(`\nOpen this address in a browser, then press F5:\n\n  ${address}\n\nCtrl+C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.stop());
  await server.gone;
}

try {
  build();
  const code = onPath('code');
  if (code) openDesktop(code);
  else await openServer();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
