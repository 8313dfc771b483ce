/** The gradient check in a browser: its numbers against the trace, an edit found, one element written out. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { TOLERANCE } from '../../src/protocol/gradientCheck';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { assertClose, numbersOf, openView, plateNumbers, startPanel, type Harness } from './panelPage';

const { forward, backward } = softmax.steps[0]!.layers[1]!;

const done = (page: Page, agrees: boolean) =>
  page.waitForSelector(`.gradient-check .check[data-agrees=${agrees}]`);
const checkedValue = async (page: Page, name: string): Promise<number> =>
  Number(await page.getAttribute(`[data-check=${name}]`, 'data-value'));

describe('the gradient check in the panel', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const openCheck = async (query: string, width = 1400): Promise<Page> => {
    const page = await panel.open(query, width);
    await openView(page, 'gradientCheck');
    return page;
  };

  it('draws the gradient of the trace, finite differences beside it, and small relative errors', async () => {
    const page = await openCheck('case=softmax&layer=1');
    await done(page, true);
    assertClose(await plateNumbers(page, 'analytic'), backward.gradientWeights);
    assertClose(await plateNumbers(page, 'numeric'), backward.gradientWeights);
    const errors = await plateNumbers(page, 'relativeError');
    assert.deepEqual([errors.length, errors[0]!.length], [5, 3]);
    assert.ok(errors.flat().every((error) => error < TOLERANCE / 10));
    assert.match(await page.innerText('.gradient-check .check >> nth=0'), /15 of 15 elements agree/);
    await page.getByLabel('gradientBias', { exact: true }).check();
    await page.waitForSelector('[data-quantity-checked=gradientBias] .check[data-agrees=true]');
    assertClose(await plateNumbers(page, 'numeric'), [backward.gradientBias]);
    await page.close();
  });

  it('writes one element out: two losses, their quotient, the V of the step', async () => {
    const page = await openCheck('case=softmax&layer=1');
    await done(page, true);
    await page.click('[data-plate=numeric] [data-row="2"][data-column="1"]');
    await page.waitForFunction(() =>
      document.querySelector('#element-check-title')?.textContent.startsWith('gradientWeights[2][1]'),
    );
    await page.waitForSelector('.element-check[data-verdict=agrees]');
    const [above, below, step, numeric] = [
      await checkedValue(page, 'above'),
      await checkedValue(page, 'below'),
      await checkedValue(page, 'step'),
      await checkedValue(page, 'numeric'),
    ];
    assertClose([[numeric]], [[backward.gradientWeights[2]![1]!]]);
    assertClose([[(above - below) / (2 * step)]], [[numeric]], 1e-9);
    assertClose([[await checkedValue(page, 'parameter')]], [[forward.weights[2]![1]!]]);
    const errors = await page.$$eval('.check-point', (points) =>
      points.map((point) => Number(point.getAttribute('data-error'))),
    );
    const least = Math.min(...errors);
    assert.ok(least < 1e-6 && errors[0]! > 100 * least && errors.at(-1)! > 100 * least, errors.join());
    await page.close();
  });

  it('finds a number that was changed by hand, names it, and leads to it', async () => {
    const page = await openCheck('case=softmax&layer=1');
    await done(page, true);
    await page.evaluate(() => window.fakeHost.edit('gradientWeights', 0.5, []));
    await done(page, false);
    assert.match(await page.innerText('.gradient-check .check >> nth=0'), /1 differ/);
    assert.match(
      await page.innerText('.check.disturbed >> nth=0'),
      /Changed by hand: gradientWeights of layer2/,
    );
    await page.click('[data-worst="0 0"]');
    await page.waitForSelector('.element-check[data-verdict=differs]');
    assert.equal(await checkedValue(page, 'analytic'), 0.5);
    await page.close();
  });

  it('says that there is nothing to check yet, and checks when there is', async () => {
    const page = await openCheck('case=softmax&layer=1&at=backward/gradientOutput');
    await page.waitForSelector('.gradient-check .absent-note');
    assert.match(await page.innerText('.absent-note'), /gradientWeights is not computed yet/);
    assert.equal(await page.getAttribute('[data-plate=numeric]', 'data-present'), 'false');
    await page.click('[data-action=stepIn]');
    await done(page, true);
    await page.close();
  });

  it('checks of a large matrix what is drawn, and the rest until it is stopped', async () => {
    const page = await openCheck('case=digits&layer=0');
    // Made-up numbers: no gradient of any network.
    await done(page, false);
    assert.match(await page.innerText('.check-progress'), /352 of 352 \(those drawn, of 2,048\) checked/);
    // No answer comes while it is to be stopped; that of the piece under way is asked for again.
    await page.evaluate(() => (window.fakeHost.delay = 1e6));
    await page.getByRole('button', { name: 'Check all 2,048' }).click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Go on' }).waitFor();
    await page.evaluate(() => (window.fakeHost.delay = 0));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForFunction(() =>
      document.querySelector('.check-progress')?.textContent.includes('2,048 of 2,048 checked'),
    );
    await page.close();
  });

  it('is asked for below a matrix, and in the explanation of a number', async () => {
    const page = await panel.open('case=softmax&layer=1', 1400);
    await numbersOf(page, 'gradientBias');
    await page.click('[role=grid][data-quantity=gradientBias] [data-row="0"][data-column="2"]');
    await page.waitForSelector('.why[data-cell="1 gradientBias 2"]');
    await page.click('.why-check button');
    await page.waitForSelector('.why .element-check[data-verdict=agrees]');
    assertClose([[await checkedValue(page, 'numeric')]], [[backward.gradientBias[2]!]]);
    await page.keyboard.press('Escape');
    await page.click('[data-action=more-gradientBias]');
    await page.getByRole('menuitem', { name: 'Check by finite differences' }).click();
    await page.waitForSelector('[data-quantity-checked=gradientBias] .check[data-agrees=true]');
    await page.close();
  });

  it('is opened by a command', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await page.waitForSelector('[data-view=step]');
    await page.evaluate(() => window.fakeHost.send({ type: 'showView', view: 'gradientCheck' }));
    await page.waitForSelector('[data-view=gradientCheck]');
    await page.close();
  });
});
