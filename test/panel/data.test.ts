/** The view "Data" in a browser: samples, outputs and images in the run's own numbers. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { classOf } from '../../src/panel/drawing/boundary';
import { formatExact } from '../../src/panel/text/format';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { syntheticValue } from './cases';
import { startPanel, type Harness } from './panelPage';

describe('the view of the data in a browser', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const open = async (query: string): Promise<Page> => {
    const page = await panel.open(query);
    await page.click('#view-tab-data');
    return page;
  };
  const valuesIn = (page: Page, selector: string): Promise<number[]> =>
    page.$$eval(selector, (found) => found.map((one) => Number((one as HTMLElement).dataset.value)));
  const close = (actual: readonly number[], expected: readonly number[]): void => {
    assert.equal(actual.length, expected.length);
    actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]!) < 1e-6, `${i}: ${value}`));
  };

  it('is a table of the batch where there is no picture, with the outputs of the trace and who is right', async () => {
    const page = await open('case=classes&layer=1');
    await page.waitForSelector('[data-cell=output][data-value]');
    const { layers } = softmax.steps[0]!;
    const outputs = layers[1]!.forward.output;
    close(await valuesIn(page, '[data-cell=input]'), layers[0]!.forward.input.flat());
    close(await valuesIn(page, '[data-cell=output]'), outputs.flat());
    const targets = await valuesIn(page, '[data-cell=target]');
    const verdicts = await page.$$eval('.batch-table [data-verdict]', (found) =>
      found.map((one) => (one as HTMLElement).dataset.verdict),
    );
    assert.deepEqual(
      verdicts,
      outputs.map((row, i) =>
        classOf(row) === classOf(targets.slice(3 * i, 3 * i + 3)) ? 'right' : 'wrong',
      ),
    );
    await page.click('.batch-table tr[data-row="2"] button');
    await page.waitForSelector('.sample-readout[data-sample="2"] [data-number="output 0"][data-value]');
    close(await valuesIn(page, '.sample-readout [data-number^=output]'), outputs[2]!);
    await page.evaluate(() => window.fakeHost.startRunning());
    await page.waitForSelector('.batch-table.stale');
    assert.equal(await page.locator('.data-view [data-value]').count(), 0);
    await page.close();
  });

  it('has outputs only once they are computed', async () => {
    const page = await open('case=classes&layer=0&at=forward/preActivation');
    await page.waitForSelector('[data-cell=input][data-value]');
    assert.equal(await page.locator('[data-cell=output][data-value]').count(), 0);
    assert.match(await page.innerText('.sample-readout'), /output\s+not computed yet in this batch step/);
    await page.close();
  });

  it('divides the plane of two inputs, and puts every sample on it', async () => {
    const page = await open('case=plane&layer=1');
    await page.waitForSelector('.area');
    assert.ok((await page.getAttribute('.boundary', 'd'))!.length > 100);
    const labels = await page.$$eval('.area', (areas) => [
      ...new Set(areas.map((area) => (area as SVGElement).dataset.label)),
    ]);
    assert.deepEqual(labels.sort(), ['0', '1', '2']);
    const points = await page.$$eval('.samples.training .sample', (found) =>
      found.flatMap((one) => [Number((one as SVGElement).dataset.x), Number((one as SVGElement).dataset.y)]),
    );
    close(
      points,
      Array.from({ length: 80 }, (_, i) => syntheticValue(0, i)),
    );
    await page.close();
  });

  it('draws pixels: the chosen sample, its gradient, and the columns of weights', async () => {
    const page = await open('case=digits&layer=0');
    const pixels = async (image: string): Promise<number[]> => {
      const selector = `[data-image="${image}"] .pixel`;
      await page.waitForSelector(`${selector}[data-value]`);
      return valuesIn(page, selector);
    };
    const wave = (from: number, step = 1): number[] =>
      Array.from({ length: 64 }, (_, i) => syntheticValue(0, from + i * step));
    close(await pixels('input[0]'), wave(0));
    close(await pixels('weights[:, 5]'), wave(5, 32));
    await page.fill('.data-view input[name=sample]', '3');
    close(await pixels('input[3]'), wave(3 * 64));
    close(await pixels('gradientPrev[3]'), wave(3 * 64));
    await page.close();
    const early = await open('case=digits&layer=1');
    await early.waitForSelector('[data-image="gradientPrev[0]"] [data-present=false]');
    await early.close();
  });

  it('tells a pixel in full by keyboard, from image to image, and never one of an earlier moment', async () => {
    const page = await open('case=digits&layer=0');
    for (const image of ['input[0]', 'gradientPrev[0]', 'weights[:, 31]'])
      await page.waitForSelector(`[data-image="${image}"] .pixel[data-value]`);
    assert.equal(await page.locator('.pixels [tabindex="0"]').count(), 1, 'one tab stop');
    await page.focus('.pixels [tabindex="0"]');
    const stands = (image: string, pixel: number): Promise<unknown> =>
      page.waitForFunction(
        ([name, at]) => {
          const { activeElement } = document;
          const own = activeElement?.closest('[data-image]')?.getAttribute('data-image');
          return own === name && activeElement?.getAttribute('data-pixel') === String(at);
        },
        [image, pixel] as const,
      );
    const told = (text: string): Promise<unknown> =>
      page.waitForFunction(
        (wanted) => document.querySelector('.pixel-readout')?.textContent === wanted,
        text,
      );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await stands('input[0]', 10);
    await told(`input[0], pixel 10 in row 1, column 2 = ${formatExact(syntheticValue(0, 10))}`);
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
      `input[0], pixel 10 in row 1, column 2, ${formatExact(syntheticValue(0, 10))}`,
    );
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await stands('weights[:, 0]', 10);
    await page.keyboard.press('PageUp');
    await stands('gradientPrev[0]', 10);
    await page.keyboard.press('Control+End');
    await stands('gradientPrev[0]', 63);
    await told(`gradientPrev[0], pixel 63 in row 7, column 7 = ${formatExact(syntheticValue(0, 63))}`);
    await page.evaluate(() => window.fakeHost.startRunning());
    await told('gradientPrev[0], pixel 63 in row 7, column 7 is being read');
    await page.close();
  });

  it('says where numbers are standardised', async () => {
    const page = await open('case=plane&layer=1');
    await page.waitForSelector('.area');
    assert.equal(await page.innerText('.plot-x'), 'x0 (standardised)');
    assert.equal(await page.innerText('.plot-y'), 'x1 (standardised)');
    assert.match(await page.innerText('.sample-readout'), /^input \(standardised\)/);
    assert.equal(await page.locator('[data-standardised]').count(), 1);
    await page.close();
    const plain = await open('case=classes&layer=1');
    await plain.waitForSelector('[data-cell=input][data-value]');
    assert.doesNotMatch(await plain.innerText('.data-view'), /standardised/);
    await plain.close();
  });

  it('draws a line over a single input', async () => {
    const page = await open('case=line&layer=1');
    await page.waitForSelector('.prediction[d*=L]', { state: 'attached' });
    assert.equal((await page.getAttribute('.prediction', 'd'))!.match(/L/g)?.length, 191);
    assert.equal(await page.locator('.samples .sample').count(), 30);
    await page.close();
  });
});
