/** The walkthrough of Get Started, done as a newcomer does it: in a folder with nothing in it, from its buttons. */
import assert from 'node:assert/strict';
import { Workbench } from './workbench';

const STEPS = ['open', 'debug', 'step', 'look', 'back', 'change'];

describe('the walkthrough, from an empty folder on', function () {
  this.timeout(90_000);
  let code: Workbench;

  before(async function () {
    this.timeout(300_000);
    code = await Workbench.start();
    await code.openEmptyFolder();
  });
  after(() => code.stop());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await code.picture(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  const tick = (step: string): string => `[data-done-step-id$="#${step}"]`;
  /** Back to the walkthrough's page, with this step unfolded. */
  async function showStep(step: string): Promise<void> {
    const page = code.page.locator('.gettingStartedContainer:visible');
    if ((await page.count()) === 0) await code.command('Backstep: Get Started');
    await page.locator(`[data-step-id$="#${step}"]`).click();
    await page.locator(`[data-step-id$="#${step}"].expanded`).waitFor();
  }
  const press = (button: string): Promise<void> =>
    code.page.locator('.getting-started-step.expanded .monaco-button', { hasText: button }).click();
  async function untilDone(step: string): Promise<void> {
    await showStep(step);
    await code.page.locator(`${tick(step)}.complete`).waitFor();
  }
  const cell = (quantity: string): string =>
    `[data-quantity="${quantity}"] [role=gridcell][data-row="0"][data-column="0"]`;

  it('is offered, with examples, in the Run and Debug view of a folder without definition files', async () => {
    await code.command('View: Show Run and Debug');
    const welcome = code.page.locator('.welcome-view-content:visible');
    await welcome.getByText('Open an Example…').waitFor();
    await code.picture('welcome');
    await welcome.getByText('Get started').click();
    await code.page.locator('.gettingStartedContainer .getting-started-step').first().waitFor();
  });

  it('begins with nothing done, and draws a picture for every step', async () => {
    for (const step of STEPS) {
      await showStep(step);
      assert.equal(await code.page.locator(`${tick(step)}.complete`).count(), 0, step);
      const drawn = code.page.locator('iframe.webview.ready:visible').contentFrame();
      await drawn.frameLocator('#active-frame').locator('svg text').first().waitFor();
      await code.picture(`walkthrough-${step}`);
    }
  });

  it('opens the textbook example as a copy of one’s own', async () => {
    await showStep('open');
    await press('Open the Textbook Example');
    await code.page.locator('.tab.active', { hasText: 'textbook.mlp.json' }).waitFor();
    await untilDone('open');
  });

  it('starts to debug it from its own page, without a question', async () => {
    await showStep('debug');
    await press('Start Debugging');
    await code.untilAt('backward', 'output', 'gradientPrev');
    await code.matrix('gradientWeights');
    await code.picture('walkthrough-paused');
    await untilDone('debug');
  });

  it('ticks off a step, a look at a cell, a way back and a changed weight once they are done', async () => {
    await showStep('step');
    await press('Step Into');
    await code.untilAt('backward', 'hidden', 'activationDerivative');
    await untilDone('step');

    await showStep('back');
    await press('Step Back');
    await code.untilAt('backward', 'output', 'gradientPrev');
    await untilDone('back');

    await showStep('look');
    await press('Open the Panel');
    await code.matrix('gradientWeights');
    await code.panel.locator(cell('gradientWeights')).click();
    await code.panel.locator('.why-value[data-value]').waitFor();
    await untilDone('look');

    await showStep('change');
    assert.equal(await code.page.locator(`${tick('change')}.complete`).count(), 0);
    await press('Open the Panel');
    // VS Code moves the focus about for a moment, and the first click explains the number: the two come after that.
    await code.panel.locator(cell('weights')).click();
    await code.panel.getByText('weights[0][0]').first().waitFor();
    await code.panel.locator(cell('weights')).dblclick();
    const box = code.panel.locator('.cell-editor input');
    await box.fill('0.9');
    await box.press('Enter');
    await code.panel.locator('[data-mark=edited]').first().waitFor();
    await untilDone('change');
    await code.picture('walkthrough-done');
  });

  it('speaks German where VS Code does: commands, the walkthrough, and what is asked', async () => {
    // What a language pack sets; the words of VS Code itself stay English without one.
    await code.page.addInitScript('globalThis._VSCODE_NLS_LANGUAGE = "de"');
    await code.openEmptyFolder();
    // What was open may come back, and which of it is in front depends on when VS Code last wrote that down: the page
    // is asked for. The palette is opened anew until VS Code has read the manifest.
    await code.command('Backstep: Erste Schritte');
    await code.page.locator('.gettingStartedContainer', { hasText: 'Ein Gewicht ändern' }).waitFor();
    await code.picture('walkthrough-german');
    await code.command('Backstep: Ansicht öffnen');
    await code.panel.getByText('Zurzeit wird kein Lauf debuggt.').waitFor();
    await code.command('Backstep: Beispiel öffnen');
    const list = code.page.locator('.quick-input-widget');
    await list
      .getByText('Welches Beispiel?')
      .or(list.getByPlaceholder('Welches Beispiel?'))
      .first()
      .waitFor();
    await list.locator('.monaco-list-row', { hasText: 'Lehrbuch' }).waitFor();
  });
});
