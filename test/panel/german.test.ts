/** The panel in another language than English: its texts come with the page. */
import assert from 'node:assert/strict';
import { numbersOf, startPanel, type Harness } from './panelPage';

describe('the panel in German', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  it('has its texts before it draws for the first time, and says which language it is', async () => {
    const page = await panel.open('case=smooth&layer=1&language=de');
    await numbersOf(page, 'gradientOutput');
    assert.equal(await page.getAttribute('html', 'lang'), 'de');
    const card = page.locator('article', { has: page.locator('[data-quantity=gradientOutput]') });
    assert.equal(await card.locator('.axes').textContent(), 'Beispiele × Einheiten');
    assert.match((await card.getAttribute('aria-label')) ?? '', /der Gradient vor der Aktivierungsfunktion/);
    await page.close();
  });

  it('is English where the page brings no texts', async () => {
    const page = await panel.open('case=smooth&layer=1');
    await numbersOf(page, 'gradientOutput');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    const card = page.locator('article', { has: page.locator('[data-quantity=gradientOutput]') });
    assert.equal(await card.locator('.axes').textContent(), 'samples × units');
    await page.close();
  });
});
