/** Why this number, in a browser: the sum as it is written against the trace, and the way back by keyboard. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import softmaxFile from '../reference/softmax-crossentropy.mlp.json';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { syntheticValue } from './cases';
import { numbersOf, startPanel, type Harness } from './panelPage';

const layerOf = (step: number, layer: number) => softmax.steps[step]!.layers[layer]!;
const MINUS = '−';

const cellAt = (quantity: string, row: number, column: number): string =>
  `[role=grid][data-quantity=${quantity}] [data-row="${row}"][data-column="${column}"]`;
/** Waits until this cell is explained with numbers of this moment. */
const explained = (page: Page, key: string) =>
  page.waitForSelector(`.why[data-cell="${key}"] .why-value[data-value]`);
const valueOf = async (page: Page): Promise<number> =>
  Number(await page.getAttribute('.why-value', 'data-value'));
const written = (page: Page): Promise<string> => page.innerText('.why-sum .written >> nth=0');
const made = async (page: Page): Promise<number> =>
  Number(await page.getAttribute('.why-result >> nth=0', 'data-made'));
/** What is lit of a matrix, as `row,column`. */
const lit = (page: Page, quantity: string, light = 'lit'): Promise<string[]> =>
  page.$$eval(`[data-quantity=${quantity}] .cell.${light}`, (cells) =>
    cells.map((cell) => `${cell.getAttribute('data-row')},${cell.getAttribute('data-column')}`),
  );

function assertNear(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-6 + 1e-5 * Math.abs(expected), `${actual}, not ${expected}`);
}

/** What a sum on the page comes to, from its written numbers, which have four digits. */
function sumOf(text: string): number {
  const inside = /\((.*)\) \/ (\d+)/s.exec(text)!;
  const terms = inside[1]!.replaceAll(MINUS, '-').split(' + ');
  return (
    terms.reduce((total, term) => {
      const [a = Number.NaN, b = 1] = term.split('·').map(Number);
      return total + a * b;
    }, 0) / Number(inside[2])
  );
}

describe('why this number, in a browser', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  it('writes the sum of a weight’s gradient out, and lights up the column of each factor', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'gradientWeights');
    await page.click(cellAt('gradientWeights', 2, 1));
    await explained(page, '1 gradientWeights 2 1');
    const { forward, backward } = layerOf(0, 1);
    const expected = backward.gradientWeights[2]![1]!;
    assertNear(await valueOf(page), expected);
    assertNear(await made(page), expected);
    const text = await written(page);
    assert.equal(text.split('·').length - 1, 6, text);
    assert.match(text, /\/ 6$/);
    assert.ok(Math.abs(sumOf(text) - expected) < 1e-4, text);
    const factors = await page.$$eval('.why-sum .factor', (all) =>
      all.map((one) => Number(one.getAttribute('data-value'))),
    );
    forward.input.forEach((row, s) => {
      assertNear(factors[2 * s]!, row[2]!);
      assertNear(factors[2 * s + 1]!, backward.gradientOutput[s]![1]!);
    });
    const rows = [0, 1, 2, 3, 4, 5];
    assert.deepEqual(
      await lit(page, 'input'),
      rows.map((s) => `${s},2`),
    );
    assert.deepEqual(
      await lit(page, 'gradientOutput'),
      rows.map((s) => `${s},1`),
    );
    assert.deepEqual(await lit(page, 'gradientWeights', 'selected'), ['2,1']);
    assert.equal(await page.locator('.cell.lit').count(), 12);
    assert.match(await page.innerText('.why-words'), /Row 2 of inputᵀ is column 2 of input/);
    assert.match(
      (await page.getAttribute(cellAt('input', 0, 2), 'aria-label')) ?? '',
      /a factor of the explained number$/,
    );
    await page.close();
  });

  it('leads from a weight of the first layer to the loss and to the data, by keyboard alone', async () => {
    const page = await panel.open('case=softmax&layer=0&at=backward/gradientPrev');
    await numbersOf(page, 'gradientWeights');
    await page.focus(`[data-quantity=gradientWeights] [tabindex="0"]`);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await explained(page, '0 gradientWeights 0 1');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-cell'));
    /** To this factor with the arrow keys, and on to its explanation. */
    const follow = async (key: string): Promise<void> => {
      await page.waitForFunction(() => document.activeElement?.classList.contains('factor'));
      for (let i = 0; (await focused()) !== key; i++) {
        assert.ok(i < 40, `${key} is among the factors`);
        await page.keyboard.press('ArrowRight');
      }
      await page.keyboard.press('Enter');
      await explained(page, key);
    };
    assert.equal(await focused(), '0 input 0 0');
    await follow('0 gradientOutput 3 1');
    assertNear(await valueOf(page), layerOf(0, 0).backward.gradientOutput[3]![1]!);
    await follow('0 gradient 3 1');
    await follow('1 gradientPrev 3 1');
    await page.waitForSelector('[data-shown-layer=layer2] .cell.selected');
    assertNear(await valueOf(page), layerOf(0, 1).backward.gradientPrev[3]![1]!);
    assert.deepEqual(await lit(page, 'weights'), ['1,0', '1,1', '1,2']);
    await follow('1 gradientOutput 3 2');
    const { output } = layerOf(0, 1).forward;
    assertNear(await made(page), output[3]![2]! - softmaxFile.data.targets[3]![2]!);
    assert.match(await written(page), /^= 0\.\d+ − [01]$/);
    await follow('1 output 3 2');
    assert.match(await written(page), /^= exp\(.+\) \/ \(exp\(.+\) \+ exp\(.+\) \+ exp\(.+\)\)$/);
    await follow('1 preActivation 3 2');
    await follow('1 input 3 0');
    await follow('0 output 3 0');
    await page.waitForSelector('[data-shown-layer=layer1] .cell.selected');
    assert.match(await written(page), /^= tanh\(.+\)$/);
    await follow('0 preActivation 3 0');
    await follow('0 input 3 1');
    assert.match(await page.innerText('.why-words'), /It comes from the data: input 1 of sample 3/);
    assertNear(await valueOf(page), softmaxFile.data.inputs[3]![1]!);
    assert.equal(await page.locator('.crumb').count(), 11);
    // All the way back, and forward again by one.
    for (let i = 0; i < 10; i++) await page.keyboard.press('Backspace');
    await explained(page, '0 gradientWeights 0 1');
    await page.keyboard.press('Shift+Backspace');
    await explained(page, '0 gradientOutput 3 1');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.why', { state: 'detached' });
    assert.equal(await page.locator('.cell.lit, .cell.selected').count(), 0);
    const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    assert.match(label, /^gradientOutput, row 3, column 1/);
    await page.close();
  });

  it('explains the loss by the losses of the samples, and those by output and target', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'output');
    await page.focus('.loss-value');
    await page.keyboard.press('Enter');
    await explained(page, '1 loss');
    assertNear(await made(page), softmax.steps[0]!.loss);
    await page.click('[data-cell="1 sampleLoss 4"]');
    await explained(page, '1 sampleLoss 4');
    const { output } = layerOf(0, 1).forward;
    const right = softmaxFile.data.targets[4]!.indexOf(1);
    assertNear(await valueOf(page), -Math.log(output[4]![right]!));
    assert.deepEqual(await lit(page, 'output'), ['4,0', '4,1', '4,2']);
    await page.click('.onward');
    await explained(page, '1 loss');
    await page.close();
  });

  it('folds a long sum: the largest terms first, the rest in one number, and all on demand', async () => {
    const page = await panel.open('case=iris&layer=1');
    await numbersOf(page, 'gradientWeights');
    await page.click(cellAt('gradientWeights', 0, 1));
    await explained(page, '1 gradientWeights 0 1');
    const terms = Array.from(
      { length: 16 },
      (_, s) => syntheticValue(0, s * 8) * syntheticValue(0, s * 3 + 1),
    );
    const largest = terms.toSorted((a, b) => Math.abs(b) - Math.abs(a));
    const factors = () =>
      page.$$eval('.why-sum .factor', (all) => all.map((one) => Number(one.getAttribute('data-value'))));
    const shown = await factors();
    assert.equal(shown.length, 16);
    largest.slice(0, 8).forEach((term, i) => assertNear(shown[2 * i]! * shown[2 * i + 1]!, term));
    const rest = largest.slice(8).reduce((sum, term) => sum + term, 0);
    const fold = await page.innerText('.fold');
    const together = /^8 more terms, together (.+)$/.exec(fold)?.[1]?.replace(MINUS, '-');
    assert.ok(Math.abs(Number(together) - rest) < 1e-3 * Math.abs(rest), `${fold}: ${rest}`);
    assertNear(await made(page), terms.reduce((sum, term) => sum + term, 0) / 16);
    // These numbers are made up, so the sum does not make the gradient, and that is said.
    assert.match(await page.innerText('.why-account'), /its factors as they are now make/);
    await page.click('.fold');
    await page.waitForFunction(() => document.querySelectorAll('.why-sum .factor').length === 32);
    assert.equal(await page.locator('.fold').count(), 0);
    await page.close();
  });

  it('follows the run: absent until it is computed, then the new numbers, never the old ones', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'gradientWeights');
    await page.click(cellAt('gradientWeights', 1, 2));
    await explained(page, '1 gradientWeights 1 2');
    assertNear(await valueOf(page), layerOf(0, 1).backward.gradientWeights[1]![2]!);
    while ((await page.locator('.why-absent').count()) === 0) {
      await page.click('[data-action=next]');
      await page.waitForTimeout(150);
    }
    assert.match(await page.innerText('.why-absent'), /not computed yet in this batch step/);
    assert.equal(await page.locator('.why-value').count(), 0);
    await page.click('[data-action=continue]');
    await explained(page, '1 gradientWeights 1 2');
    assertNear(await valueOf(page), layerOf(1, 1).backward.gradientWeights[1]![2]!);
    assertNear(await made(page), layerOf(1, 1).backward.gradientWeights[1]![2]!);
    await page.evaluate(() => window.fakeHost.startRunning());
    await page.waitForFunction(
      () => document.querySelectorAll('.why [data-value], .why [data-made]').length === 0,
    );
    await page.close();
  });

  it('says of a weight what the update made it from', async () => {
    const page = await panel.open('case=softmax&layer=1&at=update/update');
    await numbersOf(page, 'weights');
    await page.click(cellAt('weights', 3, 0));
    await explained(page, '1 weights 3 0');
    const { forward, backward, update } = layerOf(0, 1);
    assertNear(await valueOf(page), update.weights[3]![0]!);
    assertNear(await made(page), forward.weights[3]![0]! - 0.1 * backward.gradientWeights[3]![0]!);
    assert.match(await written(page), / − 0\.1·/);
    await page.click('[data-cell="1 weightsBefore 3 0"]');
    await explained(page, '1 weightsBefore 3 0');
    assertNear(await valueOf(page), forward.weights[3]![0]!);
    await page.click(cellAt('gradientPrev', 2, 3));
    await explained(page, '1 gradientPrev 2 3');
    assertNear(await made(page), backward.gradientPrev[2]![3]!);
    assert.equal(await page.locator('.why-account').count(), 0);
    await page.close();
  });

  it('makes up no numbers where the optimizer has a memory', async () => {
    const page = await panel.open('case=adam&layer=2&at=update/update');
    await numbersOf(page, 'weights');
    await page.click(cellAt('weights', 0, 1));
    await explained(page, '2 weights 0 1');
    assert.match(await page.innerText('.why-symbols'), /running means of gradientWeights\[0\]\[1\]/);
    assert.equal(await page.locator('.why-result').count(), 0);
    assert.equal(await page.locator('.why-sum .factor[data-value]').count(), 2);
    await page.close();
  });

  it('says which number is not what its factors make after an edit', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'preActivation');
    await page.click(cellAt('preActivation', 0, 0));
    await explained(page, '1 preActivation 0 0');
    assert.equal(await page.locator('.why-account').count(), 0);
    await page.evaluate(() => window.fakeHost.edit('preActivation', 42, ['output']));
    await page.waitForSelector('.why-account');
    assert.match(await page.innerText('.why-account'), /^The number is 42, .+ It was changed by hand\.$/);
    await page.click(cellAt('output', 0, 0));
    await explained(page, '1 output 0 0');
    assert.match(await page.innerText('.why-account'), /It was computed before the edit\.$/);
    await page.close();
  });

  it('comes back after a reload with its trail, where it makes sense', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'gradientWeights');
    await page.click(cellAt('gradientWeights', 2, 1));
    await explained(page, '1 gradientWeights 2 1');
    await page.click('[data-cell="1 input 4 2"]');
    await explained(page, '1 input 4 2');
    await page.click('[data-cell="0 output 4 2"]');
    await explained(page, '0 output 4 2');
    await page.waitForSelector('[data-shown-layer=layer1]');
    await page.reload();
    await explained(page, '0 output 4 2');
    await page.waitForSelector('[data-shown-layer=layer1]');
    assert.equal(await page.locator('.crumb').count(), 3);
    await page.evaluate(() => {
      const kept = JSON.parse(sessionStorage.getItem('panel')!) as {
        trail: { cells: { index: number[] }[] };
      };
      kept.trail.cells[2]!.index = [4, 99];
      sessionStorage.setItem('panel', JSON.stringify(kept));
    });
    await page.reload();
    await numbersOf(page, 'weights');
    assert.equal(await page.locator('.why').count(), 0);
    await page.close();
  });

  it('lights up the rows of one sample, and none before', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'output');
    assert.equal(await page.locator('.of-sample').count(), 0);
    await page.focus('.sample-picker input');
    await page.keyboard.type('2');
    await page.keyboard.press('ArrowUp');
    await page.waitForSelector('[data-quantity=activationDerivative][data-sample="3"]');
    const rows = await page.$$eval('.of-sample', (all) =>
      all.map(
        (row) =>
          `${row.closest('[role=grid]')?.getAttribute('data-quantity')} ${row.getAttribute('aria-rowindex')}`,
      ),
    );
    assert.deepEqual(
      rows.toSorted(),
      ['gradient', 'gradientOutput', 'gradientPrev', 'input', 'output', 'preActivation'].map(
        (name) => `${name} 4`,
      ),
    );
    await page.click('.sample-picker button');
    await page.waitForFunction(() => document.querySelectorAll('.of-sample').length === 0);
    await page.close();
  });

  for (const [width, height] of [
    [350, 700],
    [700, 900],
    [2000, 900],
  ] as const)
    it(`leaves room for the matrices at ${width} × ${height}`, async () => {
      const page = await panel.open('case=iris&layer=1', width, height);
      await numbersOf(page, 'gradientWeights');
      await page.click(cellAt('gradientWeights', 5, 1));
      await explained(page, '1 gradientWeights 5 1');
      // The explanation grows as its numbers come, and the cell gives way to it.
      await page.waitForFunction(() => {
        const cell = document.querySelector('.cell.selected')!.getBoundingClientRect();
        return cell.bottom <= document.querySelector('.why')!.getBoundingClientRect().top && cell.top > 0;
      });
      const [beyond, dock] = await page.evaluate(() => [
        document.documentElement.scrollWidth - document.documentElement.clientWidth,
        document.querySelector('.why')!.getBoundingClientRect().toJSON() as DOMRect,
      ]);
      assert.equal(beyond, 0);
      assert.ok(dock.height < 0.5 * height, `${dock.height} of ${height}`);
      await page.close();
    });
});
