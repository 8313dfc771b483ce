/** Changing a number in its cell, by mouse and by keyboard. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { numbersOf, startPanel, type Harness } from './panelPage';

const cell = (quantity: string, row: number, column: number): string =>
  `[data-quantity="${quantity}"] [role=gridcell][data-row="${row}"][data-column="${column}"]`;
const EDITOR = '.cell-editor input';
const edits = (page: Page) =>
  page.evaluate(() => window.fakeHost.received.filter((message) => message.type === 'edit'));

describe('changing a number in the panel', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  it('sends the expression that is typed after a double click, and shows the new number and its marks', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'gradientWeights');
    await page.dblclick(cell('gradientWeights', 2, 1));
    const before = await page.getAttribute(cell('gradientWeights', 2, 1), 'data-value');
    assert.equal(Math.fround(Number(await page.inputValue(EDITOR))), Number(before));
    await page.fill(EDITOR, '0.75');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${cell('gradientWeights', 2, 1)}[data-value="0.75"]`);
    // The box closes, and the marks come, in the tasks after the number.
    await page.waitForSelector(EDITOR, { state: 'detached' });
    await page.waitForSelector('[data-mark=edited]');
    await page.waitForSelector('[data-mark=stale]');
    assert.equal(await page.locator('[data-mark=edited]').count(), 1);
    assert.equal(await page.locator('[data-mark=stale]').count(), 1);
    const [sent] = await edits(page);
    assert.ok(sent?.type === 'edit');
    assert.deepEqual(
      [sent.layer, sent.quantity, sent.index, sent.text],
      [1, 'gradientWeights', [2, 1], '0.75'],
    );
    await page.close();
  });

  it('works by keyboard alone, with F2, and gives the focus back to the cell', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'bias');
    for (const value of ['2', '3']) {
      await page.focus(cell('bias', 0, 0));
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('F2');
      await page.keyboard.type(value);
      await page.keyboard.press('Enter');
      await page.waitForSelector(`${cell('bias', 0, 1)}[data-value="${value}"]`);
      await page.waitForFunction(
        (selector) => document.activeElement === document.querySelector(selector),
        cell('bias', 0, 1),
      );
    }
    const sent = await edits(page);
    assert.deepEqual(
      sent.map((one) => one.index),
      [[1], [1]],
    );
    await page.close();
  });

  it('takes a slow double click on a cell that its explanation is about to cover', async () => {
    const page = await panel.open('case=softmax&layer=1', 700, 500);
    await numbersOf(page, 'gradientWeights');
    const low = cell('gradientWeights', 2, 1);
    // At the lower edge of the page, where the explanation comes.
    await page.locator(low).evaluate((element) => element.scrollIntoView({ block: 'end' }));
    const box = (await page.locator(low).boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.click(x, y);
    await page.waitForSelector('.why[data-cell*="gradientWeights"]');
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await page.waitForSelector(EDITOR);
    assert.match((await page.getAttribute(EDITOR, 'aria-label')) ?? '', /gradientWeights\[2, 1\]/);
    // And then it is in sight.
    await page.waitForFunction((selector) => {
      const editor = document.querySelector(selector)?.getBoundingClientRect();
      const dock = document.querySelector('.why')?.getBoundingClientRect();
      return editor !== undefined && dock !== undefined && editor.bottom <= dock.top;
    }, EDITOR);
    await page.close();
  });

  it('keeps what is being typed while the focus is outside the panel', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'bias');
    await page.dblclick(cell('bias', 0, 1));
    await page.waitForSelector(`${EDITOR}:focus`);
    // As when another window, or another part of VS Code, takes it: the box stays the active element of its page.
    const leave = () =>
      page.$eval(EDITOR, async (box) => {
        box.dispatchEvent(new FocusEvent('blur'));
        await new Promise(requestAnimationFrame);
        return document.activeElement === box;
      });
    assert.ok(await leave(), 'untouched');
    await page.fill(EDITOR, '0.25');
    assert.ok(await leave(), 'half typed');
    assert.equal(await page.inputValue(EDITOR), '0.25');
    assert.deepEqual(await edits(page), []);
    await page.close();
  });

  it('names the sample of a Jacobian', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await page.fill('.sample-chooser input', '3');
    await page.waitForSelector('[data-quantity=activationDerivative][data-sample="3"]');
    await numbersOf(page, 'activationDerivative');
    await page.dblclick(cell('activationDerivative', 1, 2));
    await page.fill(EDITOR, '1');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${cell('activationDerivative', 1, 2)}[data-value="1"]`);
    const [sent] = await edits(page);
    assert.deepEqual(sent?.type === 'edit' && sent.index, [3, 1, 2]);
    await page.close();
  });

  it('says in place why it was refused, and lets what was typed be mended', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'weights');
    await page.dblclick(cell('weights', 0, 0));
    await page.fill(EDITOR, 'gradiant');
    await page.keyboard.press('Enter');
    const refusal = page.locator('[role=alert].cell-refusal');
    await refusal.waitFor();
    assert.match(await refusal.innerText(), /There is no 'gradiant'/);
    assert.equal(await page.inputValue(EDITOR), 'gradiant');
    assert.equal(await page.getAttribute(EDITOR, 'aria-invalid'), 'true');
    const [box, below] = [await page.locator(EDITOR).boundingBox(), await refusal.boundingBox()];
    assert.ok(Math.abs(below!.y - box!.y - box!.height) < 6, 'beneath the cell');
    await page.fill(EDITOR, '0.5');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${cell('weights', 0, 0)}[data-value="0.5"]`);
    assert.equal(await refusal.count(), 0);
    await page.close();
  });

  it('leaves the number alone on Escape, and gives up what was typed when the run goes on', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'weights');
    await page.dblclick(cell('weights', 0, 0));
    await page.fill(EDITOR, '7');
    await page.keyboard.press('Escape');
    await page.waitForSelector(EDITOR, { state: 'detached' });
    await page.dblclick(cell('weights', 0, 0));
    await page.fill(EDITOR, '7');
    await page.evaluate(() => window.fakeHost.startRunning());
    await page.waitForSelector(EDITOR, { state: 'detached' });
    // Numbers of an earlier moment cannot be changed.
    await page.dblclick('[data-quantity=weights] [role=gridcell]');
    assert.equal(await page.locator(EDITOR).count(), 0);
    assert.deepEqual(await edits(page), []);
    await page.close();
  });
});
