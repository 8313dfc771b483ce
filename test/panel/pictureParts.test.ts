/** The picture's loss and update in numbers, the light of what is explained, and the colours that plates share. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import adamFile from '../reference/adam-partial-batch.mlp.json';
import adam from '../reference/adam-partial-batch.trace.json';
import softmaxFile from '../reference/softmax-crossentropy.mlp.json';
import softmax from '../reference/softmax-crossentropy.trace.json';
import textbook from '../reference/textbook-2-2-2.trace.json';
import { assertClose, openView, plateNumbers, startPanel, type Harness } from './panelPage';

const close = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-5, `${actual} is not ${expected}`);

/** The numbers of a plate in one part of the view. */
async function numbersIn(page: Page, part: string, plate: string): Promise<number[][]> {
  const grid = `${part} [role=grid][data-plate="${plate}"]`;
  await page.waitForSelector(`${grid}[data-fresh=true] [data-value]`);
  return page.$$eval(`${grid} [role=row]`, (rows) =>
    rows.map((row) =>
      [...row.querySelectorAll<HTMLElement>('[role=gridcell]')].map((cell) => Number(cell.dataset.value)),
    ),
  );
}

const less = (a: readonly (readonly number[])[], b: readonly (readonly number[])[], rate = 1): number[][] =>
  a.map((row, i) => row.map((value, j) => value - rate * b[i]![j]!));

describe('the parts of the picture', function () {
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

  describe('loss', () => {
    it('stands beside the targets, sample by sample, with their mean and the gradient they make', async () => {
      const page = await openPicture('case=softmax&layer=1');
      const loss = 'section:has(#picture-loss)';
      const { forward, backward } = softmax.steps[0]!.layers[1]!;
      const targets = softmaxFile.data.targets.slice(0, forward.output.length);
      assertClose(await numbersIn(page, loss, 'target'), targets);
      assertClose(await numbersIn(page, loss, 'output'), forward.output);
      assertClose(await numbersIn(page, loss, 'gradient'), backward.gradient);
      const losses = (await numbersIn(page, loss, 'sampleLoss')).flat();
      targets.forEach((row, s) =>
        close(losses[s]!, -row.reduce((sum, y, j) => sum + y * Math.log(forward.output[s]![j]!), 0)),
      );
      close(losses.reduce((sum, one) => sum + one, 0) / losses.length, softmax.steps[0]!.loss);
      assert.match(await page.innerText(`${loss} .loss-end`), /L = 1\.08/);
      await page.close();
    });

    it('is written as an equation, with its slope', async () => {
      const page = await openPicture('case=softmax&layer=1');
      const formulas = await page.$$eval('[data-station=loss] math', (all) =>
        all.map((math) => math.textContent.replaceAll(/\s/g, '')),
      );
      assert.deepEqual(formulas, ['L=16∑sℓs', 'ℓ=−∑iyilnai', '∂ℓ∂ai=−yiai']);
      await page.close();
    });

    it('is absent before it is computed, and stands elsewhere for another layer', async () => {
      const page = await openPicture('case=softmax&layer=1&at=forward/output');
      assert.match(await page.innerText('[data-plate=sampleLoss][data-present=false]'), /not computed yet/);
      assert.match(
        await page.innerText('section:has(#picture-loss) [data-plate=gradient][data-present=false]'),
        /not computed yet/,
      );
      await page.close();
      const other = await openPicture('case=softmax&layer=0');
      assert.equal(await other.locator('[data-plate=target]').count(), 0);
      await other.click('section:has(#picture-loss) .onward');
      await other.waitForSelector('[data-plate=target] [data-value]');
      await other.close();
    });
  });

  describe('update', () => {
    const part = (name: string) => `[data-update=${name}]`;

    it('is, with plain sgd, the weights before minus the learning rate times the gradient', async () => {
      const page = await openPicture('case=textbook&layer=1&at=update/update');
      const { forward, backward, update } = textbook.steps[0]!.layers[1]!;
      const before = await numbersIn(page, part('weights'), 'weightsBefore');
      const step = await numbersIn(page, part('weights'), 'gradientWeights');
      const now = await numbersIn(page, part('weights'), 'weights');
      assertClose(before, forward.weights);
      assertClose(step, backward.gradientWeights);
      assertClose(now, update.weights);
      assertClose(less(before, step, 0.5), now);
      assert.match(await page.innerText(part('weights')), /− 0\.5 ·/);
      const bias = await numbersIn(page, part('bias'), 'biasBefore');
      assertClose(
        less(bias, await numbersIn(page, part('bias'), 'gradientBias'), 0.5),
        await numbersIn(page, part('bias'), 'bias'),
      );
      assert.equal(await page.locator('[data-update-note]').count(), 0);
      // The products above went through the weights before.
      assertClose(await plateNumbers(page, 'weightsBeforeᵀ'), [
        forward.weights.map((row) => row[0]!),
        forward.weights.map((row) => row[1]!),
      ]);
      await page.close();
    });

    it('shows with a memory what was subtracted, to the learning rate and the trace', async () => {
      const page = await openPicture('case=adam&layer=1&at=update/update');
      const { forward, update } = adam.steps[0]!.layers[1]!;
      const step = await numbersIn(page, part('weights'), 'step-weights');
      assertClose(step, less(forward.weights, update.weights));
      // The first step of adam is the learning rate, up or down.
      const { learningRate } = adamFile.optimizer;
      step.flat().forEach((one) => close(Math.abs(one), learningRate));
      assert.match(await page.innerText('section:has(#picture-update)'), /With adam the step also depends/);
      await page.close();
    });

    it('is absent before it has run', async () => {
      const page = await openPicture('case=adam&layer=1');
      assert.match(await page.innerText('[data-plate=step-weights]'), /the update makes it/);
      assert.match(await page.innerText('[data-plate=weightsAfter]'), /not computed yet/);
      assert.equal(await page.locator(`${part('weights')} [data-plate=weightsBefore]`).count(), 0);
      await page.close();
    });

    it('says so where a change by hand has parted the numbers', async () => {
      const page = await openPicture('case=textbook&layer=1&at=update/update');
      await numbersIn(page, part('weights'), 'weights');
      await page.evaluate(() => window.fakeHost.edit('weights', 3, []));
      await page.waitForSelector('[data-update-note]');
      await page.close();
      const memory = await openPicture('case=adam&layer=1&at=update/update');
      await numbersIn(memory, part('weights'), 'step-weights');
      await memory.evaluate(() => window.fakeHost.edit('weights', 3, []));
      await memory.waitForSelector('[data-plate=step-weights][data-present=false]');
      await memory.close();
    });
  });

  describe('light', () => {
    /** The places of a plate's lit cells. */
    const lit = (page: Page, plate: string, light: 'selected' | 'factor'): Promise<string[]> =>
      page
        .locator(`[data-plate="${plate}"]`)
        .first()
        .locator(`[data-light=${light}]`)
        .evaluateAll((cells) =>
          cells.map((cell) => `${(cell as HTMLElement).dataset.row} ${(cell as HTMLElement).dataset.column}`),
        );

    it('falls on the row and the column that a weight’s gradient is made of', async () => {
      const page = await openPicture('case=softmax&layer=1');
      await plateNumbers(page, 'gradientWeights');
      await page.click('[data-plate=gradientWeights] [data-row="2"][data-column="1"]');
      await page.waitForSelector('[data-plate="inputᵀ"] [data-light=factor]');
      assert.deepEqual(await lit(page, 'gradientWeights', 'selected'), ['2 1']);
      const six = [0, 1, 2, 3, 4, 5];
      assert.deepEqual(
        await lit(page, 'inputᵀ', 'factor'),
        six.map((s) => `2 ${s}`),
      );
      assert.deepEqual(
        await lit(page, 'gradientOutput', 'factor'),
        six.map((s) => `${s} 1`),
      );
      assert.deepEqual(await lit(page, 'weightsᵀ', 'factor'), []);
      // One frame around the whole row.
      const [row, frame] = await Promise.all([
        page.locator('[data-plate="inputᵀ"]').boundingBox(),
        page.locator('[data-plate="inputᵀ"] .plate-light').boundingBox(),
      ]);
      assert.ok(Math.abs(frame!.width - row!.width) < 1 && frame!.height < row!.height / 4);
      const label = await page.getAttribute(
        '[data-plate=gradientWeights] [data-light=selected]',
        'aria-label',
      );
      assert.match(label ?? '', /explained below$/);
      await page.close();
    });

    it('follows by the keyboard, and the focus comes back to the cell', async () => {
      const page = await openPicture('case=softmax&layer=1');
      await plateNumbers(page, 'gradientPrev');
      await page.focus('[data-plate=gradientPrev] [tabindex="0"]');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.why[data-cell="1 gradientPrev 0 0"] .factor:focus');
      await page.waitForSelector('[data-plate="weightsᵀ"] [data-light=factor]');
      assert.deepEqual(await lit(page, 'weightsᵀ', 'factor'), ['0 0', '1 0', '2 0']);
      await page.keyboard.press('Escape');
      await page.waitForSelector('[data-plate=gradientPrev] [data-row="0"][data-column="0"]:focus');
      await page.waitForFunction(() => document.querySelector('[data-light]') === null);
      await page.close();
    });

    it('falls on plates that are coloured only, and on one sample’s loss', async () => {
      const page = await openPicture('case=softmax&layer=1', 350);
      await page.waitForSelector('[data-plate=gradientOutput] [data-value]');
      await page.click('[data-plate=sampleLoss] [data-row="2"], [data-plate=sampleLoss] canvas', {
        position: { x: 5, y: 5 },
      });
      await page.waitForSelector('.why[data-cell^="1 sampleLoss"]');
      await page.waitForSelector('[data-plate=target] .plate-light', { state: 'attached' });
      assert.equal(await page.locator('[data-plate=sampleLoss] .plate-light.explained').count(), 1);
      await page.close();
    });

    it('leads after the update to the numbers before it', async () => {
      const page = await openPicture('case=textbook&layer=1&at=update/update');
      await page.waitForSelector('[data-update=weights] [data-plate=weights] [data-value]');
      await page.click('[data-update=weights] [data-plate=weights] [data-row="1"][data-column="0"]');
      await page.waitForSelector('.why[data-cell="1 weights 1 0"]');
      await page.waitForSelector('[data-plate=weightsBefore] [data-light=factor]');
      assert.deepEqual(await lit(page, 'weightsBefore', 'factor'), ['1 0']);
      assert.deepEqual(await lit(page, 'gradientWeights', 'factor'), ['1 0']);
      await page.close();
    });
  });

  it('has one scale for each group of the layer on demand', async () => {
    const page = await openPicture('case=softmax&layer=1');
    await plateNumbers(page, 'gradientOutput');
    const strength = (): Promise<number> =>
      page.$eval('[data-plate=gradientOutput] [data-row="0"][data-column="1"]', (cell) =>
        Number((cell as HTMLElement).style.getPropertyValue('--strength')),
      );
    const { backward } = softmax.steps[0]!.layers[1]!;
    const largest = (rows: readonly (readonly number[])[]): number =>
      Math.max(...rows.flat().map((value) => Math.abs(value)));
    const value = Math.abs(backward.gradientOutput[0]![1]!);
    const own = largest(backward.gradientOutput);
    const shared = largest(backward.gradient);
    assert.ok(Math.abs((await strength()) - (0.08 + (0.92 * value) / own)) < 2e-3);
    await page.check('[data-choice=colours] input[value=layer]');
    await page.waitForSelector('.shared-scales .legend');
    assert.ok(Math.abs((await strength()) - (0.08 + (0.92 * value) / shared)) < 2e-3);
    assert.match(await page.innerText('.shared-scales'), /8\.994\s*all backward of the layer/);
    await page.close();
  });
});
