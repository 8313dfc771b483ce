/** Exercises at any pause, without a lesson: from a matrix's menu or by a key, judged by the run, over when it moves. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { chooseMore, numbersOf, openView, startPanel, type Harness } from './panelPage';

const { backward } = softmax.steps[0]!.layers[1]!;
const HIDDEN = Math.fround(backward.gradientWeights[2]![1]!);

interface AxeWindow {
  readonly axe: { run(): Promise<AxeResults> };
}

describe('an exercise at a pause', function () {
  this.timeout(60_000);
  let panel: Harness;
  let axe: string;
  before(async () => {
    panel = await startPanel();
    axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const gradient = '[role=grid][data-quantity=gradientWeights]';
  const cell = `${gradient} [data-row="2"][data-column="1"]`;
  const field = '#answer-practice';
  const open = async (): Promise<Page> => {
    const page = await panel.open('case=softmax&layer=1', 1400);
    await numbersOf(page, 'gradientWeights');
    return page;
  };
  /** By the key, on one number. */
  const predictCell = async (page: Page): Promise<void> => {
    await page.focus(cell);
    await page.keyboard.press('p');
    await page.waitForSelector(`${field}:focus`);
    await page.waitForSelector(`${cell}.veiled`);
  };
  const answer = async (page: Page, text: string, outcome: string): Promise<string> => {
    await page.fill(field, text);
    await page.focus(field);
    await page.keyboard.press('Enter');
    const said = page.locator(`.practice .exercise-outcome[data-outcome=${outcome}]`);
    await said.waitFor();
    return said.innerText();
  };
  const isTold = (page: Page): Promise<boolean> =>
    page.evaluate((text) => document.body.outerHTML.includes(text), String(HIDDEN));

  it('hides the number that has the focus, by a key, until it is predicted; then explains it', async () => {
    const page = await open();
    assert.equal(await isTold(page), true);
    await predictCell(page);
    assert.equal(await isTold(page), false);
    assert.match(
      await page.innerText('#practice-title'),
      /^Predict gradientWeights of layer2, row 2, column 1/,
    );
    assert.match(await answer(page, String(-HIDDEN), 'wrong'), /the sign is not/);
    assert.equal(await page.locator(`${cell}.veiled`).count(), 1);
    await answer(page, String(HIDDEN), 'right');
    await page.waitForSelector(`${cell}[data-value="${HIDDEN}"]`);
    await page.waitForSelector('.why[data-cell="1 gradientWeights 2 1"] .factor');
    await page.click('[data-practice-action=end]');
    await page.waitForSelector('.practice', { state: 'detached' });
    await page.close();
  });

  it('is widened to the row and to the matrix, of which signs and the shape can be asked', async () => {
    const page = await open();
    await predictCell(page);
    await page.getByLabel('its row', { exact: true }).check();
    await page.waitForFunction((grid) => document.querySelectorAll(`${grid} .veiled`).length === 3, gradient);
    await page.getByLabel('sign', { exact: true }).check();
    await page.waitForFunction(() =>
      document.querySelector('.practice .exercise-help')?.textContent.includes('+, -'),
    );
    const signs = backward.gradientWeights[2]!.map((value) => (value > 0 ? '+' : '-')).join(' ');
    await answer(page, signs, 'right');
    await page.waitForFunction(() => document.querySelectorAll('.veiled').length === 0);
    // Of a whole matrix from its menu; of one whose shape is asked nothing is drawn.
    await chooseMore(page, 'gradientOutput', 'predict');
    await page.waitForSelector('[role=grid][data-quantity=gradientOutput] .veiled');
    await page.getByLabel('shape', { exact: true }).check();
    await page.waitForSelector('.absent[data-quantity=gradientOutput]');
    await answer(page, `${backward.gradientOutput.length} x 3`, 'right');
    await page.waitForSelector('[role=grid][data-quantity=gradientOutput]');
    await page.close();
  });

  it('checks the formula of an operation, by keyboard alone, and says which mistake it is', async () => {
    const page = await open();
    await page.focus('[data-action=more-gradientWeights]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=menu] [data-choice=formula]');
    await page.focus('[role=menu] [data-choice=formula]');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${field}:focus`);
    assert.match(await answer(page, "input' * gradientOutput", 'wrong'), /N/);
    assert.equal(await page.getAttribute('.exercise-outcome', 'data-mistake'), 'missingN');
    assert.match(await answer(page, "input' * gradientOutput / N", 'right'), /exact|approximate/);
    // What no expression gives is not offered: it is the data, or a Jacobian for each sample.
    await page.keyboard.press('Escape');
    await page.waitForSelector('.practice', { state: 'detached' });
    await page.waitForSelector('[data-action=more-gradientWeights]:focus');
    await page.click('[data-action=more-activationDerivative]');
    await page.waitForSelector('[role=menu] [data-choice=predict]');
    assert.equal(await page.locator('[role=menu] [data-choice=formula]').count(), 0);
    await page.close();
  });

  it('goes along to other views, and closes those that would work the number out', async () => {
    const page = await open();
    await predictCell(page);
    await openView(page, 'picture');
    await page.waitForSelector('.plate-cell.veiled');
    await page.waitForSelector('.practice');
    assert.equal(await isTold(page), false);
    await openView(page, 'gradientCheck');
    await page.waitForFunction(() => document.querySelector('#view')?.textContent.includes('comes back'));
    await page.click('.practice [data-exercise-action=reveal]');
    await page.waitForSelector('.practice [data-outcome=revealed]');
    await page.waitForSelector('.gradient-check');
    await page.close();
  });

  for (const theme of ['dark', 'high-contrast-light'] as const)
    it(`is accessible, and fits into 350 px, in the ${theme} theme`, async () => {
      const page = await panel.open(`case=softmax&layer=1&theme=${theme}`, 350);
      await numbersOf(page, 'gradientWeights');
      await predictCell(page);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => (window as unknown as AxeWindow).axe.run());
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, ...nodes.map(({ failureSummary }) => failureSummary)]),
        [],
      );
      const widths = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      assert.equal(widths[0], widths[1]);
      // axe itself looks into style sheets and writes styles, which the page forbids.
      panel.complaints.length = 0;
      await page.close();
    });

  it('is over when the run moves on, and its numbers are back', async () => {
    const page = await open();
    await predictCell(page);
    await page.click('.action-stepBack');
    await page.waitForSelector('.practice', { state: 'detached' });
    await page.waitForSelector(`${cell}[data-value="${HIDDEN}"]`);
    assert.equal(await page.locator('.veiled').count(), 0);
    await page.close();
  });
});
