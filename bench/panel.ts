/**
 * Frame times of the panel with a layer of 784 inputs and 1,024 units, in Chromium without a graphics card, over
 * made-up numbers: scrolling, stepping, explaining, zooming, moving about in the overview.
 * `npm run bench:panel`; `-- --profile` also writes a CPU profile of each action into test-results/. The numbers are of this machine
 * and of what else it does meanwhile: the load is printed with them.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import type { Page } from 'playwright-core';
import { numbersOf, startPanel } from '../test/panel/panelPage';
import { longestTasks } from './tasks';
import { watchFrames, type FrameWatch } from './frames';

declare global {
  interface Window {
    readonly frameWatch: FrameWatch;
  }
}

const PROFILING = process.argv.includes('--profile');
const PROFILES = 'test-results/profiles';
/** Nothing above it is a pause that a person feels. */
const BOUND = 50;

interface Action {
  readonly name: string;
  readonly run: (page: Page) => Promise<unknown>;
}

const WEIGHTS = '[role=grid][data-quantity=weights]';
const cell = (quantity: string, row: number, column: number): string =>
  `[role=grid][data-quantity=${quantity}] [data-row="${row}"][data-column="${column}"]`;

/** Scrolls a matrix by so much a frame, as a wheel does. */
async function scroll(page: Page, down: number, right: number): Promise<void> {
  await page.$eval(
    WEIGHTS,
    async (grid, by) => {
      for (let i = 0; i < 60; i++) {
        grid.scrollBy(by.right, by.down);
        await new Promise(requestAnimationFrame);
      }
    },
    { down, right },
  );
  await settled(page);
}

/** Zooms the weights by their keys: `-`, `+` or `0`. */
async function zoom(page: Page, key: string, name: string): Promise<void> {
  await page.focus(`${WEIGHTS} [role=gridcell][tabindex="0"]`);
  await page.keyboard.press(key);
  await page.waitForSelector(`${WEIGHTS}[data-zoom=${name}]`);
  await settled(page);
}

/** Drags the frame of the overview across the whole map. */
async function drag(page: Page): Promise<void> {
  const overview = page.locator('[data-overview=weights]');
  // Outside the window the pointer would drag what is selected on the page.
  await overview.scrollIntoViewIfNeeded();
  const map = await overview.boundingBox();
  if (map === null) throw new Error('There is no overview of the weights.');
  await page.mouse.move(map.x + 4, map.y + 4);
  await page.mouse.down();
  await page.mouse.move(map.x + map.width - 4, map.y + map.height - 4, { steps: 30 });
  await page.mouse.up();
  await settled(page);
}

/** Until every visible number is of the moment on show (the keyboard's cell may be out of sight), and the page has been still for a moment. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('[data-behind=true]') === null &&
      [...document.querySelectorAll('[role=grid][data-quantity]')].every(
        (grid) =>
          grid.getAttribute('data-fresh') === 'true' &&
          grid.querySelector(':is(.cell.old, .cell.unread)[tabindex="-1"]') === null,
      ),
    undefined,
    { timeout: 30_000 },
  );
  await page.waitForTimeout(250);
}

async function press(page: Page, action: string): Promise<void> {
  await page.click(`[data-action=${action}]`);
  await settled(page);
}

async function explain(page: Page, quantity: string, row: number, column: number): Promise<void> {
  await page.click(cell(quantity, row, column));
  await page.waitForSelector(`.why[data-cell*="${quantity}"]`);
  await page.waitForTimeout(300);
}

/** In a matrix of colours there is no cell to click but a place. */
async function explainUnderPointer(page: Page): Promise<void> {
  await page.click(WEIGHTS, { position: { x: 400, y: 80 } });
  await page.waitForSelector('.why[data-cell*="weights"]');
  await page.waitForTimeout(300);
}

const close = (page: Page): Promise<void> => page.keyboard.press('Escape');

const ACTIONS: readonly Action[] = [
  { name: 'scroll down, numbers', run: (page) => scroll(page, 61, 0) },
  { name: 'scroll across, numbers', run: (page) => scroll(page, 61, 97) },
  { name: 'step in', run: (page) => press(page, 'stepIn') },
  { name: 'step over', run: (page) => press(page, 'next') },
  { name: 'explain preActivation (784 products)', run: (page) => explain(page, 'preActivation', 2, 1) },
  { name: 'close the explanation', run: close },
  { name: 'explain gradientWeights (64 products)', run: (page) => explain(page, 'gradientWeights', 2, 1) },
  { name: 'another cell', run: (page) => explain(page, 'gradientWeights', 3, 2) },
  { name: 'explain gradientPrev (1,024 products)', run: (page) => explain(page, 'gradientPrev', 2, 1) },
  { name: 'step back with an explanation', run: (page) => press(page, 'stepBack') },
  { name: 'close the explanation', run: close },
  { name: 'drag the overview, numbers', run: drag },
  { name: 'zoom out: compact', run: (page) => zoom(page, '-', 'compact') },
  { name: 'zoom out: colours, 16 px', run: (page) => zoom(page, '-', 'colour16') },
  { name: 'zoom out: 10 px', run: (page) => zoom(page, '-', 'colour10') },
  { name: 'zoom out: 6 px', run: (page) => zoom(page, '-', 'colour6') },
  { name: 'scroll across, 6 px', run: (page) => scroll(page, 61, 97) },
  { name: 'zoom out: 4 px', run: (page) => zoom(page, '-', 'colour4') },
  { name: 'zoom out: 2 px', run: (page) => zoom(page, '-', 'colour2') },
  { name: 'scroll across, 2 px', run: (page) => scroll(page, 13, 17) },
  { name: 'drag the overview, 2 px', run: drag },
  { name: 'explain in 2 px', run: (page) => explainUnderPointer(page) },
  { name: 'close the explanation', run: close },
  { name: 'step in, 2 px', run: (page) => press(page, 'stepIn') },
  { name: 'zoom to 100 %', run: (page) => zoom(page, '0', 'full') },
];

async function main(): Promise<void> {
  const panel = await startPanel({ readable: PROFILING, asSeen: true });
  const page = await panel.open('case=large&layer=0', 1400, 900);
  // The loader names functions by a helper that pages do not have.
  await page.evaluate('window.__name = (named) => named');
  await page.evaluate(watchFrames);
  await numbersOf(page, 'weights');
  await warmUp(page);
  console.log(
    `load ${loadavg()
      .map((load) => load.toFixed(2))
      .join(' ')}, ${new Date().toISOString()}`,
  );
  console.log(`${'ms'.padEnd(40)}frames   median    worst     task task CPU   longest event`);
  let worst = 0;
  for (const action of ACTIONS) worst = Math.max(worst, await measure(page, action));
  console.log(
    `load ${loadavg()
      .map((load) => load.toFixed(2))
      .join(' ')}`,
  );
  console.log(
    `The longest task computed for ${worst.toFixed(1)} ms: ${worst > BOUND ? 'above' : 'within'} the ${BOUND} ms without a pause.`,
  );
  await panel.close();
}

/** The fake run makes up its numbers when they are first asked for, in the page: not while something is measured. */
async function warmUp(page: Page): Promise<void> {
  for (let i = 0; i < 4; i++) await press(page, 'continue');
  await press(page, 'restart');
  for (let i = 0; i < 16; i++) await press(page, 'stepIn');
  await press(page, 'restart');
}

/** Prints one line; gives what the longest task of the action computed, which other programs do not lengthen. */
async function measure(page: Page, { name, run }: Action): Promise<number> {
  const profile = PROFILING ? await startProfile(page) : null;
  await page.evaluate(() => window.frameWatch.start());
  const { byWall, byCpu } = await longestTasks(page, () => run(page));
  const { frames, longestEvent } = await page.evaluate(() => window.frameWatch.stop());
  await profile?.(name);
  const sorted = [...frames].sort((a, b) => a - b);
  const [median = 0, most = 0] = [sorted[sorted.length >> 1], sorted.at(-1)];
  const numbers = [median, most, byWall.wall, byCpu.cpu].map((ms) => ms.toFixed(1).padStart(9)).join('');
  const event = longestEvent === null ? '' : `${longestEvent.name} ${longestEvent.duration.toFixed(0)} ms`;
  console.log(`${name.padEnd(40)}${String(frames.length).padStart(6)}${numbers}   ${event}`);
  return byCpu.cpu;
}

async function startProfile(page: Page): Promise<(name: string) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 200 });
  await session.send('Profiler.start');
  return async (name) => {
    const { profile } = await session.send('Profiler.stop');
    await session.detach();
    await mkdir(PROFILES, { recursive: true });
    await writeFile(`${PROFILES}/${name.replace(/\W+/g, '-')}.cpuprofile`, JSON.stringify(profile));
  };
}

void main();
