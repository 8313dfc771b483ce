/** The derivatives with a third dimension: the slices, how they fold, softmax's Jacobian, the bias as a row. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { assertClose, openView, plateNumbers, slideTo, startPanel, type Harness } from './panelPage';

const layerOf = (layer: number) => softmax.steps[0]!.layers[layer]!;
const FOLD = '.player input:not([data-control])';

describe('the third dimension', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const openThird = async (query: string): Promise<Page> => {
    const page = await panel.open(query, 1400);
    await openView(page, 'thirdDimension');
    return page;
  };
  const chooseSample = (page: Page, sample: number) => page.fill('.sample-picker input', String(sample));

  it('has the sample’s input in column i of slice i, and 0 elsewhere', async () => {
    const page = await openThird('case=softmax&layer=1');
    for (const sample of [0, 4]) {
      await chooseSample(page, sample);
      await page.waitForFunction(
        (words) => document.querySelector('.third-dimension .lead')?.textContent.includes(words) === true,
        `Of sample ${sample}`,
      );
      const a = layerOf(1).forward.input[sample]!;
      for (const i of [0, 1, 2])
        assertClose(
          await plateNumbers(page, `slice${i}`),
          a.map((x) => [0, 1, 2].map((k) => (k === i ? x : 0))),
        );
      assertClose(
        await plateNumbers(page, 'folded'),
        a.map((x) => [x, x, x]),
      );
      assertClose(
        await plateNumbers(page, 'outer'),
        a.map((x) => layerOf(1).backward.gradientOutput[sample]!.map((d) => x * d)),
      );
    }
    await page.close();
  });

  it('folds the slices into one matrix, by hand and by the button, and at once where motion is unwanted', async () => {
    const page = await openThird('case=softmax&layer=1');
    const a = layerOf(1).forward.input[0]!;
    await slideTo(page, FOLD, 1);
    assertClose(
      await plateNumbers(page, 'foldedSlices'),
      a.map((x) => [x, x, x]),
    );
    assert.match(await page.innerText('.third-dimension'), /15 numbers remain of 45/);
    await page.getByRole('button', { name: 'Unfold' }).click();
    await page.waitForSelector('[data-plate=slice0]');
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('.player input:not([data-control])')?.value === '0',
    );
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Fold' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-plate=foldedSlices]');
    await page.close();
  });

  it('brings any slice to the top', async () => {
    const page = await openThird('case=large&layer=0');
    await page.waitForSelector('[data-plate=slice0] [data-value]');
    await page.focus('[data-control=slice]');
    await page.keyboard.press('End');
    await page.waitForSelector('.slice.chosen [data-plate=slice1023]');
    assert.match(await page.innerText('.third-dimension'), /25 of the 1,?024 slices are drawn/);
    await page.close();
  });

  it('shows softmax’s Jacobian as diag(p) − pᵀp, and that its rows and columns add up to 0', async () => {
    const page = await openThird('case=softmax&layer=1');
    await chooseSample(page, 2);
    await page.waitForSelector('[data-figure=jacobian]:has-text("activationDerivative[2]")');
    const p = layerOf(1).forward.output[2]!;
    const jacobian = (layerOf(1).backward.activationDerivative as unknown as number[][][])[2]!;
    assertClose(await plateNumbers(page, 'jacobian'), jacobian);
    assertClose(
      await plateNumbers(page, 'diagonal'),
      p.map((x, i) => p.map((_, k) => (i === k ? x : 0))),
    );
    assertClose(
      await plateNumbers(page, 'square'),
      p.map((x) => p.map((y) => x * y)),
    );
    for (const check of ['sums', 'jacobian'])
      assert.equal(await page.getAttribute(`[data-check=${check}]`, 'data-agrees'), 'true');
    await page.close();
  });

  it('shows the diagonal of any other activation', async () => {
    const page = await openThird('case=softmax&layer=0');
    const slopes = layerOf(0).backward.activationDerivative[0] as unknown as number[];
    assertClose(
      await plateNumbers(page, 'diagonalJacobian'),
      slopes.map((x, i) => slopes.map((_, k) => (i === k ? x : 0))),
    );
    assertClose(await plateNumbers(page, 'derivativeRow'), [slopes]);
    await page.close();
  });

  it('makes the bias one more row: a 1 below the input, gradientBias below gradientWeights', async () => {
    const page = await openThird('case=softmax&layer=1');
    await page.getByLabel('bias as one more row').check();
    await page.waitForSelector('[data-plate=gradientOfBoth]');
    const a = [...layerOf(1).forward.input[0]!, 1];
    assertClose(
      await plateNumbers(page, 'folded'),
      a.map((x) => [x, x, x]),
    );
    const { gradientWeights, gradientBias } = layerOf(1).backward;
    assertClose(await plateNumbers(page, 'gradientOfBoth'), [...gradientWeights, gradientBias]);
    await page.close();
    const without = await openThird('case=noBias&layer=1');
    assert.match(await without.innerText('#view'), /This layer has no bias/);
    await without.close();
  });
});
