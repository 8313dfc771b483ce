/** Contestants that need a browser: a page for each in one Chromium, so that all have the same graphics adapter. */
import { chromium, type Browser } from 'playwright-core';
import { BROWSER_ARGUMENTS, findBrowser, WITH_CARD } from '../../scripts/find-browser.mjs';
import { wakeGraphics } from '../../test/cards/openPage';
import type { Contestant, Goal, Task } from '../contestants/contestant';
import { startAll, type Candidate, type Field } from '../entrants';
import type { Hosted } from './hosted';
import { servePage } from './server';

const IN_BROWSER = [
  { name: 'Backstep webgl2', library: 'backstep', backend: 'webgl2' },
  { name: 'Backstep webgpu', library: 'backstep', backend: 'webgpu' },
  { name: 'TensorFlow.js webgl', library: 'tensorflow', backend: 'webgl' },
  { name: 'TensorFlow.js webgpu', library: 'tensorflow', backend: 'webgpu' },
] as const;

/** Rejects when there is no browser, or Backstep does not start in it. */
export async function startBrowserField(withCard: boolean): Promise<Field> {
  const executablePath = findBrowser();
  const server = await servePage();
  const browser = await chromium.launch({
    executablePath,
    args: withCard ? WITH_CARD : BROWSER_ARGUMENTS,
  });
  const stop = async (): Promise<void> => {
    await browser.close();
    server.close();
  };
  const candidates = IN_BROWSER.map(({ name, library, backend }): Candidate => {
    const address = `${server.address}?library=${library}&backend=${backend}`;
    return { name, start: () => startInPage(browser, address) };
  });
  try {
    const adapter = await adapterOf(browser, server.address);
    const field = await startAll(candidates);
    const close = (): Promise<void> => field.close().then(stop);
    const about = { Chromium: `${browser.version()}, ${adapter}` };
    return { ...field, contestants: { ...about, ...field.contestants }, close };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startInPage(browser: Browser, address: string): Promise<Hosted> {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(address);
  await page.evaluate(() => globalThis.contestant.then(() => undefined));
  const contestant: Contestant = {
    prepare: (task: Task) =>
      page.evaluate(async (given) => (await globalThis.contestant).prepare(given), task),
    train: (epochs) => page.evaluate(async (count) => (await globalThis.contestant).train(count), epochs),
    trainUntil: (goal: Goal) =>
      page.evaluate(async (given) => (await globalThis.contestant).trainUntil(given), goal),
    parameters: () => page.evaluate(async () => (await globalThis.contestant).parameters()),
    describe: () => page.evaluate(async () => (await globalThis.contestant).describe()),
  };
  return { contestant, close: () => page.close() };
}

/** The graphics adapter by the name that WebGL gives it. */
async function adapterOf(browser: Browser, address: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(address);
  await wakeGraphics(page);
  const name = await page.evaluate(() => {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    const names = gl?.getExtension('WEBGL_debug_renderer_info');
    return gl && names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : 'no WebGL';
  });
  await page.close();
  return name;
}
