/**
 * A long run on the graphics card that Chromium has: here the processor plays one, and then the memory of the card
 * is that of Chromium's GPU process.
 */
import { chromium } from 'playwright-core';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/find-browser.mjs';
import { LEAST_TAPE_MB } from '../../src/protocol/tape';
import { servePage } from '../hosts/server';
import { taskOf } from '../networks';
import { processesOf } from './chromium';
import { SMALL } from './networks';
import type { BrowserProcess, GraphicsRun } from './results';

const BATCHES = 64;

/** @param marks batch steps after which the memory is measured, multiples of 64, ascending */
export async function onGraphics(
  backend: 'webgl2' | 'webgpu',
  marks: readonly number[],
): Promise<GraphicsRun> {
  const server = await servePage();
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [...BROWSER_ARGUMENTS, '--js-flags=--expose-gc'],
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(`${server.address}?library=backstep&backend=${backend}&tape=${LEAST_TAPE_MB}`);
    const network = { name: '', ...SMALL, batches: BATCHES, learningRate: 0.01, checkEpochs: 0 };
    await page.evaluate(async (task) => (await globalThis.contestant).prepare(task), taskOf(network));
    const samples: GraphicsRun['samples'][number][] = [];
    let done = 0;
    for (const steps of marks) {
      const epochs = (steps - done) / BATCHES;
      await page.evaluate(async (count) => (await globalThis.contestant).train(count), epochs);
      done = steps;
      // What only waits for the garbage collector is no growth.
      await page.evaluate(() => globalThis.gc?.());
      for (const worker of page.workers()) await worker.evaluate(() => globalThis.gc?.());
      const processes = await processesOf(browser, ['renderer', 'GPU']);
      samples.push({ steps, renderer: most(processes, 'renderer'), gpu: most(processes, 'GPU') });
    }
    return { backend, samples };
  } finally {
    await browser.close();
    server.close();
  }
}

/** The process of this type that holds most: one page has one renderer, and a spare one waits beside it. */
function most(processes: readonly BrowserProcess[], type: string): number {
  return Math.max(...processes.filter((one) => one.type === type).map(({ rss }) => rss));
}
