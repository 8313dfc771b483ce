/** The menu below a matrix, and what it asks of the extension to copy and save it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { numbersOf, startPanel, type Harness } from './panelPage';
import { THEMES } from './themes';

const asked = (page: Page): Promise<unknown[]> =>
  page.evaluate(() => window.fakeHost.received.filter(({ type }) => type === 'export'));
const buttonOf = (quantity: string): string => `[data-action=more-${quantity}]`;

describe('the menu below a matrix', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  it('is worked by the keyboard alone', async () => {
    const page = await panel.open('case=softmax&layer=0');
    await numbersOf(page, 'gradientWeights');
    const moment = await page.evaluate(
      () => window.fakeHost.received.findLast((message) => message.type === 'read')?.moment,
    );
    await page.focus(buttonOf('gradientWeights'));
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=menu]');
    const names = await page.locator('.menu-label').allInnerTexts();
    assert.deepEqual(names.slice(0, 4), [
      'Go to…',
      'Largest |x|',
      'Histogram of gradientWeights',
      'Break on change of gradientWeights…',
    ]);
    assert.deepEqual(names.slice(4), [
      'Predict gradientWeights…',
      'Write its formula…',
      'Check by finite differences',
      'Copy as NumPy',
      'Copy as JavaScript',
      'Copy as CSV',
      'Copy as LaTeX',
      'Save as .npy…',
      'Save as CSV…',
    ]);
    for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowDown');
    await page.waitForSelector('[data-choice=copy-numpy]:focus');
    await page.keyboard.press('Enter');
    const message = {
      type: 'export',
      run: 'run 1',
      moment,
      layer: 0,
      quantity: 'gradientWeights',
      sample: null,
    };
    const numpy = { ...message, to: 'clipboard', format: 'numpy' };
    assert.deepEqual(await asked(page), [numpy]);
    await page.waitForSelector('[role=menu]', { state: 'detached' });
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=menu]');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    assert.deepEqual(await asked(page), [numpy, { ...message, to: 'file', format: 'npy' }]);
    await page.close();
  });

  it('copies of three axes all samples, but as LaTeX the one on show', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await page.fill('.sample-chooser input', '4');
    await page.waitForSelector('[data-quantity=activationDerivative][data-sample="4"] [data-value]');
    for (const choice of ['copy-latex', 'copy-csv']) {
      await page.click(buttonOf('activationDerivative'));
      await page.click(`[data-choice=${choice}]`);
    }
    const samples = (await asked(page)).map((message) => (message as { sample: unknown }).sample);
    assert.deepEqual(samples, [4, null]);
    await page.close();
  });

  it('copies nothing while the run goes on', async () => {
    const page = await panel.open('case=softmax&layer=0');
    await numbersOf(page, 'weights');
    await page.evaluate(() => window.fakeHost.startRunning());
    await page.waitForSelector('[data-quantity=weights][data-fresh=false]');
    await page.click(buttonOf('weights'));
    await page.waitForSelector('[data-choice=copy-numpy][aria-disabled=true]');
    // Playwright would wait for it to be enabled.
    await page.click('[data-choice=copy-numpy]', { force: true });
    assert.equal(await page.locator('[role=menu]').count(), 1);
    assert.deepEqual(await asked(page), []);
    await page.close();
  });

  for (const theme of THEMES) {
    it(`is sound for everyone, open, in the ${theme} theme, also in a narrow panel`, async () => {
      const page = await panel.open(`case=softmax&layer=0&theme=${theme}`, 350, 900);
      await numbersOf(page, 'gradientBias');
      for (const quantity of ['gradientWeights', 'gradientBias']) {
        // Not below the list of the one before.
        await page.keyboard.press('Escape');
        await page.waitForSelector('[role=menu]', { state: 'detached' });
        await page
          .locator(buttonOf(quantity))
          .evaluate((button) => button.scrollIntoView({ block: 'center' }));
        await page.click(buttonOf(quantity));
        await page.waitForSelector('[role=menu]');
        const box = (await page.locator('[role=menu]').boundingBox())!;
        assert.ok(box.x >= 0 && box.x + box.width <= 350, `from ${box.x} to ${box.x + box.width}`);
        // The card does not cut it, and nothing lies over it.
        const hidden = await page.$$eval('.menu-item', (items) =>
          items
            .filter((item) => {
              const { x, y, width, height } = item.getBoundingClientRect();
              return !item.contains(document.elementFromPoint(x + width / 2, y + height - 1));
            })
            .map((item) => item.textContent),
        );
        assert.deepEqual(hidden, []);
      }
      if (process.env['SCREENSHOTS'])
        await page.screenshot({ path: `${process.env['SCREENSHOTS']}/export-${theme}.png` });
      // Of what axe itself does, the policy complains.
      assert.deepEqual(panel.complaints, []);
      await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
      const violations = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
        return (await axe.run()).violations.map(({ id }) => id);
      });
      assert.deepEqual(violations, []);
      await page.close();
      panel.complaints.length = 0;
    });
  }
});
