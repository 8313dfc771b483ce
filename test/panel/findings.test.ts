/** Finding elements of a matrix in a browser. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { numbersOf, startPanel, type Harness } from './panelPage';

/** Waits until the keyboard's cell of a matrix has the focus and its number. */
async function standsAt(page: Page, quantity: string, row: number, column: number): Promise<void> {
  await page.waitForFunction(
    ([name, ...place]) => {
      const cell = document.activeElement as HTMLElement | null;
      const box = cell?.closest<HTMLElement>('[role=grid]');
      if (!cell || !box || box.dataset.quantity !== name || cell.dataset.value === undefined) return false;
      const [inner, outer] = [cell.getBoundingClientRect(), box.getBoundingClientRect()];
      const isInSight = inner.top >= outer.top && inner.bottom <= outer.bottom + 1;
      return isInSight && cell.dataset.row === String(place[0]) && cell.dataset.column === String(place[1]);
    },
    [quantity, row, column] as const,
  );
}

async function goTo(page: Page, quantity: string, text: string): Promise<void> {
  await page.fill(`[data-go-to=${quantity}]`, text);
  await page.press(`[data-go-to=${quantity}]`, 'Enter');
}

const card = (quantity: string): string => `.card:has([data-quantity=${quantity}])`;

describe('finding elements in a browser', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  it('goes to a row and column of a large matrix, again after moving away, and says what is wrong', async () => {
    const page = await panel.open('case=large&layer=0');
    await numbersOf(page, 'weights');
    await goTo(page, 'weights', '700, 1000');
    await standsAt(page, 'weights', 700, 1000);
    await page.keyboard.press('Home');
    await standsAt(page, 'weights', 700, 0);
    await goTo(page, 'weights', '[700][1000]');
    await standsAt(page, 'weights', 700, 1000);
    await goTo(page, 'weights', '784, 0');
    assert.equal(
      await page.innerText(`${card('weights')} .go-to-refusal`),
      'Row 784: there are only 0 to 783.',
    );
    assert.equal(await page.getAttribute('[data-go-to=weights]', 'aria-invalid'), 'true');
    await page.close();
  });

  it('goes to the largest element', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'gradientWeights');
    const rows: number[][] = softmax.steps[0]!.layers[1]!.backward.gradientWeights;
    const largest = Math.max(...rows.flat().map(Math.abs));
    const row = rows.findIndex((values) => values.some((value) => Math.abs(value) === largest));
    await page.click(`${card('gradientWeights')} [data-jump=largest]`);
    await standsAt(
      page,
      'gradientWeights',
      row,
      rows[row]!.findIndex((value) => Math.abs(value) === largest),
    );
    assert.equal(await page.locator('[data-jump=nonFinite]').count(), 0);
    await page.close();
  });

  it('chooses the sample of a largest element among Jacobians', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'activationDerivative');
    const jacobians: number[][][] = softmax.steps[0]!.layers[1]!.backward
      .activationDerivative as number[][][];
    const flat = jacobians.flat(2).map(Math.abs);
    const at = flat.indexOf(Math.max(...flat));
    const [rows, columns] = [jacobians[0]!.length, jacobians[0]![0]!.length];
    await page.click(`${card('activationDerivative')} [data-jump=largest]`);
    const sample = Math.floor(at / (rows * columns));
    await page.waitForSelector(`[data-quantity=activationDerivative][data-sample="${sample}"]`);
    await standsAt(page, 'activationDerivative', Math.floor(at / columns) % rows, at % columns);
    await page.close();
  });

  it('goes to the first element that is not finite', async () => {
    const page = await panel.open('case=spoiled&layer=0');
    const jump = page.locator('[data-jump=nonFinite]').first();
    const index = /\[(\d+), (\d+)\]/.exec((await jump.getAttribute('title')) ?? '')!;
    await jump.click();
    await page.waitForFunction((place) => {
      const { row, column, value } = (document.activeElement as HTMLElement).dataset;
      return `${row} ${column}` === place && !Number.isFinite(Number(value));
    }, `${index[1]} ${index[2]}`);
    await page.close();
  });
});
