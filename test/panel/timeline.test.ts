/** The time line in a browser: to any batch step of the past and back, by mouse and by keyboard. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { FromPanel } from '../../src/protocol/panel';
import { startPanel, type Harness } from './panelPage';

const SLIDER = '[role=slider]';
const at = (page: Page, step: number) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector('[role=slider]')?.getAttribute('aria-valuenow') === String(wanted) &&
      document.querySelector('.run-state')?.textContent === 'Paused' &&
      !document.querySelector('.timeline-words')?.textContent.startsWith('go'),
    step,
  );
const journeys = (page: Page): Promise<(number | 'newest')[]> =>
  page.evaluate(() =>
    window.fakeHost.received
      .filter((message): message is Extract<FromPanel, { type: 'goTo' }> => message.type === 'goTo')
      .map(({ step }) => step),
  );

describe('the time line in a browser', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  it('is not there before a batch step is finished, and is there after it', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await page.waitForSelector('[data-value]');
    assert.equal(await page.locator(SLIDER).count(), 0);
    await page.click('[data-action=continue]');
    await page.click('[data-action=continue]');
    await at(page, 1);
    assert.match(
      (await page.getAttribute(SLIDER, 'aria-valuetext')) ?? '',
      /^batch step 1 of 2, epoch 1, loss/,
    );
    await page.close();
  });

  it('goes by keys, to both ends and back to where it was', async () => {
    const page = await panel.open('case=softmax&layer=1&losses=200&step=150');
    await page.focus(SLIDER);
    for (const [key, step] of [
      ['ArrowLeft', 149],
      ['PageDown', 139],
      ['ArrowRight', 140],
      ['PageUp', 150],
      ['Home', 0],
      ['ArrowLeft', 0],
      ['End', 150],
    ] as const) {
      await page.keyboard.press(key);
      await at(page, step);
    }
    assert.deepEqual(await journeys(page), [149, 139, 140, 150, 0, 'newest']);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'slider');
    assert.equal(await page.getAttribute('.timeline-newest', 'aria-disabled'), 'true');
    await page.close();
  });

  it('takes keys that come faster than the run travels, and ends at the last of them', async () => {
    const page = await panel.open('case=softmax&layer=1&losses=200&step=150&delay=150');
    await page.focus(SLIDER);
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowLeft');
    await at(page, 144);
    // How many journeys it takes depends on the machine; the last of them is what counts.
    assert.equal((await journeys(page)).at(-1), 144);
    await page.close();
  });

  it('says where a drag leads, and travels when the handle is let go', async () => {
    const page = await panel.open('case=softmax&layer=1&losses=101&step=100');
    const box = (await page.locator(SLIDER).boundingBox())!;
    const x = (share: number): number => box.x + share * box.width;
    await page.mouse.move(x(0.99), box.y + 20);
    await page.mouse.down();
    await page.mouse.move(x(0.7), box.y + 20);
    await page.mouse.move(x(0.25), box.y + 200);
    assert.match(
      await page.innerText('.timeline-words'),
      /^go to batch step 25 of 101, epoch 3, loss 0\.\d+$/,
    );
    assert.deepEqual(await journeys(page), []);
    await page.mouse.up();
    await at(page, 25);
    assert.deepEqual(await journeys(page), [25]);
    assert.match(await page.innerText('[data-past]'), /75 batch steps before the newest/);
    assert.notEqual(await page.getAttribute('.timeline-ahead', 'd'), '');
    await page.click('.timeline-newest');
    await at(page, 100);
    assert.equal(await page.getAttribute('.timeline-ahead', 'd'), '');
    await page.close();
  });

  it('stays where it is while the run is under way, and drops the losses of another run', async () => {
    const page = await panel.open('case=softmax&layer=1&losses=50&step=30');
    await page.waitForSelector(SLIDER);
    const path = await page.getAttribute('.timeline-past', 'd');
    await page.evaluate(() => {
      const curve = { count: 1, steps: Uint32Array.of(0), losses: Float64Array.of(9) };
      window.fakeHost.send({ type: 'losses', run: 'another', curve });
    });
    await page.waitForTimeout(100);
    assert.equal(await page.getAttribute('.timeline-past', 'd'), path);
    await page.evaluate(() => window.fakeHost.startRunning());
    await page.waitForSelector(`${SLIDER}[aria-disabled=true]`);
    await page.focus(SLIDER);
    await page.keyboard.press('Home');
    await page.waitForTimeout(100);
    assert.deepEqual(await journeys(page), []);
    await page.close();
  });

  for (const width of [350, 700, 2000])
    it(`fits into ${width} px`, async () => {
      const page = await panel.open('case=softmax&layer=1&losses=200!20&step=150', width);
      await page.waitForSelector(SLIDER);
      const [right, inner] = await page.evaluate(() => [
        Math.max(
          ...[...document.querySelectorAll('.timeline, .timeline *')].map(
            (element) => element.getBoundingClientRect().right,
          ),
        ),
        document.documentElement.clientWidth,
      ]);
      assert.ok(right <= inner, `${right} of ${inner}`);
      assert.match(await page.innerText('.timeline-broken'), /no finite loss at batch step 20$/);
      await page.close();
    });
});
