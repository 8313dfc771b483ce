/** What the README promises, by hand and eye: F5 in a definition file, and the numbers in the panel. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../../scripts/vscode-server.mjs';
import { NARROW, WIDE, Workbench } from './workbench';

interface Trace {
  readonly steps: readonly {
    readonly loss: number;
    readonly layers: readonly {
      readonly forward: Record<string, number[][]>;
      readonly backward: Record<string, number[][]>;
    }[];
  }[];
}
const trace = JSON.parse(
  readFileSync(path.join(PROJECT, 'test', 'reference', 'textbook-2-2-2.trace.json'), 'utf8'),
) as Trace;
const [OUTPUT, HIDDEN] = [1, 0];
const BACKWARD = ['gradient', 'activationDerivative', 'gradientOutput', 'gradientWeights', 'gradientPrev'];

describe('the packaged extension in VS Code, from F5 on', function () {
  this.timeout(60_000);
  let code: Workbench;

  before(async function () {
    this.timeout(300_000);
    code = await Workbench.start();
  });
  after(() => code.stop());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await code.picture(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  /** Compares a matrix on the page with the reference, to what float32 can agree to. */
  async function agrees(layer: number, quantity: string, pass: 'forward' | 'backward'): Promise<void> {
    const expected = trace.steps[0]!.layers[layer]![pass][quantity]!;
    const shown = await code.matrix(quantity);
    assert.equal(shown.length, expected.length, `rows of ${quantity}`);
    expected.forEach((row, i) =>
      row.forEach((value, j) => {
        const actual = shown[i]![j]!;
        const tolerance = Math.max(1e-6, 1e-4 * Math.abs(value));
        assert.ok(Math.abs(actual - value) <= tolerance, `${quantity}[${i}][${j}]: ${actual}, not ${value}`);
      }),
    );
  }

  it("pauses at the output layer's backward step and shows its matrices as numbers", async () => {
    await code.open('textbook.mlp.json');
    await code.pressF5();
    await code.untilAt('backward', 'output', 'gradientPrev');
    for (const quantity of BACKWARD) await agrees(OUTPUT, quantity, 'backward');
    await agrees(OUTPUT, 'input', 'forward');
    await agrees(OUTPUT, 'weights', 'forward');
  });

  it('hides a matrix that is to be predicted, in the Variables view too, until it is', async () => {
    const { panel, page } = code;
    const scope = page.locator('.debug-viewlet .monaco-list-row', { hasText: 'Backward' }).first();
    await scope.waitFor();
    if ((await scope.getAttribute('aria-expanded')) === 'false') await scope.click();
    await page.locator('.debug-viewlet .monaco-list-row', { hasText: 'gradientWeights' }).first().waitFor();
    await panel.locator('[data-action=more-gradientWeights]').click();
    await panel.locator('[role=menu] [data-choice=predict]').click();
    await panel.locator('[role=grid][data-quantity=gradientWeights] .veiled').first().waitFor();
    const hidden = page.locator('.debug-viewlet .monaco-list-row', { hasText: 'hidden until you answer' });
    await hidden.first().waitFor();
    assert.match(await hidden.first().innerText(), /gradientWeights/);
    await panel.getByLabel('shape', { exact: true }).check();
    await panel.locator('.absent[data-quantity=gradientWeights]').waitFor();
    await panel.locator('#answer-practice').fill('2 x 2');
    await panel.locator('#answer-practice').press('Enter');
    await panel.locator('.practice [data-outcome=right]').waitFor();
    await hidden.first().waitFor({ state: 'detached' });
    await panel.locator('[data-practice-action=end]').click();
    await panel.locator('.practice').waitFor({ state: 'detached' });
    await agrees(OUTPUT, 'gradientWeights', 'backward');
  });

  it('copies a matrix of the panel whole, and says so in the status bar', async () => {
    await code.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await code.panel.locator('[data-action=more-gradientWeights]').click();
    await code.panel.locator('[data-choice=copy-javascript]').click();
    await code.page
      .locator('.statusbar', { hasText: 'Copied output.gradientWeights (2 × 2) as JavaScript' })
      .waitFor();
    const copied = await code.page.evaluate(() => {
      // The clipboard is given only to the page that has the focus, which is the panel's.
      window.focus();
      return navigator.clipboard.readText();
    });
    const numbers = (JSON.parse(copied) as number[][]).map((row) => row.map(Math.fround));
    assert.deepEqual(numbers, await code.matrix('gradientWeights'));
  });

  it('saves the step as a picture, as SVG and as PNG, where the editor’s dialog says', async () => {
    await code.panel.locator('#view-tab-picture').click();
    try {
      await code.panel.locator('[data-view=picture]').waitFor();
      for (const [format, beginning] of [
        ['svg', '<svg'],
        ['png', '\x89PNG'],
      ] as const) {
        await code.panel.locator('[data-action=save-picture-backward]').click();
        await code.panel.locator(`[role=menu] [data-choice=${format}]`).click();
        await code.acceptPlace();
        const file = path.join(code.folder, `output.backward.${format}`);
        // It is there before all of it is written.
        const isWritten = (): boolean => existsSync(file) && statSync(file).size > 5000;
        for (let wait = 0; wait < 100 && !isWritten(); wait++) await code.page.waitForTimeout(100);
        const saved = readFileSync(file, 'latin1');
        assert.ok(saved.includes(beginning), saved.slice(0, 40));
        assert.ok(saved.length > 5000, `${saved.length} bytes`);
      }
    } finally {
      await code.panel.locator('#view-tab-step').click();
    }
    await code.panel.locator('[role=grid][data-quantity=gradientWeights]').waitFor();
  });

  it('marks the layer’s line in the file', async () => {
    const marked = code.page.locator('.debug-top-stack-frame-line');
    await marked.first().waitFor();
    assert.ok((await code.page.locator('.view-overlays .debug-top-stack-frame-line').count()) > 0);
  });

  it('goes to the next layer with Continue in the panel', async () => {
    await code.panel.locator('[data-action=continue]').click();
    await code.untilAt('backward', 'hidden', 'gradientPrev');
    for (const quantity of BACKWARD) await agrees(HIDDEN, quantity, 'backward');
  });

  it('shows the layer whose line the cursor is on, and selects the line of the layer that is clicked', async () => {
    const shown = code.panel.locator('.layer-button[aria-current=true]');
    await code.page
      .locator('.view-line', { hasText: '"output"' })
      .first()
      .click({ position: { x: 60, y: 8 } });
    await shown.filter({ hasText: 'output' }).waitFor();
    await agrees(OUTPUT, 'gradientWeights', 'backward');
    await code.panel.locator('.layer-button[data-layer=hidden]').click();
    await shown.filter({ hasText: 'hidden' }).waitFor();
    // The layer's object begins on the line before its name.
    const lines = readFileSync(path.join(PROJECT, 'examples', 'textbook.mlp.json'), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('"hidden"'));
    await code.page
      .locator('.line-numbers.active-line-number', { hasText: new RegExp(`^${line}$`) })
      .waitFor();
  });

  it('steps into the next operation with F11', async () => {
    await code.editor.click();
    await code.page.keyboard.press('F11');
    await code.untilAt('update');
  });

  it('goes back, says that this is the past, and repeats the numbers on the way forward', async () => {
    const { panel } = code;
    const press = (action: string): Promise<void> => panel.locator(`[data-action=${action}]`).click();
    // From the first update to the backward step of the next batch step's output layer.
    await press('continue');
    await code.untilAt('backward', 'output', 'gradientPrev');
    const numbers = await code.matrix('gradientWeights');
    await press('reverseContinue');
    await code.untilAt('backward', 'hidden');
    await panel.locator('[data-past]', { hasText: 'before the newest' }).waitFor();
    for (const quantity of BACKWARD) await agrees(HIDDEN, quantity, 'backward');
    await press('continue');
    await code.untilAt('backward', 'output', 'gradientPrev');
    assert.deepEqual(await code.matrix('gradientWeights'), numbers);
    // By the keyboard alone: the time line is a slider over the batch steps.
    await panel.locator('[role=slider]').focus();
    await code.page.keyboard.press('ArrowLeft');
    await panel.locator('[data-past]', { hasText: '1 batch step before the newest' }).waitFor();
    for (const quantity of BACKWARD) await agrees(OUTPUT, quantity, 'backward');
    // A stop that was asked for in the panel leaves the focus there.
    await panel.locator('[role=slider]:focus').waitFor();
    await code.page.keyboard.press('End');
    await panel.locator('[data-past]').waitFor({ state: 'detached' });
  });

  it('comes back after a reload of the panel, and survives being closed', async () => {
    await code.command('Developer: Reload Webviews');
    await code.untilAt('backward', 'output');
    await code.page.keyboard.press('Shift+F5');
    await code.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  });

  it('shows iris in every theme, wide and narrow', async function () {
    this.timeout(180_000);
    await code.open('iris.mlp.json');
    await code.pressF5();
    await code.untilAt('backward', 'output', 'gradientPrev');
    await code.matrix('gradientWeights');
    for (const theme of ['Light Modern', 'Dark Modern', 'Dark High Contrast', 'Light High Contrast']) {
      await code.command('Preferences: Color Theme');
      await code.pick(theme);
      const name = theme.toLowerCase().replaceAll(' ', '-');
      await code.picture(`iris-${name}-1400`);
      await code.page.setViewportSize(NARROW);
      await code.picture(`iris-${name}-700`);
      await code.page.setViewportSize(WIDE);
    }
  });

  it('makes no complaint in the console', () => {
    assert.deepEqual(code.complaints, []);
  });
});
