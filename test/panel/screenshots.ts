/**
 * `npm run screenshots`: every view in four themes and two widths, into docs/pictures/views. By hand, after the panel
 * has changed; look at them before they are committed. `npm run screenshots -- picture why` takes only those.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { openView, startPanel } from './panelPage';
import { THEMES } from './themes';

const FOLDER = path.resolve(__dirname, '../../docs/pictures/views');
const SIZES = [
  [1400, 860],
  [700, 860],
] as const;

interface Shot {
  /** What the harness shows; see fakeHost.ts. */
  readonly query: string;
  readonly view: string;
  /** What tells that the numbers have come. */
  readonly ready: string;
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const SHOTS: Readonly<Record<string, Shot>> = {
  step: {
    query: 'case=classes&layer=1&losses=200&step=120',
    view: 'step',
    ready: '[data-quantity=gradientWeights] [data-value]',
  },
  picture: {
    query: 'case=softmax&layer=0',
    view: 'picture',
    ready: '[data-plate=gradientPrev] [data-value]',
  },
  samples: {
    query: 'case=softmax&layer=1',
    view: 'samples',
    ready: '[data-plate] [data-value]',
    prepare: (page) => page.press('.player input[type=range]', 'ArrowRight'),
  },
  thirdDimension: {
    query: 'case=softmax&layer=1',
    view: 'thirdDimension',
    ready: '[data-plate] [data-value]',
  },
  activation: {
    query: 'case=tanhSaturated&layer=0',
    view: 'activation',
    ready: '.point[data-value]',
  },
  network: {
    query: 'case=smooth&layer=1&losses=200&step=120',
    view: 'network',
    ready: '.connection[data-value]',
  },
  data: { query: 'case=plane&layer=1', view: 'data', ready: '.area' },
  why: {
    query: 'case=softmax&layer=1',
    view: 'step',
    ready: '[data-quantity=gradientWeights] [data-value]',
    prepare: async (page) => {
      await page.click('[data-quantity=gradientWeights] [data-row="2"][data-column="1"]');
      await page.waitForSelector('.why-result');
    },
  },
};

/** A palette is enough for flat colours, and keeps all of them together below 4 MB. */
async function save(page: Page, name: string): Promise<number> {
  const { size } = await sharp(await page.screenshot())
    .png({ palette: true, colours: 64, effort: 10, compressionLevel: 9 })
    .toFile(path.join(FOLDER, `${name}.png`));
  return size;
}

async function take(names: readonly string[]): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const panel = await startPanel();
  let bytes = 0;
  try {
    for (const name of names)
      for (const theme of THEMES)
        for (const [width, height] of SIZES) {
          const { query, view, ready, prepare } = SHOTS[name]!;
          const page = await panel.open(`${query}&theme=${theme}`, width, height);
          await openView(page, view);
          await page.waitForSelector(ready, { state: 'attached' });
          await prepare?.(page);
          // What scrolls or unfolds has come to rest.
          await page.waitForTimeout(400);
          bytes += await save(page, `${name}-${theme}-${width}`);
          await page.close();
        }
  } finally {
    await panel.close();
  }
  if (panel.complaints.length > 0) throw new Error(panel.complaints.join('\n'));
  console.log(
    `${names.length * THEMES.length * SIZES.length} pictures, ${(bytes / 2 ** 20).toFixed(2)} MB, in ${FOLDER}`,
  );
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in SHOTS));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. The views are ${Object.keys(SHOTS).join(', ')}.`);
  process.exitCode = 2;
} else {
  take(wanted.length > 0 ? wanted : Object.keys(SHOTS)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
