// VS Code's test runner protocol, spoken with a workbench in a headless browser: the extension under test and
// its test bundle are named in the page's address, the page tells what the tests print and how they ended.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { BROWSER_ARGUMENTS, findBrowser } from './find-browser.mjs';
import { installServer, PROJECT, startServer } from './vscode-server.mjs';

const TIME_LIMIT = 10 * 60_000;

/** The arguments of desktop VS Code that matter here; the others are ignored. @param {string[]} argv */
function readArguments(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
    },
  });
  if (!values.extensionDevelopmentPath || !values.extensionTestsPath) {
    throw new Error('Needs --extensionDevelopmentPath and --extensionTestsPath.');
  }
  return { ...values, folder: positionals[0] ?? PROJECT };
}

/** Before the lines that the tests print themselves; all else is the editor's own log. */
const MARK = '[test] ';

/**
 * Takes what the page logs: prints the tests' lines, keeps the rest for a failure.
 * @param {string[]} log
 */
function listener(log) {
  return (_type, args) => {
    const text = args.map(String).join(' ');
    if (text.startsWith(MARK)) console.log(text.slice(MARK.length));
    else log.push(text);
  };
}

/** Opens the page and waits for the tests' exit code. */
async function runInPage(browser, address) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const exit = { now: () => undefined };
  const exited = new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('The editor tests did not end in 10 minutes.')),
      TIME_LIMIT,
    );
    const end = (code) => {
      clearTimeout(timer);
      resolve(code);
    };
    exit.now = end;
    page.on('crash', () => {
      clearTimeout(timer);
      reject(new Error("The browser's page crashed."));
    });
  });
  if (process.env.BACKSTEP_TEST_VERBOSE) page.on('console', (message) => console.log('|', message.text()));
  // Both functions must be there before the workbench looks for them.
  const log = [];
  await page.exposeFunction('codeAutomationLog', listener(log));
  await page.exposeFunction('codeAutomationExit', (code) => exit.now(code));
  const keepEvidence = async () => {
    const folder = path.join(PROJECT, 'test-results');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'editor-failed.log'), log.join('\n'));
    await page.screenshot({ path: path.join(folder, 'editor-failed.png') }).catch(() => undefined);
    console.error('The log of VS Code and a picture are in test-results/editor-failed.*');
  };
  try {
    await page.goto(address);
    const code = await exited;
    if (code !== 0) await keepEvidence();
    return code;
  } catch (error) {
    await keepEvidence();
    throw error;
  }
}

/** Runs the tests that the arguments name; resolves to their exit code. @param {string[]} argv */
export async function main(argv) {
  const options = readArguments(argv);
  const executablePath = findBrowser();
  await installServer();
  const scratch = mkdtempSync(path.join(tmpdir(), 'backstep-editor-'));
  const server = await startServer({
    dataFolder: options['user-data-dir'] ?? path.join(scratch, 'data'),
    extensionsFolder: options['extensions-dir'] ?? path.join(scratch, 'extensions'),
    testDriver: true,
  });
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS });
  const stop = async () => {
    await browser.close();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void stop().then(() => process.exit(1)));
  try {
    return await runInPage(
      browser,
      server.address(options.folder, [
        ['extensionDevelopmentPath', server.remote(options.extensionDevelopmentPath)],
        ['extensionDevelopmentKind', 'web'],
        ['extensionTestsPath', server.remote(options.extensionTestsPath)],
        ['skipWelcome', 'true'],
      ]),
    );
  } finally {
    await stop();
  }
}
