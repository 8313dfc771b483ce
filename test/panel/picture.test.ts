/** The step as a picture: the trace's numbers in their places, turned where they are turned, absent where absent. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import softmax from '../reference/softmax-crossentropy.trace.json';
import noBias from '../reference/batched-no-bias.trace.json';
import { syntheticValue } from './cases';
import { assertClose, openView, plateNumbers, startPanel, type Harness } from './panelPage';

const layerOf = (layer: number) => softmax.steps[0]!.layers[layer]!;
const turned = (rows: readonly (readonly number[])[]): number[][] =>
  rows[0]!.map((_, column) => rows.map((row) => row[column]!));
const edge = async (page: Page, plate: string) =>
  (await page.locator(`[data-plate="${plate}"]`).first().boundingBox())!;

describe('the picture of a step', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const openPicture = async (query: string, width = 1400): Promise<Page> => {
    const page = await panel.open(query, width);
    await openView(page, 'picture');
    return page;
  };

  it('holds the numbers of the trace, the turned ones turned', async () => {
    const page = await openPicture('case=softmax&layer=1');
    const { forward, backward } = layerOf(1);
    for (const name of ['gradient', 'gradientOutput', 'gradientWeights', 'gradientPrev'] as const)
      assertClose(await plateNumbers(page, name), backward[name]);
    assertClose(await plateNumbers(page, 'gradientBias'), [backward.gradientBias]);
    for (const name of ['input', 'weights', 'preActivation', 'output'] as const)
      assertClose(await plateNumbers(page, name), forward[name]);
    assertClose(await plateNumbers(page, 'inputᵀ'), turned(forward.input));
    assertClose(await plateNumbers(page, 'weightsᵀ'), turned(forward.weights));
    const jacobians = backward.activationDerivative as unknown as number[][][];
    assertClose(await plateNumbers(page, 'activationDerivative'), jacobians[0]!);
    await page.fill('.sample-picker input', '4');
    await page.waitForFunction(
      () =>
        document.querySelector('[data-figure=activationDerivative]')?.textContent.includes('of sample 4') ===
        true,
    );
    assertClose(await plateNumbers(page, 'activationDerivative'), jacobians[4]!);
    assert.match((await page.textContent('.loss-end')) ?? '', /L = 1\.0/);
    await page.close();
  });

  it('lets the shared axes meet, and shows that they do not without the turn', async () => {
    const page = await openPicture('case=softmax&layer=1');
    await plateNumbers(page, 'gradientPrev');
    const words = (id: string) => page.textContent(`[data-meeting=${id}] .meeting-words`);
    assert.match((await words('gradientPrev')) ?? '', /^m = 3/);
    assert.match((await words('gradientWeights')) ?? '', /^N = 6/);
    assert.match((await words('gradientOutput')) ?? '', /^m = 3/);
    const [delta, prev, turnedWeights] = [
      await edge(page, 'gradientOutput'),
      await edge(page, 'gradientPrev'),
      await edge(page, 'weightsᵀ'),
    ];
    assert.ok(Math.abs(delta.y - prev.y) < 1 && prev.x < delta.x, 'rows beside rows, leaving to the left');
    assert.ok(Math.abs(turnedWeights.x - prev.x) < 1, 'columns under columns');
    await page.getByLabel(/leave out the transposes/).check();
    await page.waitForSelector('[data-meeting=gradientPrev][data-meets=false]', { state: 'attached' });
    assert.match((await words('gradientPrev')) ?? '', /^n = 5 ≠ m = 3/);
    assert.match((await words('gradientWeights')) ?? '', /^N = 6 ≠ n = 5/);
    assert.equal(await page.locator('[data-plate="weightsᵀ"]').count(), 0);
    await page.close();
  });

  it('outlines what is not computed, with its shape, and fills it in place while stepping', async () => {
    const page = await openPicture('case=softmax&layer=1&at=backward/gradientOutput');
    const absent = '.map [data-plate=gradientWeights][data-present=false]';
    assert.match(await page.innerText(absent), /not computed yet/);
    assert.match(await page.innerText('[data-figure=gradientWeights] .figure-shape >> nth=0'), /5.×.3/);
    assert.equal(
      await page.locator('[data-station=gradientOutput] .station-progress').innerText(),
      'has just run',
    );
    const before = await edge(page, 'gradientWeights');
    await page.click('[data-action=stepIn]');
    assertClose(await plateNumbers(page, 'gradientWeights'), layerOf(1).backward.gradientWeights);
    const after = await edge(page, 'gradientWeights');
    assert.deepEqual([after.x, after.width, after.height], [before.x, before.width, before.height]);
    assert.equal(
      await page.locator('[data-station=gradientWeights] .station-progress').innerText(),
      'has just run',
    );
    await page.close();
  });

  it('shows an operation in the file, from its sign, its station and its matrix', async () => {
    const page = await openPicture('case=softmax&layer=1');
    await page.click('[data-operator=gradientWeights]');
    await page.click('[data-station=activationDerivative] .station-name');
    await page.click('[data-figure=gradientPrev] .figure-name');
    const asked = await page.evaluate(() =>
      window.fakeHost.received.flatMap((message) =>
        message.type === 'showLayer' ? [message.operation] : [],
      ),
    );
    assert.deepEqual(asked, ['gradientWeights', 'activationDerivative', 'gradientPrev']);
    await page.close();
  });

  it('draws the bias as one more row, and nothing of it where there is none', async () => {
    const page = await openPicture('case=softmax&layer=1');
    await page.getByLabel('bias as one more row').check();
    assertClose(await plateNumbers(page, 'ones'), [[1, 1, 1, 1, 1, 1]]);
    const [weights, bias] = [await edge(page, 'gradientWeights'), await edge(page, 'gradientBias')];
    assert.ok(Math.abs(bias.y - (weights.y + weights.height) - 2) < 1 && Math.abs(bias.x - weights.x) < 1);
    await page.reload();
    await page.waitForSelector('[data-view=picture] [data-plate=ones]');
    await page.close();
    const without = await openPicture('case=noBias&layer=1');
    assertClose(
      await plateNumbers(without, 'gradientPrev'),
      noBias.steps[0]!.layers[1]!.backward.gradientPrev,
    );
    assert.equal(await without.locator('[data-plate=gradientBias], [data-plate=bias]').count(), 0);
    await without.close();
  });

  it('is walked by keyboard, each number with its exact value', async () => {
    const page = await openPicture('case=softmax&layer=1');
    await plateNumbers(page, 'inputᵀ');
    const plate = '[data-plate="inputᵀ"]';
    assert.equal(await page.locator(`${plate} [tabindex="0"]`).count(), 1);
    await page.focus(`${plate} [tabindex="0"]`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    assert.match(label, /^inputᵀ, row 1 of 5, sample 1 of 6, /);
    // The element keeps the name that an expression gives it.
    assert.match((await page.textContent(`${plate} .plate-tip`)) ?? '', /^input\[1, 1\] = −?0\.\d{5}/);
    await page.keyboard.press('Control+End');
    const last = await page.evaluate(() => Number((document.activeElement as HTMLElement).dataset.value));
    assert.ok(Math.abs(last - layerOf(1).forward.input[5]![4]!) < 1e-6);
    await page.close();
  });

  it('explains a number on a click or Enter, a turned one by its own place', async () => {
    const page = await openPicture('case=softmax&layer=1');
    await plateNumbers(page, 'weightsᵀ');
    await page.click('[data-plate="weightsᵀ"] [data-row="2"][data-column="4"]');
    await page.waitForSelector('.why[data-cell="1 weights 4 2"]');
    await page.focus('[data-plate=gradientPrev] [tabindex="0"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.why[data-cell="1 gradientPrev 0 0"]');
    await page.close();
  });

  it('thins what is large and says so, and reads little of it', async () => {
    const page = await openPicture('case=large&layer=0');
    const figure = '.map [data-figure=gradientWeights]';
    await page.waitForFunction(
      () => document.querySelector('[data-plate=gradientWeights] [data-value]') !== null,
    );
    assert.match(await page.innerText(figure), /784.×.1024/);
    assert.match(await page.innerText(figure), /every 43rd column/);
    assert.match(await page.innerText(figure), /every 33rd row/);
    await page.focus(`${figure} [tabindex="0"]`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    const cell = await page.evaluate(() => {
      const { row, column, value } = (document.activeElement as HTMLElement).dataset;
      return { row: Number(row), column: Number(column), value: Number(value) };
    });
    assert.deepEqual([cell.row, cell.column], [33, 23 * 43]);
    assert.equal(cell.value, syntheticValue(0, 33 * 1024 + 23 * 43));
    const read = await page.evaluate(() =>
      window.fakeHost.received.reduce(
        (sum, message) =>
          message.type === 'read' && message.quantity === 'gradientWeights' && message.window.rows === 1
            ? sum + message.window.columns
            : sum,
        0,
      ),
    );
    assert.equal(read, 24 * 1024);
    await page.close();
  });

  it('fits every width from 350 to 2000 pixels', async () => {
    for (const width of [350, 700, 2000]) {
      const page = await openPicture('case=softmax&layer=1', width);
      await page.waitForSelector('[data-plate=gradientPrev]');
      for (const view of ['picture', 'samples', 'thirdDimension']) {
        await openView(page, view);
        await page.waitForSelector('[data-value]');
        const beyond = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(beyond, 0, `${view} at ${width} pixels`);
      }
      await page.close();
    }
  });

  it('passes no earlier number off as current', async () => {
    const page = await openPicture('case=softmax&layer=1');
    await plateNumbers(page, 'gradientWeights');
    await page.evaluate(() => window.fakeHost.startRunning());
    await page.waitForSelector('[data-plate=gradientWeights][data-fresh=false]');
    assert.equal(await page.locator('[data-value]').count(), 0);
    await page.close();
  });
});
