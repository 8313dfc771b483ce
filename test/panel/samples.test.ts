/** The weight gradient as a sum over samples: every share, every running sum, and the last step. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { assertClose, openView, plateNumbers, slideTo, startPanel, type Harness } from './panelPage';

const { forward, backward } = softmax.steps[0]!.layers[1]!;
const N = forward.input.length;
const shareOf = (s: number): number[][] =>
  forward.input[s]!.map((a) => backward.gradientOutput[s]!.map((d) => a * d));
const sumTo = (last: number): number[][] =>
  shareOf(0).map((row, j) =>
    row.map((_, i) =>
      Array.from({ length: last + 1 }, (__, s) => shareOf(s)[j]![i]!).reduce((a, b) => a + b),
    ),
  );
const SLIDER = '.player input[type=range]';

describe('the gradient sample by sample', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const openSamples = async (query: string): Promise<Page> => {
    const page = await panel.open(query, 1400);
    await openView(page, 'samples');
    return page;
  };
  const at = (page: Page, sample: number) => page.waitForSelector(`.samples[data-sample="${sample}"]`);

  it('steps through the shares and the running sums of the trace, and ends with gradientWeights', async () => {
    const page = await openSamples('case=softmax&layer=1');
    for (let s = 0; s < N; s++) {
      await at(page, s);
      assertClose(await plateNumbers(page, 'share'), shareOf(s));
      assertClose(await plateNumbers(page, 'runningSum'), sumTo(s));
      assertClose(await plateNumbers(page, 'deltaOfSample'), [backward.gradientOutput[s]!]);
      assertClose(
        await plateNumbers(page, 'inputOfSample'),
        forward.input[s]!.map((a) => [a]),
      );
      assert.equal(await page.getAttribute('[data-plate=mean]', 'data-present'), 'false');
      assert.equal(await page.locator('.check').count(), 0);
      await page.getByRole('button', { name: 'Next', exact: true }).click();
    }
    await page.waitForSelector('.samples[data-divided=true]');
    assertClose(await plateNumbers(page, 'mean'), backward.gradientWeights);
    assert.equal(await page.getAttribute('.check', 'data-agrees'), 'true');
    assert.match(
      await page.innerText('.check'),
      /✓ This is gradientWeights\. The largest difference is .*float32/,
    );
    await page.close();
  });

  it('goes anywhere by the slider, and keeps the sample for the other views', async () => {
    const page = await openSamples('case=softmax&layer=1');
    await slideTo(page, SLIDER, 3);
    await at(page, 3);
    assertClose(await plateNumbers(page, 'runningSum'), sumTo(3));
    assert.equal(await page.getAttribute(SLIDER, 'aria-valuetext'), 'sample 3 of 6');
    await openView(page, 'thirdDimension');
    assert.equal(await page.inputValue('.sample-picker input'), '3');
    await openView(page, 'samples');
    await slideTo(page, SLIDER, N);
    await page.waitForSelector('.samples[data-divided=true]');
    assert.equal(await page.getAttribute(SLIDER, 'aria-valuetext'), 'all 6 samples, divided by 6');
    await page.close();
  });

  it('by keyboard alone: plays to the division, and pauses', async () => {
    const page = await openSamples('case=softmax&layer=1');
    await slideTo(page, SLIDER, N - 2);
    await at(page, N - 2);
    await page.getByRole('button', { name: 'Play' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.samples[data-divided=true]');
    await page.getByRole('button', { name: 'Play' }).waitFor();
    await page.focus(SLIDER);
    await page.keyboard.press('Home');
    await at(page, 0);
    await page.keyboard.press('ArrowRight');
    await at(page, 1);
    await page.close();
  });

  it('can leave the sum a sum, and says what learning rate that means', async () => {
    const page = await openSamples('case=softmax&layer=1');
    await page.getByLabel('sum', { exact: true }).check();
    assert.match(
      await page.innerText('[data-learning-rate]'),
      /learning rate 0\.1 \/ 6 = 0\.0166667 gives the same update/,
    );
    assert.equal(await page.locator('[data-plate=mean]').count(), 0);
    await slideTo(page, SLIDER, N - 1);
    await page.waitForSelector('.check[data-agrees=true]');
    assert.match(await page.innerText('.check'), /6 × gradientWeights/);
    assertClose(
      await plateNumbers(page, 'runningSum'),
      backward.gradientWeights.map((row) => row.map((x) => x * N)),
    );
    await page.close();
  });

  it('says when the numbers do not agree, and when there are none', async () => {
    const page = await openSamples('case=iris&layer=0');
    await slideTo(page, SLIDER, 16);
    await page.waitForSelector('.check[data-agrees=false]');
    await page.close();
    const early = await openSamples('case=softmax&layer=1&at=forward/output');
    await early.waitForSelector('[data-plate=share][data-present=false]');
    await slideTo(early, SLIDER, N);
    assert.match(await early.innerText('.check'), /not computed yet/);
    await early.close();
  });
});
