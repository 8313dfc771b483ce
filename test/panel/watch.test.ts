/** A watchpoint from the panel: what is asked of the extension, by mouse and by keyboard. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { FromPanel } from '../../src/protocol/panel';
import { chooseMore, numbersOf, startPanel, type Harness } from './panelPage';

type WatchMessage = Extract<FromPanel, { type: 'watch' }>;

describe('a watchpoint from the panel', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  /** What was asked last, once so many were. */
  async function asked(page: Page, count: number): Promise<WatchMessage> {
    await page.waitForFunction(
      (wanted) => window.fakeHost.received.filter(({ type }) => type === 'watch').length === wanted,
      count,
    );
    return page.evaluate(
      () => window.fakeHost.received.findLast(({ type }) => type === 'watch') as WatchMessage,
    );
  }

  it('is on the matrix, or on the element that was clicked', async () => {
    const page = await panel.open('case=softmax&layer=0');
    await numbersOf(page, 'gradientWeights');
    await chooseMore(page, 'gradientWeights', 'watch');
    const whole = { type: 'watch', run: 'run 1', layer: 0, quantity: 'gradientWeights', index: null };
    assert.deepEqual(await asked(page, 1), whole);
    await page.click('[data-quantity=gradientWeights] [data-row="1"][data-column="2"]');
    await page.click('[data-action=more-gradientWeights]');
    const item = page.locator('[data-choice=watch]');
    assert.match(await item.innerText(), /^Break on \[1, 2\] of gradientWeights…/);
    await item.click();
    assert.deepEqual(await asked(page, 2), { ...whole, index: [1, 2] });
    await page.close();
  });

  it('is on the element that has the focus, by the key', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'gradientBias');
    await page.click('[data-quantity=gradientBias] [data-column="0"]');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('b');
    const message = await asked(page, 1);
    assert.deepEqual([message.quantity, message.layer, message.index], ['gradientBias', 1, [1]]);
    // With a modifier it is a key of the editor's.
    await page.keyboard.press('Control+b');
    await page.fill('.sample-chooser input', '4');
    await page.waitForSelector('[data-quantity=activationDerivative][data-sample="4"] [data-value]');
    await page.click('[data-quantity=activationDerivative] [data-row="2"][data-column="0"]');
    await page.keyboard.press('Shift+b');
    assert.equal((await asked(page, 1)).quantity, 'gradientBias', 'Shift is a modifier too');
    await page.keyboard.press('b');
    const jacobian = await asked(page, 2);
    assert.deepEqual([jacobian.quantity, jacobian.index], ['activationDerivative', [4, 2, 0]]);
    await page.close();
  });
});
