/** The Run menu of the panel, by mouse and by keyboard. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { startPanel, type Harness } from './panelPage';
import { THEMES } from './themes';

const BUTTON = '[data-action=runTo]';
const asked = (page: Page): Promise<unknown[]> =>
  page.evaluate(() => window.fakeHost.received.filter(({ type }) => type === 'runTo'));
const focused = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => {
    const active = document.activeElement;
    return active?.getAttribute('data-choice') ?? active?.getAttribute('data-action');
  });

describe('the Run menu', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  it('sends the run to the place that was clicked, and closes', async () => {
    const page = await panel.open('case=iris&layer=0');
    await page.waitForSelector('[data-value]');
    await page.click(BUTTON);
    assert.deepEqual(await page.locator('[role=menuitem]').allInnerTexts(), [
      'To the backward step of hidden',
      'To the next batch step',
      'To the next epoch',
      'Until the loss is below…',
      'For some batch steps…',
    ]);
    await page.click('[data-choice=layer]');
    assert.deepEqual(await asked(page), [{ type: 'runTo', to: 'layer' }]);
    assert.equal(await page.locator('[role=menu]').count(), 0);
    assert.equal(await focused(page), 'runTo');
    await page.close();
  });

  it('is worked by the keyboard alone', async () => {
    const page = await panel.open('case=iris&layer=0');
    await page.waitForSelector('[data-value]');
    await page.focus(BUTTON);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=menu]');
    assert.equal(await focused(page), 'layer');
    const path = ['ArrowUp', 'ArrowUp', 'Home', 'ArrowDown', 'End'];
    const seen: unknown[] = [];
    for (const key of path) {
      await page.keyboard.press(key);
      seen.push(await focused(page));
    }
    assert.deepEqual(seen, ['steps', 'loss', 'layer', 'batchStep', 'steps']);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('[role=menu]').count(), 0);
    assert.equal(await focused(page), 'runTo');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=menu]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.deepEqual(await asked(page), [{ type: 'runTo', to: 'batchStep' }]);
    await page.waitForSelector('[role=menu]', { state: 'detached' });
    await page.close();
  });

  it('closes when the run sets off, and cannot be opened while it goes on', async () => {
    const page = await panel.open('case=iris&layer=0');
    await page.waitForSelector('[data-value]');
    await page.click(BUTTON);
    await page.waitForSelector('[role=menu]');
    await page.evaluate(() => window.fakeHost.startRunning());
    await page.waitForSelector(`${BUTTON}[aria-disabled=true]`);
    assert.equal(await page.locator('[role=menu]').count(), 0);
    // Playwright would wait for it to be enabled.
    await page.click(BUTTON, { force: true });
    assert.equal(await page.locator('[role=menu]').count(), 0);
    await page.close();
  });

  for (const theme of THEMES) {
    it(`is sound for everyone, open, in the ${theme} theme, also in a narrow panel`, async () => {
      const page = await panel.open(`case=iris&layer=0&theme=${theme}`, 420, 700);
      await page.waitForSelector('[data-value]');
      await page.click(BUTTON);
      await page.waitForSelector('[role=menu]');
      const box = (await page.locator('[role=menu]').boundingBox())!;
      assert.ok(box.x >= 0 && box.x + box.width <= 420, `from ${box.x} to ${box.x + box.width}`);
      if (process.env['SCREENSHOTS']) {
        await page.screenshot({ path: `${process.env['SCREENSHOTS']}/run-to-${theme}.png` });
      }
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
