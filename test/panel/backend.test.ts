/** The backend in the panel: its reason, and the way to another one. */
import assert from 'node:assert/strict';
import { startPanel, type Harness } from './panelPage';

describe('the backend in the panel', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  it('says its reason, and leads to the setting, by keyboard alone', async () => {
    const page = await panel.open('case=iris&layer=0');
    await page.waitForSelector('[data-value]');
    await page.focus('.backend summary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.backend[open] .choose-backend');
    assert.match(await page.innerText('.backend-reason p'), /WebAssembly runs on every machine/);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'choose-backend');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.fakeHost.received.some(({ type }) => type === 'chooseBackend'));
    await page.close();
  });
});
