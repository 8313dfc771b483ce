// Runs test/editor inside a real VS Code: the desktop one that VSCODE_PATH names or whose `code` is on the PATH,
// otherwise the VS Code server in a headless browser. One suite, one runner for both.
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { onPath } from './find-browser.mjs';
import { PROJECT } from './vscode-server.mjs';

/**
 * Desktop VS Code's own program. The `code` of the PATH is a script that returns at once; the program that
 * stays as long as the window lies two folders above it.
 */
function desktopProgram() {
  if (process.env.VSCODE_PATH) return process.env.VSCODE_PATH;
  const code = onPath('code');
  if (!code) return undefined;
  const root = path.dirname(path.dirname(realpathSync(code)));
  if (process.platform === 'darwin') return path.join(root, '..', '..', 'MacOS', 'Electron');
  return path.join(root, process.platform === 'win32' ? 'Code.exe' : 'code');
}

const scratch = mkdtempSync(path.join(tmpdir(), 'backstep-test-'));
const workspace = path.join(scratch, 'examples');
cpSync(path.join(PROJECT, 'examples'), workspace, { recursive: true });
cpSync(path.join(PROJECT, 'test', 'reference'), path.join(workspace, 'reference'), { recursive: true });

const program = desktopProgram() ?? path.join(PROJECT, 'scripts', 'vscode-executable');
try {
  await runTests({
    vscodeExecutablePath: program,
    extensionDevelopmentPath: PROJECT,
    extensionTestsPath: path.join(PROJECT, 'dist', 'test', 'editor', 'index.js'),
    launchArgs: [
      workspace,
      '--extensionDevelopmentKind=web',
      `--user-data-dir=${path.join(scratch, 'data')}`,
      `--extensions-dir=${path.join(scratch, 'extensions')}`,
    ],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
