/** The view "Activation" in a browser: the run's own numbers on the curve, old ones never as current. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import deadUnits from '../reference/dead-units.trace.json';
import smooth from '../reference/all-smooth-activations.trace.json';
import softmax from '../reference/softmax-crossentropy.trace.json';
import tanhSaturated from '../reference/tanh-saturated.trace.json';
import { startPanel, type Harness } from './panelPage';

type Rows = readonly (readonly number[])[];

/** The points of a plot as [x, y], by their element. */
async function pointsOf(page: Page, plot: number): Promise<(readonly [number, number])[]> {
  await page.waitForSelector(`.plot >> nth=${plot} >> .point[data-value]`);
  const found = await page
    .locator('.plot')
    .nth(plot)
    .locator('.point')
    .evaluateAll((points) =>
      points.map((point) => {
        const { element, x, value } = (point as SVGElement).dataset;
        return [Number(element), Number(x), Number(value)] as const;
      }),
    );
  return [...found].sort(([a], [b]) => a - b).map(([, x, y]) => [x, y]);
}

function assertPoints(actual: readonly (readonly [number, number])[], x: Rows, y: Rows): void {
  const expected = x.flatMap((row, i) => row.map((value, j): [number, number] => [value, y[i]![j]!]));
  assert.equal(actual.length, expected.length);
  actual.flat().forEach((value, i) => {
    const wanted = expected.flat()[i]!;
    assert.ok(Math.abs(value - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted)), `${i}: ${value}, ${wanted}`);
  });
}

describe('the view of the activation in a browser', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const open = async (query: string, width?: number): Promise<Page> => {
    const page = await panel.open(query, width);
    await page.click('#view-tab-activation');
    return page;
  };

  it('puts every element of the trace on the curve, and the same points over either axis', async () => {
    const page = await open('case=smooth&layer=1');
    const { forward, backward } = smooth.steps[0]!.layers[1]!;
    assertPoints(await pointsOf(page, 0), forward.preActivation, forward.output);
    assertPoints(await pointsOf(page, 1), forward.preActivation, backward.activationDerivative);
    await page.check('input[value=output]');
    await page.waitForFunction(() => document.querySelectorAll('.plot-x')[1]?.textContent === 'output');
    assertPoints(await pointsOf(page, 1), forward.output, backward.activationDerivative);
    assert.match(await page.innerText('.activation .note'), /swish falls before it rises/);
    await page.close();
  });

  it('writes out the chosen element, chosen by keyboard or by a click on its point', async () => {
    const page = await open('case=tanhSaturated&layer=0');
    const { forward, backward } = tanhSaturated.steps[0]!.layers[0]!;
    const shows = async (sample: number, unit: number): Promise<void> => {
      await page.waitForFunction(
        (name) => document.querySelector('.element-readout dt')?.textContent === name,
        `preActivation[${sample}, ${unit}]`,
      );
      for (const [quantity, rows] of [
        ['preActivation', forward.preActivation],
        ['output', forward.output],
        ['activationDerivative', backward.activationDerivative],
      ] as const) {
        const value = await page.getAttribute(`[data-element-of=${quantity}]`, 'data-value');
        assert.ok(Math.abs(Number(value) - rows[sample]![unit]!) < 2e-6, quantity);
      }
    };
    await shows(0, 0);
    await page.fill('input[name=unit]', '3');
    await page.fill('input[name=sample]', '2');
    await shows(2, 3);
    await page.locator('.plot').first().locator('.point[data-element="6"]').dispatchEvent('click');
    await shows(1, 1);
    await page.close();
  });

  it('lists the units that are saturated, and those that are dead', async () => {
    const page = await open('case=tanhSaturated&layer=0');
    const outputs = tanhSaturated.steps[0]!.layers[0]!.forward.output;
    const flat = outputs[0]!.map((_, unit) => outputs.filter((row) => 1 - row[unit]! ** 2 < 0.02).length);
    const listed = flat.filter((count) => count > 0).length;
    assert.ok(listed > 0);
    // The numbers come window by window; the list is whole with the last of them.
    await page.waitForSelector(`[data-findings="${listed}"]`);
    const words = await page.locator('.finding').allInnerTexts();
    for (const [unit, count] of flat.entries())
      if (count > 0)
        assert.ok(words.includes(`unit ${unit}: saturated, ${count} of ${outputs.length} samples`));
    await page.close();
    const dead = await open('case=deadUnits&layer=0');
    const rows = deadUnits.steps[0]!.layers[0]!.forward.output;
    const deadOnes = rows[0]!.flatMap((_, unit) => (rows.every((row) => row[unit] === 0) ? [unit] : []));
    assert.ok(deadOnes.length > 0);
    await dead.waitForSelector(`[data-findings="${deadOnes.length}"]`);
    assert.deepEqual(
      await dead.locator('.finding').allInnerTexts(),
      deadOnes.map((unit) => `unit ${unit}: dead`),
    );
    await dead.locator('.finding').first().click();
    await dead.waitForFunction(
      (unit) => document.querySelector<HTMLInputElement>('input[name=unit]')?.value === unit,
      String(deadOnes[0]),
    );
    await dead.close();
  });

  it('draws no slope that is not computed, and no number of an earlier moment as current', async () => {
    const page = await open('case=tanhSaturated&layer=0&at=forward/output');
    await pointsOf(page, 0);
    assert.equal(await page.locator('.plot').nth(1).locator('.point').count(), 0);
    assert.equal(await page.locator('.tangent').count(), 0);
    assert.match(await page.locator('.element-readout').innerText(), /not computed yet in this batch step/);
    await page.evaluate(() => window.fakeHost.startRunning());
    await page.waitForSelector('.plots.stale');
    assert.equal(await page.locator('.activation [data-value]').count(), 0);
    await page.close();
  });

  it('shows what a sample of softmax is instead: its outputs and a row of its Jacobian', async () => {
    const page = await open('case=softmax&layer=1');
    const { forward, backward } = softmax.steps[0]!.layers[1]!;
    const bars = async (quantity: string): Promise<number[]> => {
      await page.waitForSelector(`[data-bars=${quantity}] [data-value]`);
      return page.$$eval(`[data-bars=${quantity}] [data-value]`, (values) =>
        values.map((value) => Number((value as HTMLElement).dataset.value)),
      );
    };
    const close = (actual: readonly number[], expected: readonly number[]): void => {
      assert.equal(actual.length, expected.length);
      actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]!) < 1e-6));
    };
    const jacobians = backward.activationDerivative as unknown as number[][][];
    close(await bars('output'), forward.output[0]!);
    close(await bars('activationDerivative'), jacobians[0]![0]!);
    await page.fill('input[name=sample]', '3');
    await page.fill('input[name=unit]', '1');
    await page.waitForFunction(() =>
      document.querySelector('[data-bars=output] .quantity')?.textContent.includes('[3]'),
    );
    close(await bars('output'), forward.output[3]!);
    close(await bars('activationDerivative'), jacobians[3]![1]!);
    await page.close();
  });

  it('thins a large layer and says so', async () => {
    const page = await open('case=large&layer=0');
    await page.waitForSelector('.point[data-value]');
    const drawn = await page.locator('.plot').first().locator('.point').count();
    assert.ok(drawn > 500 && drawn <= 1501, String(drawn));
    assert.match(await page.locator('.activation').innerText(), /of 65536 points are drawn, every \d+th/);
    await page.close();
  });
});
