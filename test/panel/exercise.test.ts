/** Exercises in the panel: numbers are hidden while they are predicted, answers are judged by the run, all by keyboard. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { linearSteps, OUTER } from './courseCases';
import { exerciseLesson } from './exerciseLesson';
import { startPanel, type Harness } from './panelPage';

const STEP = linearSteps(OUTER, 1)[0]!;
const HIDDEN = STEP.gradient[2]![1]!;

describe('an exercise of a lesson', function () {
  this.timeout(90_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const open = async (at: string): Promise<Page> => {
    const page = await panel.open('case=outer&layer=0&at=forward/preActivation', 1400);
    await page.waitForSelector('[data-value]');
    const lesson = await exerciseLesson();
    await page.evaluate((told) => window.fakeHost.openLesson(told), lesson);
    await page.waitForSelector('.lesson-pane');
    if (at !== lesson.pages[0]!.id) {
      await page.click('.lesson-contents summary');
      await page.click(`[data-page-link="${at}"]`);
    }
    await page.waitForSelector(`.lesson-pane[data-page="${at}"]`);
    return page;
  };
  const gradient = '[role=grid][data-quantity=gradientWeights]';
  const cell = `${gradient} [data-row="2"][data-column="1"]`;
  const answer = async (page: Page, id: string, text: string, outcome: string): Promise<string> => {
    await page.focus(`#answer-${id}`);
    await page.fill(`#answer-${id}`, text);
    await page.keyboard.press('Enter');
    const said = page.locator(`[data-exercise="${id}"] .exercise-outcome[data-outcome=${outcome}]`);
    await said.waitFor();
    return said.innerText();
  };
  const isTold = (page: Page, value: number): Promise<boolean> =>
    page.evaluate((text) => document.body.outerHTML.includes(text), String(Math.fround(value)));

  it('hides the number everywhere until it is right, visibly, and then explains it', async () => {
    const page = await open('predict-a-number');
    await page.waitForSelector(`${cell}.veiled`);
    assert.equal(await page.innerText(cell), '?');
    assert.match((await page.getAttribute(cell, 'aria-label')) ?? '', /\?/);
    await page.waitForSelector('[data-figure="output.gradientWeights"] .cell.veiled');
    assert.equal(await page.innerText('[data-live="output.gradientWeights[2, 1]"]'), '?');
    const card = page.locator('.card', { has: page.locator(gradient) });
    assert.deepEqual(await card.locator('[data-statistic]').allInnerTexts(), ['?', '?', '?', '?']);
    assert.equal(await isTold(page, HIDDEN), false);
    // Its neighbours are there, and what it is made of.
    assert.equal(
      await page.getAttribute(`${gradient} [data-row="0"][data-column="0"]`, 'data-value'),
      String(Math.fround(STEP.gradient[0]![0]!)),
    );
    await page.click(cell);
    await page.waitForSelector('.why');
    assert.match(await page.innerText('.why'), /Hidden until you have predicted it/);
    assert.equal(await isTold(page, HIDDEN), false);
    await page.keyboard.press('Escape');
    // The picture hides it as well, and a view that works it out is closed.
    await page.click('#view-tab-picture');
    await page.waitForSelector('.plate-cell.veiled');
    assert.equal(await isTold(page, HIDDEN), false);
    await page.click('#view-tab-samples');
    await page.waitForFunction(() => document.querySelector('#view')?.textContent.includes('comes back'));
    await page.click('#view-tab-step');
    await page.waitForSelector(`${cell}.veiled`);

    assert.match(await answer(page, 'one-cell', String(-HIDDEN), 'wrong'), /the sign is not/);
    assert.equal(await page.locator(`${cell}.veiled`).count(), 1);
    assert.match(await answer(page, 'one-cell', 'gradientWeights[2,1]', 'unread'), /made of numbers/);
    assert.match(await answer(page, 'one-cell', String(HIDDEN * 1.004), 'right'), /within 1 %/);
    await page.waitForSelector(`${cell}[data-value="${Math.fround(HIDDEN)}"]`);
    // The sum is written out by itself.
    await page.waitForSelector('.why[data-cell="0 gradientWeights 2 1"] .factor');
    assert.equal(await page.locator('.veiled').count(), 0);
    await page.close();
  });

  it('reveals to one who gives up, and takes no answer after that', async () => {
    const page = await open('predict-a-number');
    await page.waitForSelector(`${cell}.veiled`);
    await page.focus('[data-exercise-action=reveal]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.exercise-outcome[data-outcome=revealed]');
    assert.match(await page.innerText('.exercise-outcome'), /The answer: /);
    await page.waitForSelector(`${cell}[data-value="${Math.fround(HIDDEN)}"]`);
    assert.equal(await page.locator('[data-exercise-action=answer]').count(), 0);
    assert.equal(await page.$eval('#answer-one-cell', (field) => (field as HTMLInputElement).readOnly), true);
    await page.close();
  });

  it('hides the whole matrix while its shape is asked', async () => {
    const page = await open('predict-a-shape');
    const absent = '.absent[data-quantity=gradientWeights]';
    await page.waitForFunction(
      (one) => document.querySelector(one)?.textContent.startsWith('?') === true,
      absent,
    );
    assert.equal(await page.locator(gradient).count(), 0);
    assert.match(await answer(page, 'a-shape', '2 x 3', 'wrong'), /order is not/);
    await answer(page, 'a-shape', '3 x 2', 'right');
    await page.waitForSelector(gradient);
    await page.close();
  });

  it('checks a formula, and says which common mistake it is', async () => {
    const page = await open('write-it');
    const said = page.locator('[data-exercise="a-formula"] .exercise-outcome');
    assert.match(
      await answer(page, 'a-formula', 'input * gradientOutput / N', 'wrong'),
      /transpose is missing/,
    );
    assert.equal(await said.getAttribute('data-mistake'), 'missingTranspose');
    assert.match(await answer(page, 'a-formula', "input' * gradientOutput / N", 'right'), /3 × 2, exact/);
    await page.close();
  });

  it('checks a gradient on demand, and leads to the view that shows it number by number', async () => {
    const page = await open('check-it');
    await page.focus('[data-exercise="a-check"] [data-exercise-action=answer]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-exercise="a-check"][data-settled=true] [data-outcome=right]');
    assert.match(await page.innerText('.exercise-outcome'), /agrees with the finite difference/);
    await page.click('[data-exercise-action=view]');
    await page.waitForSelector('[data-quantity-checked=gradientWeights] .check[data-agrees=true]');
    await page.waitForFunction(() =>
      document.querySelector('#element-check-title')?.textContent.startsWith('gradientWeights[1][0]'),
    );
    await page.close();
  });

  it('is about one moment: elsewhere it offers the way there', async () => {
    const page = await open('write-it');
    await page.waitForSelector('[data-exercise-action=goTo]', { state: 'detached' });
    await page.click('.action-stepBack');
    await page.click('[data-exercise-action=goTo]');
    await page.waitForSelector('[data-exercise-action=goTo]', { state: 'detached' });
    await page.close();
  });

  it('is a choice by arrow keys that turn no page, and the end counts what is done', async () => {
    const page = await open('which-way');
    const tally = page.locator('.result-box [data-required]');
    assert.equal(await tally.innerText(), '0 of 4 required exercises done.');
    await page.focus('[data-exercise="which"] input');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.getAttribute('.lesson-pane', 'data-page'), 'which-way');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-exercise="which"] [data-outcome=right]');
    assert.equal(await tally.innerText(), '1 of 4 required exercises done.');
    assert.match(await answer(page, 'why-so', 'Because.', 'ungraded'), /A teacher reads/);
    await page.click('[data-lesson-action=saveResult]');
    const sent = await page.evaluate(() => window.fakeHost.received.filter(({ type }) => type === 'lesson'));
    assert.ok(JSON.stringify(sent).includes('"do":"saveResult"'));
    await page.getByRole('button', { name: 'Write it' }).first().click();
    await page.waitForSelector('.lesson-pane[data-page="write-it"]');
    await page.close();
  });
});
