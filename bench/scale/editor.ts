/** The large network in VS Code in a browser, with the packaged extension: trained, stepped and looked at. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { random } from '../../src/data/random';
import { Workbench } from '../../test/e2e/workbench';
import { processesOf } from './chromium';
import { LARGE } from './networks';
import type { LargeInEditor } from './results';

const FILE = 'large.mlp.json';
/** MB that the heap of a renderer may take. */
const HEAP = 1024;
const BATCHES = 4;
/** Batch steps that are run before one is stepped through. */
const TRAINED = 3;
/** A whole batch step by `next`: forward, the loss, backward, the update of all layers. */
const STEPS = 8;
/** Layers, at whose backward steps a run stops when nobody asks for anything else. */
const STOPS = 3;
const POSITION = '[data-position]';

export async function largeInEditor(): Promise<LargeInEditor> {
  const code = await Workbench.start('en', [`--js-flags=--max-old-space-size=${HEAP}`]);
  try {
    writeDefinition(code.folder);
    await code.open(FILE);
    await code.pressF5();
    await code.untilAt('backward', 'layer3', 'gradientPrev');
    for (let i = 0; i < TRAINED * STOPS; i++) await press(code, 'F5');
    for (let i = 0; i < STEPS; i++) await press(code, 'F10');
    await press(code, 'F11');
    await look(code);
    const browser = code.page.context().browser();
    if (browser === null) throw new Error('The browser is gone.');
    return { batchSteps: TRAINED + 1, processes: await processesOf(browser, ['renderer', 'GPU']) };
  } catch (error) {
    await code.picture('bench-scale-failed');
    throw error;
  } finally {
    await code.stop();
  }
}

/** Until the panel shows the next stop, with its numbers. */
async function press(code: Workbench, key: string): Promise<void> {
  const position = code.panel.locator(POSITION).first();
  const before = await position.textContent();
  await code.page.keyboard.press(key);
  const end = performance.now() + 60_000;
  while ((await position.textContent()) === before) {
    if (performance.now() > end) throw new Error(`${key} leads nowhere from ${before ?? ''}.`);
  }
}

/** The weights as numbers at both ends of the matrix, and as colours in the distance. */
async function look(code: Workbench): Promise<void> {
  const fresh = '[role=grid][data-quantity=weights][data-fresh=true]';
  const weights = code.panel.locator(fresh).first();
  await weights.locator('[data-value]').first().waitFor();
  await weights.evaluate((grid) => grid.scrollTo(grid.scrollWidth, grid.scrollHeight));
  await code.panel
    .locator(`${fresh} [data-value][data-row="${(LARGE.sizes[0] ?? 0) - 1}"]`)
    .first()
    .waitFor();
  await weights.locator('[role=gridcell][tabindex="0"]').focus();
  for (const zoom of ['compact', 'colour16', 'colour10', 'colour6', 'colour4', 'colour2']) {
    await code.page.keyboard.press('-');
    await code.panel.locator(`[role=grid][data-quantity=weights][data-zoom=${zoom}]`).first().waitFor();
  }
  await weights.waitFor();
  await code.picture('bench-scale-large');
}

function writeDefinition(folder: string): void {
  const { sizes, batchSize } = LARGE;
  const [inputs = 0, targets = 0] = [sizes[0], sizes.at(-1)];
  const names = (letter: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${letter}${index}`);
  const { uniform } = random(7, 'data');
  const row = (): string => Array.from({ length: inputs + targets }, () => uniform().toFixed(4)).join(',');
  const rows = Array.from({ length: BATCHES * batchSize }, row);
  writeFileSync(
    join(folder, 'large.csv'),
    [[...names('x', inputs), ...names('y', targets)].join(','), ...rows].join('\n'),
  );
  const definition = {
    data: { csv: 'large.csv', target: names('y', targets), batchSize },
    layers: sizes.slice(1).map((units) => ({ units, activation: 'tanh' })),
    epochs: 1000,
  };
  writeFileSync(join(folder, FILE), JSON.stringify(definition));
}
