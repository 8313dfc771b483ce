/** What the panel leaves for the matrices, and the explanation's height by hand. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { LEAST_HEIGHT, mostHeight } from '../../src/panel/drawing/dockHeight';
import { numbersOf, startPanel, type Harness } from './panelPage';

const EDGE = '.dock-edge';

describe('the room for the matrices', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  it('is two thirds of the height of 700 × 700 pixels, with the time line and an accuracy', async () => {
    const page = await panel.open('case=classes&layer=1&losses=200&step=120', 700, 700);
    await numbersOf(page, 'gradient');
    await page.waitForSelector('.timeline-accuracy', { state: 'attached' });
    const top = await page.$eval('.layer-step', (step) => step.getBoundingClientRect().top);
    assert.ok(top <= 700 / 3, `the matrices begin at ${top}`);
    await page.close();
  });

  for (const width of [210, 350, 700])
    it(`has places and tabs in one line each at ${width} pixels, the current ones in sight`, async () => {
      const page = await panel.open('case=smooth&layer=1', width);
      await numbersOf(page, 'gradientWeights');
      await page.click('#view-tab-step');
      await page.keyboard.press('End');
      await page.waitForSelector('[role=tab][aria-selected=true]:last-of-type');
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.one-line-box')].every((box) => {
          const outer = box.getBoundingClientRect();
          const current = box.querySelector('[aria-current=true], [aria-current=step], [aria-selected=true]');
          const inner = current?.getBoundingClientRect();
          return (
            inner !== undefined && inner.left >= outer.left && inner.left < outer.right && outer.height < 36
          );
        }),
      );
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(beyond, 0);
      await page.close();
    });

  it('scrolls a line by the arrow at its end', async () => {
    const page = await panel.open('case=softmax&layer=1', 350);
    await numbersOf(page, 'gradientWeights');
    const line = page.locator('.one-line:has(.view-tabs)');
    await line.locator('.one-line-arrow.after').click();
    await line.locator('.one-line-arrow.before').waitFor();
    assert.equal(await page.getAttribute('#view-tab-step', 'aria-selected'), 'true');
    await page.close();
  });

  const explain = async (page: Page): Promise<void> => {
    await numbersOf(page, 'gradientWeights');
    await page.click('[data-quantity=gradientWeights] [data-row="1"][data-column="1"]');
    await page.waitForSelector('.why-value[data-value]');
  };
  const heightIs = (page: Page, height: number): Promise<unknown> =>
    page.waitForFunction(
      (wanted) =>
        document.querySelector<HTMLElement>('.why')?.offsetHeight === wanted &&
        document.querySelector('.dock-edge')?.getAttribute('aria-valuenow') === String(wanted),
      height,
    );

  it('is shared with the explanation by keys, within bounds, and remembered', async () => {
    const page = await panel.open('case=softmax&layer=1', 700, 800);
    await explain(page);
    await page.focus(EDGE);
    await page.keyboard.press('Home');
    await heightIs(page, LEAST_HEIGHT);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await heightIs(page, LEAST_HEIGHT + 48);
    await page.keyboard.press('End');
    await heightIs(page, mostHeight(800));
    // The keys of the edge do not walk the factors.
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'separator');
    await page.reload();
    await heightIs(page, mostHeight(800));
    // In a lower panel it gives way.
    await page.setViewportSize({ width: 700, height: 400 });
    await heightIs(page, mostHeight(400));
    await page.close();
  });

  it('is shared with the explanation by the mouse', async () => {
    const page = await panel.open('case=softmax&layer=1', 700, 800);
    await explain(page);
    const drag = async (to: number): Promise<void> => {
      const box = (await page.locator(EDGE).boundingBox())!;
      // A pixel of the edge itself counts for nothing: what is dragged is the distance.
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.waitForSelector(`${EDGE}.held`);
      await page.mouse.move(x, to);
      await page.waitForTimeout(50);
      await page.mouse.up();
      await page.waitForSelector(`${EDGE}:not(.held)`);
    };
    await drag(0);
    await heightIs(page, mostHeight(800));
    await drag(799);
    await heightIs(page, LEAST_HEIGHT);
    await page.dblclick(EDGE);
    await page.waitForFunction(() => document.querySelector<HTMLElement>('.why')?.style.height === '');
    await page.close();
  });
});
