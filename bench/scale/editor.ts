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
/** Of an epoch. */
const BATCHES = 8;
/** Batch steps that are run from stop to stop before one is stepped through: the tape is full then. */
const TRAINED = 36;
/** Milliseconds for which each stop is looked at: an idle moment, in which a browser collects its garbage. */
const LOOK = 200;
/** Where a run stops when nobody asks for anything else: the backward steps of the layers. */
const STOPS = ['layer3', 'layer2', 'layer1'];
/** Where `next` stops from the first of them on: through a whole batch step, and on to the weights of the inputs. */
const STEPS = [
  ['backward', 'layer2'],
  ['backward', 'layer1'],
  ['update'],
  ['forward', 'layer1'],
  ['forward', 'layer2'],
  ['forward', 'layer3'],
  ['loss'],
  ['backward', 'layer3'],
  ['backward', 'layer2'],
  ['backward', 'layer1'],
];

export async function largeInEditor(): Promise<LargeInEditor> {
  const code = await Workbench.start('en', [`--js-flags=--max-old-space-size=${HEAP}`]);
  try {
    writeDefinition(code.folder);
    await code.open(FILE);
    await code.pressF5();
    await standsAt(code, 0, ['backward', 'layer3']);
    for (let stop = 1; stop <= TRAINED * STOPS.length; stop++) {
      const layer = STOPS[stop % STOPS.length] ?? '';
      await press(code, 'F5', Math.floor(stop / STOPS.length) % BATCHES, ['backward', layer]);
    }
    for (const [index, place] of STEPS.entries())
      await press(code, 'F10', (TRAINED + (index < 3 ? 0 : 1)) % BATCHES, place);
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

async function press(code: Workbench, key: string, batch: number, place: readonly string[]): Promise<void> {
  await code.page.keyboard.press(key);
  await standsAt(code, batch, place);
  await code.page.waitForTimeout(LOOK);
}

/** Until the panel shows this stop, and VS Code takes the next key. */
async function standsAt(code: Workbench, batch: number, place: readonly string[]): Promise<void> {
  await code.untilAt(`batch step ${batch} of`, ...place);
  await code.page.locator('.debug-toolbar .codicon-debug-continue').waitFor();
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
