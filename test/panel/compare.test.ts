/** Current, previous batch step and difference in a browser; and the accuracy beside the loss. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { madeUpAccuracy } from './fakeRun';
import { numbersOf, startPanel, type Harness } from './panelPage';

type Rows = readonly (readonly number[])[];
const stepOf = (step: number) => softmax.steps[step]!.layers[1]!;

/** The numbers of a matrix by one of its attributes, once all of them have come. */
async function shown(page: Page, quantity: string, attribute: 'previous' | 'difference'): Promise<number[]> {
  const cells = `[data-quantity=${quantity}] [role=gridcell]`;
  await page.waitForFunction(
    ([selector, name]) => {
      const found = [...document.querySelectorAll(selector)];
      return found.length > 0 && found.every((cell) => cell.hasAttribute(`data-${name}`));
    },
    [cells, attribute] as const,
  );
  return page.$$eval(
    cells,
    (found, name) => found.map((cell) => Number(cell.getAttribute(`data-${name}`))),
    attribute,
  );
}

function assertClose(actual: readonly number[], expected: Rows): void {
  assert.equal(actual.length, expected.flat().length);
  actual.forEach((value, i) => assert.ok(Math.abs(value - expected.flat()[i]!) < 1e-6, `${i}: ${value}`));
}

describe('the batch step before in a browser', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const choose = (page: Page, value: string): Promise<void> =>
    page.check(`[data-choice=compare] input[value=${value}]`);

  it('shows each matrix as it was, and what has changed, never as current numbers', async () => {
    const page = await panel.open('case=softmax&layer=1&step=1');
    await numbersOf(page, 'gradientWeights');
    await choose(page, 'previous');
    const before = stepOf(0);
    assertClose(await shown(page, 'gradientWeights', 'previous'), before.backward.gradientWeights);
    // Before the update of this batch step, as now.
    assertClose(await shown(page, 'weights', 'previous'), before.forward.weights);
    assert.equal(await page.locator('.card [data-value]').count(), 0);
    assert.match(
      (await page.getAttribute('[data-quantity=weights] [role=gridcell]', 'aria-label')) ?? '',
      /^weights, previous batch step, row 0, column 0, /,
    );
    assert.equal(
      await page.locator('[data-compare-mark=previous]').count(),
      await page.locator('.card').count(),
    );
    // The past cannot be changed, and what is explained is the current number.
    await page.dblclick('[data-quantity=weights] [role=gridcell]');
    await page.waitForTimeout(100);
    assert.equal(await page.locator('[data-quantity=weights] input').count(), 0);
    assert.equal(await page.locator('[role=gridcell][aria-selected=true]').count(), 0);
    await choose(page, 'difference');
    const now = stepOf(1).backward.gradientWeights;
    const change = now.map((row, i) =>
      row.map((value, j) => value - before.backward.gradientWeights[i]![j]!),
    );
    assertClose(await shown(page, 'gradientWeights', 'difference'), change);
    assert.equal(await page.locator('.card [data-value], .card [data-previous]').count(), 0);
    await choose(page, 'current');
    assertClose((await numbersOf(page, 'gradientWeights')).flat(), now);
    assert.equal(await page.locator('[data-previous], [data-difference]').count(), 0);
    await page.close();
  });

  it('follows the run, and is absent in the first batch step', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await choose(page, 'previous');
    await page.waitForSelector('[data-quantity=gradientWeights][data-present=false]');
    assert.match(
      await page.innerText('[data-quantity=gradientWeights]'),
      /there is no batch step before this one/,
    );
    await page.click('[data-action=continue]');
    await page.click('[data-action=continue]');
    assertClose(await shown(page, 'gradientWeights', 'previous'), stepOf(0).backward.gradientWeights);
    await page.evaluate(() => window.fakeHost.startRunning());
    await page.waitForSelector('[data-quantity=gradientWeights][data-fresh=false]');
    assert.equal(await page.locator('[data-previous]').count(), 0);
    await page.close();
  });

  it('asks for nothing of the batch step before while nobody looks at it', async () => {
    const page = await panel.open('case=softmax&layer=1&step=1');
    await numbersOf(page, 'gradientWeights');
    const asked = (): Promise<number> =>
      page.evaluate(
        () => window.fakeHost.received.filter((one) => one.type === 'read' && one.stepsBack === 1).length,
      );
    assert.equal(await asked(), 0);
    await choose(page, 'difference');
    await shown(page, 'weights', 'difference');
    assert.ok((await asked()) > 0);
    await page.close();
  });

  it('draws the accuracy beside the loss where it has a meaning, and says it', async () => {
    const page = await panel.open('case=classes&layer=1&losses=200&step=100');
    await page.waitForSelector('.timeline-accuracy', { state: 'attached' });
    assert.ok((await page.getAttribute('.timeline-accuracy', 'd'))!.length > 200);
    const share = `${(100 * madeUpAccuracy(100)).toFixed(1)}\u00a0%`;
    assert.ok((await page.innerText('.timeline-words')).endsWith(`accuracy ${share}`));
    await page.close();
    const without = await panel.open('case=softmax&layer=1&losses=200&step=100');
    await without.waitForSelector('.timeline-past', { state: 'attached' });
    assert.equal(await without.locator('.timeline-accuracy').count(), 0);
    await without.close();
  });
});
