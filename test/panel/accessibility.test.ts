/** What axe-core and a contrast meter find, in VS Code's four kinds of theme: nothing. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { courseLesson } from './courseLessons';
import { openTool, openView, startPanel, type Harness } from './panelPage';
import { THEMES } from './themes';

interface AxeWindow {
  readonly axe: {
    run(): Promise<{
      readonly violations: readonly { id: string; nodes: { target: unknown; failureSummary?: string }[] }[];
    }>;
  };
}

/** Opens a lesson of the course at a page, with a word explained. */
async function openLesson(page: Page, moment: URLSearchParams): Promise<void> {
  const name = moment.get('lesson');
  if (name === null) return;
  const lesson = await courseLesson(name);
  await page.evaluate((told) => window.fakeHost.openLesson(told), lesson);
  await page.waitForSelector('.lesson-pane');
  await page.click('.lesson-contents summary');
  await page.click(`[data-page-link="${moment.get('page') ?? ''}"]`);
  await page.waitForSelector(`.lesson-pane[data-page="${moment.get('page') ?? ''}"]`);
  await page.focus('.lesson-page .term-word');
  await page.waitForSelector('.term-tip[data-shown=true]');
}

/** Opens a histogram, chooses a sample and asks where a number comes from, as the moment's name says. */
async function explain(page: Page, moment: URLSearchParams): Promise<void> {
  const [sample, quantity] = [moment.get('sample'), moment.get('explain')];
  const histogram = moment.get('histogram');
  if (histogram !== null) {
    await openTool(page, histogram, 'histogram');
    await page.waitForSelector('[data-count]');
  }
  if (sample !== null) await page.fill('.sample-picker input', sample);
  if (quantity === null) return;
  await page.click(`[role=grid][data-quantity=${quantity}] [data-row="3"][data-column="1"]`);
  await page.click('.why-others summary');
}

const LESSON = 'case=outer&layer=0&at=forward/output&lesson=02-outer-product&page=one-weight';

const MOMENTS = [
  'case=softmax&layer=1',
  'case=softmax&layer=1&losses=200!90&step=120',
  'case=iris&layer=0&at=forward/output',
  'case=softmax&layer=1&sample=3&explain=gradientOutput',
  'case=softmax&layer=1&view=picture',
  'case=softmax&layer=0&at=backward/gradientOutput&view=picture',
  'case=softmax&layer=1&view=samples',
  'case=softmax&layer=1&view=thirdDimension',
  'case=large&layer=0&view=picture',
  LESSON,
  'case=spoiled&layer=0&fallback&histogram=output',
];

/** A number being changed, to something that is no number. */
async function refuseAnEdit(page: Page): Promise<void> {
  await page.dblclick('[data-quantity=weights] [role=gridcell]');
  await page.fill('.cell-editor input', 'gradiant');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.cell-refusal');
}

describe('the panel for everyone', function () {
  this.timeout(60_000);
  let panel: Harness;
  let axe: string;
  before(async () => {
    panel = await startPanel();
    axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  });
  after(() => panel.close());

  for (const theme of THEMES) {
    // The structure is the same in every theme: it is enough to walk through all of it in one.
    const moments =
      theme === 'dark'
        ? [...MOMENTS, 'none']
        : [...MOMENTS.slice(-1), 'case=softmax&layer=1&view=picture', LESSON];
    for (const moment of moments) {
      it(`axe finds nothing in the ${theme} theme (${moment}), and every number is readable`, async () => {
        const page = await panel.open(`${moment}&theme=${theme}`);
        const view = new URLSearchParams(moment).get('view');
        if (view !== null) await openView(page, view);
        if (moment !== 'none') await page.waitForSelector('[data-value]');
        await openLesson(page, new URLSearchParams(moment));
        await explain(page, new URLSearchParams(moment));
        await page.waitForTimeout(200);
        const { contrast, cell, cells } = await page.evaluate(() => window.worstContrast());
        assert.ok(contrast >= 4.5, `${contrast.toFixed(2)} at ${cell}`);
        assert.ok(moment === 'none' || cells > (view === null && moment !== LESSON ? 50 : 8));
        await page.evaluate(axe);
        if (moment === MOMENTS[0]) await refuseAnEdit(page);
        const { violations } = await page.evaluate(() => (window as unknown as AxeWindow).axe.run());
        const found = violations.map(({ id, nodes }) => ({
          id,
          first: nodes
            .slice(0, 3)
            .map((node) => `${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`),
        }));
        assert.deepEqual(found, []);
        await page.close();
      });
    }
  }
});
