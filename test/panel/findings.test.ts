/** Finding elements of a matrix in a browser. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { chooseMore, numbersOf, openTool, startPanel, type Harness } from './panelPage';

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
    await openTool(page, 'weights', 'goTo');
    await page.waitForSelector('[data-go-to=weights]:focus');
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
    await openTool(page, 'gradientWeights', 'goTo');
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
    await chooseMore(page, 'activationDerivative', 'largest');
    const sample = Math.floor(at / (rows * columns));
    await page.waitForSelector(`[data-quantity=activationDerivative][data-sample="${sample}"]`);
    await standsAt(page, 'activationDerivative', Math.floor(at / columns) % rows, at % columns);
    await page.close();
  });

  it('goes to the first element that is not finite', async () => {
    const page = await panel.open('case=spoiled&layer=0');
    await numbersOf(page, 'gradientWeights');
    await page.click('[data-action=more-gradientWeights]');
    const jump = page.locator('[data-choice=nonFinite]');
    const index = /\[(\d+), (\d+)\]/.exec(await jump.innerText())!;
    await jump.click();
    await page.waitForFunction((place) => {
      const { row, column, value } = (document.activeElement as HTMLElement).dataset;
      return `${row} ${column}` === place && !Number.isFinite(Number(value));
    }, `${index[1]} ${index[2]}`);
    await page.close();
  });

  it('counts a matrix only while its histogram is open, on the scale of its colours', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'gradientWeights');
    const asked = (): Promise<number> =>
      page.evaluate(() => window.fakeHost.received.filter((one) => one.type === 'ask').length);
    assert.equal(await asked(), 0);
    const histogram = page.locator('[data-histogram=gradientWeights]');
    await openTool(page, 'gradientWeights', 'histogram');
    await histogram.locator('[data-count]').first().waitFor();
    const numbers = softmax.steps[0]!.layers[1]!.backward.gradientWeights.flat();
    assert.deepEqual(await countsIn(page), counted(numbers, Math.max(...numbers.map(Math.abs))));
    await page.check('[data-choice=colours] input[value=layer]');
    const { backward } = softmax.steps[0]!.layers[1]!;
    const { activationDerivative, gradient, gradientOutput, gradientWeights, gradientBias, gradientPrev } =
      backward;
    const all = [activationDerivative, gradient, gradientOutput, gradientWeights, gradientBias, gradientPrev];
    const largest = Math.max(...all.flat(4).map(Math.abs));
    const expected = counted(numbers, largest);
    await page.waitForFunction(
      (bins) => document.querySelectorAll('[data-count]').length === bins,
      Object.keys(expected).length,
    );
    assert.deepEqual(await countsIn(page), expected);
    assert.equal(await histogram.locator('[data-histogram-non-finite="0"]').count(), 1);
    // At another moment it is counted anew, and never passed off as current before.
    await page.evaluate(() => window.fakeHost.startRunning());
    await page.waitForSelector('[data-histogram=gradientWeights] [data-fresh=false]');
    assert.equal(await page.locator('[data-count]').count(), 0);
    await page.close();
  });

  it('keeps a tool open over a reload, and closes it by Escape, which leaves the focus where it was opened', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'gradientWeights');
    await page.click('[data-quantity=gradientWeights] [role=gridcell]');
    await page.waitForSelector('.why');
    await openTool(page, 'gradientWeights', 'goTo');
    await page.reload();
    await page.waitForSelector('[data-go-to=gradientWeights]');
    // Nobody has asked for the focus.
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
    await page.focus('[data-go-to=gradientWeights]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-go-to=gradientWeights]', { state: 'detached' });
    await page.waitForSelector('[data-action=more-gradientWeights]:focus');
    assert.equal(await page.locator('.why').count(), 1, 'Escape was meant for the tool');
    await openTool(page, 'gradientWeights', 'histogram');
    await page.click('[aria-label="Close the histogram of gradientWeights"]');
    await page.waitForSelector('[data-histogram]', { state: 'detached' });
    await page.close();
  });

  it('measures colours by the matrix or by all of its kind in the layer, and says which', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'gradientWeights');
    const legend = page.locator(`${card('gradientWeights')} .legend`);
    const before = await legend.innerText();
    assert.match(before, /this matrix/);
    const strength = (): Promise<string | null> =>
      page.getAttribute('[data-quantity=gradientWeights] [role=gridcell]', 'style');
    const own = await strength();
    await page.check('[data-choice=colours] input[value=layer]');
    await page.waitForSelector(`${card('gradientWeights')} [data-scale=layer]`);
    assert.match(await legend.innerText(), /all backward of the layer/);
    assert.notEqual(await strength(), own);
    await page.reload();
    await page.waitForSelector(`${card('gradientWeights')} [data-scale=layer]`);
    await page.close();
  });
});

async function countsIn(page: Page): Promise<Record<string, number>> {
  const pairs = await page.$$eval('[data-histogram=gradientWeights] [data-count]', (cells) =>
    cells.map((cell) => [cell.getAttribute('data-bin')!, Number(cell.getAttribute('data-count'))] as const),
  );
  return Object.fromEntries(pairs);
}

/** The filled ones of 21 bins from −limit to limit. */
function counted(numbers: readonly number[], limit: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of numbers) {
    const bin = Math.min(20, Math.floor(((value + limit) / (2 * limit)) * 21));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
