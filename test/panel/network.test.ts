/** The view "Network" in a browser: every connection and strip in the run's own numbers. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { startPanel, type Harness } from './panelPage';

type Rows = readonly (readonly number[])[];

describe('the view of the network in a browser', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const open = async (query: string): Promise<Page> => {
    const page = await panel.open(query);
    await page.click('#view-tab-network');
    return page;
  };

  async function assertConnections(page: Page, layer: number, expected: Rows): Promise<void> {
    await page.waitForSelector(`[data-connection^="${layer} "][data-value]`, { state: 'attached' });
    const found = await page.$$eval(`[data-connection^="${layer} "]`, (lines) =>
      lines.map((line) => {
        const { connection = '', value } = (line as SVGElement).dataset;
        return [connection, Number(value)] as const;
      }),
    );
    const values = new Map(found);
    assert.equal(found.length, expected.flat().length);
    expected.forEach((row, i) =>
      row.forEach((value, j) => {
        assert.ok(Math.abs(values.get(`${layer} ${i} ${j}`)! - value) < 1e-6, `${layer} ${i} ${j}`);
      }),
    );
  }

  it('draws every connection of every layer by weight or by gradient, and what is absent without a number', async () => {
    const page = await open('case=softmax&layer=1');
    const { layers } = softmax.steps[0]!;
    await assertConnections(page, 1, layers[1]!.backward.gradientWeights);
    assert.equal(await page.locator('[data-connection^="0 "][data-value]').count(), 0);
    assert.equal(await page.locator('.network-column [data-present=false]').count(), 1);
    await page.check('input[value=weights]');
    for (const [index, { forward }] of layers.entries())
      await assertConnections(page, index, forward.weights);
    const size = await page.getAttribute('[data-network-layer=layer1] [data-size-of]', 'data-value');
    const weights = layers[0]!.forward.weights.flat();
    assert.ok(Math.abs(Number(size) - Math.hypot(...weights) / Math.sqrt(weights.length)) < 1e-6);
    await page.close();
  });

  it('goes to a layer by keyboard, and marks where the run stands', async () => {
    const page = await open('case=softmax&layer=1');
    assert.match(await page.innerText('[data-network-layer=layer2]'), /the run stands here/);
    await page.focus('[data-network-layer=layer1]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-network-layer=layer1][aria-current=true]');
    assert.equal(await page.getAttribute('[data-layer=layer1]', 'aria-current'), 'true');
    await page.close();
  });

  it('has a strip for each layer with the mean gradient and the update ratio of the trace', async () => {
    const page = await open('case=softmax&layer=1&step=1');
    await page.waitForSelector('[data-strip][data-value]');
    for (const [index, { forward, backward, update }] of softmax.steps[0]!.layers.entries()) {
      const latest = async (strip: string): Promise<number> =>
        Number(await page.getAttribute(`[data-strip="${strip} ${index}"]`, 'data-value'));
      const gradient = backward.gradientWeights.flat();
      const weights = forward.weights.flat();
      const changes = update.weights.flat().map((value, i) => value - weights[i]!);
      const mean = gradient.reduce((sum, x) => sum + Math.abs(x), 0) / gradient.length;
      assert.ok(Math.abs((await latest('gradient')) - mean) < 1e-6);
      assert.ok(
        Math.abs((await latest('updateRatio')) - Math.hypot(...changes) / Math.hypot(...weights)) < 1e-6,
      );
    }
    const names = await page.locator('.strip-layer').allInnerTexts();
    assert.deepEqual(names, ['layer1', 'layer2']);
    await page.close();
  });

  it('says that there are no strips before the first finished batch step, and no old ones as current', async () => {
    const page = await open('case=softmax&layer=1');
    await page.waitForSelector('.network-view [data-present=false]');
    assert.match(await page.innerText('.network-view'), /No batch step is finished yet/);
    await page.click('[data-action=continue]');
    await page.click('[data-action=continue]');
    await page.waitForSelector('[data-strip][data-value]');
    await page.evaluate(() => window.fakeHost.startRunning());
    await page.waitForSelector('.strips.stale');
    assert.equal(await page.locator('.network-view [data-value]').count(), 0);
    await page.close();
  });

  it('draws a wide layer as a bundle', async () => {
    const page = await open('case=large&layer=1');
    await page.waitForSelector('[data-band="1"]:not(.absent)');
    assert.equal(await page.locator('[data-band]').count(), 2);
    assert.equal(await page.locator('.connection').count(), 0);
    await page.close();
  });
});
