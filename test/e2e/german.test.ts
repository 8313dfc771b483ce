/** The packaged extension in a VS Code whose language is German. */
import assert from 'node:assert/strict';
import { Workbench } from './workbench';

describe('the packaged extension in German', function () {
  this.timeout(120_000);
  let code: Workbench;

  before(async function () {
    this.timeout(300_000);
    code = await Workbench.start('de');
  });
  after(() => code.stop());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await code.picture(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  it('explains the words of a definition file by the schema of the language', async () => {
    const { page } = code;
    await code.open('textbook.mlp.json');
    await page
      .locator('.view-line', { hasText: '"loss"' })
      .locator('span', { hasText: '"loss"' })
      .last()
      .click();
    const hover = page.locator('.monaco-hover', { hasText: 'Was klein werden soll' });
    // The editor's JSON support may still be waking.
    for (let tries = 0; tries < 30 && !(await hover.isVisible()); tries++) {
      await page.keyboard.press('Control+K');
      await page.keyboard.press('Control+I');
      await hover.waitFor({ timeout: 2_000 }).catch(() => undefined);
    }
    assert.ok(await hover.isVisible());
    await page.keyboard.press('Escape');
  });

  it('debugs in it: the breakpoints, the scopes, the status bar, and the panel', async () => {
    const { page, panel } = code;
    await code.pressF5();
    await code.matrix('gradientWeights');
    assert.equal(await panel.locator('html').getAttribute('lang'), 'de');
    await panel.locator('.axes', { hasText: 'Beispiele × Einheiten' }).first().waitFor();
    await page.keyboard.press('Control+Shift+D');
    for (const text of ['Rückwärtsschritt jeder Schicht', 'Tote ReLU', 'Rückwärts', 'Vorwärts', 'Training'])
      await page.locator('.debug-viewlet').getByText(text, { exact: true }).first().waitFor();
    await page.locator('.statusbar', { hasText: 'Verlust 0.298' }).waitFor();
    await code.picture('german');
    assert.deepEqual(code.complaints, []);
  });

  it('opens the course in it: its lesson, its definition file, its words explained', async () => {
    const { page, panel } = code;
    await code.command('Lektion öffnen');
    // Those in German are the first of the list. A row is there before it is the one that a key would choose.
    const first = page.locator('.quick-input-list .monaco-list-row').first();
    await first.filter({ hasText: '1. Zahlenraten' }).click();
    await panel.locator('#lesson-page-title', { hasText: 'Ein Spiel zu zweit' }).waitFor();
    assert.equal(await panel.locator('.lesson-pane').getAttribute('lang'), 'de');
    await page.locator('.view-line', { hasText: 'Ein Gewicht ist der Tipp' }).waitFor();
    await panel.locator('.term-word', { hasText: 'Gewicht' }).first().hover();
    await panel.locator('.term-tip', { hasText: 'wie stark eine Eingabe' }).waitFor();
    await code.picture('german-lesson');
    assert.deepEqual(code.complaints, []);
  });
});
