/** Where the page goes after a step. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { allDrawn, numbersOf, startPanel, type Harness } from './panelPage';

/** Steps until the run stands there. */
async function stepTo(page: Page, ...parts: string[]): Promise<void> {
  for (let step = 0; step < 20; step++) {
    const before = await page.textContent('[data-position]');
    // A click of the driver would scroll by itself.
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-action=next]')?.click());
    await page.waitForFunction(
      (text) => document.querySelector('[data-position]')?.textContent !== text,
      before,
    );
    await allDrawn(page);
    const position = (await page.textContent('[data-position]')) ?? '';
    if (parts.every((part) => position.includes(part))) return;
  }
  assert.fail(`no step leads to ${parts.join(' ')}`);
}

const isInSight = (page: Page, selector: string): Promise<boolean> =>
  page.locator(selector).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

const TITLE = '#backward-title';
const FORWARD = '[data-operation=preActivation]';

describe('the place in the panel after a step', function () {
  this.timeout(60_000);
  let panel: Harness;
  let page: Page;
  before(async () => {
    panel = await startPanel();
  });
  beforeEach(async () => {
    // So low that there is no room for both parts of the page.
    page = await panel.open('case=softmax&layer=1', 700, 500);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await numbersOf(page, 'gradient');
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(panel.complaints, []);
  });
  after(() => panel.close());

  it('is the operation that ran', async () => {
    assert.equal(await isInSight(page, FORWARD), false);
    await stepTo(page, 'forward');
    await page.waitForFunction(() => scrollY > 0);
    assert.equal(await isInSight(page, FORWARD), true);
  });

  it('is the backward step again after the forward one, for nothing of it is in sight there', async () => {
    await stepTo(page, 'forward');
    await page.waitForFunction(() => scrollY > 0);
    assert.equal(await isInSight(page, TITLE), false);
    await stepTo(page, 'backward', 'gradientPrev');
    await page.waitForFunction(() => {
      const title = document.getElementById('backward-title')?.getBoundingClientRect();
      return title !== undefined && title.top >= 0 && title.bottom <= innerHeight;
    });
  });

  it('stays where it was left within the backward step', async () => {
    await page.evaluate(() => scrollTo(0, 200));
    await stepTo(page, 'backward', 'gradientPrev');
    await page.waitForTimeout(100);
    assert.equal(await page.evaluate(() => scrollY), 200);
  });
});
