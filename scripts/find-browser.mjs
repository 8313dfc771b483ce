// Finds a Chromium, Chrome or Edge for the tests that need a browser. Nothing is downloaded from a vendor's
// site: a browser of the machine, or on Debian and Ubuntu (as root) the distribution's own package.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

/** Where installers put a browser without putting it on the PATH. */
function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name]);
    const tails = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return roots.filter(Boolean).flatMap((root) => tails.map((tail) => path.win32.join(root, tail)));
  }
  return ['/usr/bin/chromium', '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge'];
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The full path of a program on the PATH, or undefined. @param {string} name */
export function onPath(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap((folder) => endings.map((ending) => path.join(folder, name + ending)))
    .find(isExecutable);
}

function existingBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (!isExecutable(chosen)) throw new Error(`CHROME_PATH is ${chosen}, which cannot be executed.`);
    return chosen;
  }
  return NAMES.map(onPath).find(Boolean) ?? usualPlaces().find(isExecutable);
}

/** Installs Debian's chromium where that can be done without asking anyone: as root, with apt-get. */
function installDebianChromium() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !onPath('apt-get')) return false;
  if (!existsSync('/etc/debian_version')) return false;
  console.log('No Chromium, Chrome or Edge found; installing the package "chromium" with apt-get.');
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-q'], options);
  return spawnSync('apt-get', ['install', '-y', '-q', 'chromium'], options).status === 0;
}

/** The path of a browser. Throws one line that says what to install when there is none. */
export function findBrowser() {
  const found = existingBrowser() ?? (installDebianChromium() ? existingBrowser() : undefined);
  if (found) return found;
  throw new Error(
    'No browser found: install Chromium, Chrome or Edge, or name one in the environment variable CHROME_PATH.',
  );
}

/** A headless browser that contacts nobody on its own. */
const QUIET = [
  '--no-sandbox',
  '--ignore-gpu-blocklist',
  '--enable-unsafe-webgpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];
/**
 * WebGL2 and WebGPU in pages and workers by the processor: the same on every machine. What is on the screen is put
 * together without a made-up card, as any browser or VS Code does where there is none: one takes 50 ms and more for
 * each frame.
 */
const WITHOUT_CARD = [
  ...['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--use-webgpu-adapter=swiftshader'],
  '--disable-gpu-compositing',
  ...QUIET,
];
/** What makes a headless browser use the machine's graphics card, through Vulkan. */
export const WITH_CARD = [
  ...['--enable-gpu', '--use-angle=vulkan', '--enable-features=Vulkan', '--disable-vulkan-surface'],
  ...QUIET,
];

/**
 * How tests and benchmarks start a browser; pass to playwright's `chromium.launch`. Without a graphics card, unless
 * the environment variable BACKSTEP_GRAPHICS_CARD is set.
 */
export const BROWSER_ARGUMENTS = process.env.BACKSTEP_GRAPHICS_CARD ? WITH_CARD : WITHOUT_CARD;
