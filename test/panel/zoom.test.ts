/** A matrix at every zoom: exact numbers by keyboard where only colours are drawn, and the overview of all of it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { syntheticValue } from './cases';
import { numbersOf, startPanel, type Harness } from './panelPage';

const grid = (quantity: string): string => `[role=grid][data-quantity=${quantity}]`;
const focusedAt = (quantity: string, row: number, column: number): string =>
  `${grid(quantity)} [data-row="${row}"][data-column="${column}"][data-value]:focus`;

/** Zooms by a key in the matrix until it has this zoom. */
async function zoomTo(page: Page, quantity: string, key: string, ...names: string[]): Promise<void> {
  await page.focus(`${grid(quantity)} [role=gridcell][tabindex="0"]`);
  for (const name of names) {
    await page.keyboard.press(key);
    await page.waitForSelector(`${grid(quantity)}[data-zoom=${name}]`);
    // The keyboard's cell is another element now, and has the focus again.
    await page.waitForSelector(`${grid(quantity)} [role=gridcell]:focus`);
  }
}

/** The colour that a place of the canvas has; waits until it is that of a number. */
async function colourAt(page: Page, quantity: string, x: number, y: number): Promise<number[]> {
  const handle = await page.waitForFunction(
    ([selector, left, top]) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`);
      const data = canvas?.getContext('2d')?.getImageData(left, top, 1, 1).data;
      return data?.[3] === 255 ? [...data] : null;
    },
    [grid(quantity), x, y] as const,
  );
  return (await handle.jsonValue()) ?? [];
}

describe('a matrix at every zoom', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  it('says the numbers of the trace, one by one, where only colours are drawn', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'gradientWeights');
    await zoomTo(page, 'gradientWeights', '-', 'compact', 'colour16');
    const expected = softmax.steps[0]!.layers[1]!.backward.gradientWeights;
    for (const [row, key] of expected.map((_, i) => [i, i === 0 ? null : 'ArrowDown'] as const)) {
      if (key !== null) await page.keyboard.press(key);
      await page.keyboard.press('Home');
      for (const [column, value] of expected[row]!.entries()) {
        if (column > 0) await page.keyboard.press('ArrowRight');
        const cell = await page.waitForSelector(focusedAt('gradientWeights', row, column));
        assert.ok(Math.abs(Number(await cell.getAttribute('data-value')) - value) < 1e-6);
        const label = (await cell.getAttribute('aria-label')) ?? '';
        assert.match(label, new RegExp(`^gradientWeights, row ${row}, column ${column}, [−\\d]`));
        const readout = await page.innerText('#readout-gradientWeights');
        assert.ok(readout.startsWith(`gradientWeights[${row}, ${column}] = `), readout);
        // What is heard is the number in full, as the readout has it.
        assert.ok(label.endsWith(readout.split(' = ')[1]!), `${label} and ${readout}`);
      }
    }
    assert.equal(await page.locator(`${grid('gradientWeights')} [role=gridcell]`).count(), 1);
    await page.close();
  });

  it('explains a coloured cell by a click and by Enter, and comes back to numbers', async () => {
    const page = await panel.open('case=large&layer=0');
    await numbersOf(page, 'weights');
    await zoomTo(page, 'weights', '-', 'compact', 'colour16', 'colour10');
    const head = await page.$eval(
      `${grid('weights')} .corner`,
      (corner) => (corner as HTMLElement).offsetWidth,
    );
    await page.click(grid('weights'), { position: { x: head + 10 * 7 + 5, y: 20 + 10 * 3 + 5 } });
    await page.waitForSelector('.why[data-cell="0 weights 3 7"]');
    await page.waitForSelector(focusedAt('weights', 3, 7));
    await page.waitForSelector(`${grid('weights')} .colour-mark.selected`, { state: 'attached' });
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector(focusedAt('weights', 3, 8));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.why[data-cell="0 weights 3 8"]');
    await page.keyboard.press('Escape');
    await page.waitForSelector(focusedAt('weights', 3, 8));
    await page.keyboard.press('0');
    await page.waitForSelector(`${grid('weights')}[data-zoom=full]`);
    const cell = await page.waitForSelector(focusedAt('weights', 3, 8));
    assert.equal(Number(await cell.getAttribute('data-value')), syntheticValue(0, 3 * 1024 + 8));
    await page.close();
  });

  it('paints the colours anew when the theme is another one of the same kind', async () => {
    const page = await panel.open('case=large&layer=0');
    await numbersOf(page, 'weights');
    await zoomTo(page, 'weights', '-', 'compact', 'colour16', 'colour10');
    await colourAt(page, 'weights', 25, 25);
    // The line between two cells has the colour of the ground.
    await page.evaluate(() =>
      document.documentElement.style.setProperty('--vscode-editor-background', '#402010'),
    );
    await page.waitForFunction((selector) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`);
      const [red, green, blue] = canvas?.getContext('2d')?.getImageData(20, 25, 1, 1).data ?? [];
      return red === 0x40 && green === 0x20 && blue === 0x10;
    }, grid('weights'));
    await page.close();
  });

  it('zooms by the buttons and by the wheel with Ctrl, and keeps the zoom of each matrix over a reload', async () => {
    const page = await panel.open('case=large&layer=0');
    await numbersOf(page, 'weights');
    const bar = '[role=group][aria-label="View of weights"]';
    await page.click(`${bar} [data-zoom-to="−"]`);
    await page.waitForSelector(`${grid('weights')}[data-zoom=compact]`);
    await page.hover(grid('weights'));
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, 120);
    await page.waitForSelector(`${grid('weights')}[data-zoom=colour16]`);
    await page.mouse.wheel(0, 120);
    await page.waitForSelector(`${grid('weights')}[data-zoom=colour10]`);
    await page.mouse.wheel(0, -120);
    await page.waitForSelector(`${grid('weights')}[data-zoom=colour16]`);
    await page.keyboard.up('Control');
    await page.reload();
    await page.waitForSelector(`${grid('weights')}[data-zoom=colour16]`);
    assert.equal(await page.getAttribute(grid('bias'), 'data-zoom'), 'full');
    await page.click(`${bar} [data-zoom-to="0"]`);
    await page.waitForSelector(`${grid('weights')}[data-zoom=full]`);
    await page.click(`${bar} [data-zoom-to="+"]`);
    await page.waitForSelector(`${grid('weights')}[data-zoom=large]`);
    assert.equal(await page.getAttribute(`${bar} [data-zoom-to="+"]`, 'aria-disabled'), 'true');
    await page.close();
  });

  it('gives a cell that is not known no colour, and every other one that of its number', async () => {
    const page = await panel.open('case=large&layer=0');
    await numbersOf(page, 'weights');
    await zoomTo(page, 'weights', '-', 'compact', 'colour16');
    const [positive, negative] = [
      await colourAt(page, 'weights', 16 * 4 + 8, 8),
      await colourAt(page, 'weights', 16 * 12 + 8, 8),
    ];
    // Orange above 0, blue below it: 4 and 12 are on the two sides of the wave.
    assert.ok(syntheticValue(0, 4) > 0 && positive[0]! > positive[2]!, String(positive));
    assert.ok(syntheticValue(0, 12) < 0 && negative[2]! > negative[0]!, String(negative));
    await page.evaluate(() => (window.fakeHost.delay = 1e6));
    await page.$eval(grid('weights'), (box) => box.scrollTo(8000, 6000));
    // Nothing of the part that is in view now has been sent: the hatched ground is all there is.
    await page.waitForFunction((selector) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`);
      const context = canvas?.getContext('2d');
      if (!canvas || !context) return false;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 3; i < data.length; i += 4) if (data[i] !== 0) return false;
      return true;
    }, grid('weights'));
    await page.close();
  });

  it('shows all of a large matrix as an overview, and moves in it by keys and pointer', async () => {
    const page = await panel.open('case=large&layer=0');
    await numbersOf(page, 'weights');
    const map = '[data-overview=weights]';
    await page.waitForSelector(`${map} [data-overview-fresh=true]`);
    assert.match(await page.innerText(`.overview:has(${map}) figcaption`), /largest \|x\| of 9 × 9 elements/);
    const words = () => page.getAttribute(map, 'aria-valuetext');
    assert.match((await words()) ?? '', /^rows 0 to \d+ of 784, columns 0 to \d+ of 1,024$/);
    // Moving about in the matrix moves the frame; the points under it are painted once.
    const paintings = await page.evaluateHandle((selector) => {
      const count = { of: 0 };
      const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`);
      const context = canvas?.getContext('2d');
      if (!context) throw new Error('There is no map.');
      const clear = context.clearRect.bind(context);
      context.clearRect = (...area) => {
        count.of++;
        clear(...area);
      };
      return count;
    }, map);
    await page.focus(map);
    await page.keyboard.press('End');
    await page.waitForSelector(`${map}[aria-valuetext*="to 783 of 784"][aria-valuetext*="to 1023 of"]`);
    const corner = `${grid('weights')} [data-row="783"][data-column="1023"][data-value]`;
    assert.equal(
      Number(await (await page.waitForSelector(corner)).getAttribute('data-value')),
      syntheticValue(0, 783 * 1024 + 1023),
    );
    await page.keyboard.press('Home');
    await page.waitForSelector(`${map}[aria-valuetext^="rows 0 to"]`);
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector(`${map}:not([aria-valuetext^="rows 0 to"])`);
    const box = (await page.locator(map).boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForFunction((selector) => {
      const row = Number(
        /^rows (\d+)/.exec(document.querySelector(selector)?.getAttribute('aria-valuetext') ?? '')?.[1],
      );
      return row > 360 && row < 410;
    }, map);
    assert.equal(await page.locator('[data-overview=gradientWeights]').count(), 1);
    assert.equal(await paintings.evaluate(({ of }) => of), 0);
    await page.close();
  });

  it('moves the frame of the overview, and not what is selected on the page', async () => {
    const page = await panel.open('case=large&layer=0');
    await numbersOf(page, 'weights');
    const map = '[data-overview=weights]';
    await page.waitForSelector(`${map} [data-overview-fresh=true]`);
    await page.locator(map).scrollIntoViewIfNeeded();
    await page.evaluate(() => getSelection()?.selectAllChildren(document.body));
    const box = (await page.locator(map).boundingBox())!;
    await page.mouse.move(box.x + 4, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + box.height - 2, { steps: 10 });
    await page.waitForSelector(`${map}[aria-valuetext^="rows 7"][aria-valuetext*="columns 10"]`);
    await page.mouse.up();
    await page.close();
  });

  it('has no bar and no overview where all of a matrix is in view', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'weights');
    assert.equal(await page.locator('[role=group][aria-label="View of weights"]').count(), 0);
    assert.equal(await page.locator('[data-overview=weights]').count(), 0);
    await page.close();
  });

  it('changes a number in a coloured cell', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'weights');
    await zoomTo(page, 'weights', '-', 'compact', 'colour16');
    await page.keyboard.press('F2');
    await page.waitForSelector('.cell-editor input:focus');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('0.25');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${grid('weights')} [data-row="0"][data-column="0"][data-value="0.25"]`);
    await page.close();
  });
});

describe('a matrix in colours for everyone', function () {
  this.timeout(120_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());

  for (const theme of ['dark', 'high-contrast-light'])
    it(`is found accessible by axe in colours, in ${theme}`, async () => {
      const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
      const page = await panel.open(`case=large&layer=0&theme=${theme}`, 350);
      await numbersOf(page, 'weights');
      await zoomTo(page, 'weights', '-', 'compact', 'colour16', 'colour10', 'colour6');
      await page.waitForFunction(
        () => document.querySelector('[role=grid][aria-busy=true], [data-overview-fresh=false]') === null,
      );
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        (
          window as unknown as {
            axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }> };
          }
        ).axe.run(),
      );
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, JSON.stringify(nodes[0]?.target)]),
        [],
      );
      const [inner, outer] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      assert.equal(inner, outer);
      await page.close();
    });
});
