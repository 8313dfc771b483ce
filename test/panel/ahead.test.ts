/** Predictions of more than what is there: of a column, of the loss and where it goes, of what is still to be made. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { linearSteps, OUTER } from './courseCases';
import { AHEAD_LESSON, exerciseLesson } from './exerciseLesson';
import { numbersOf, startPanel, type Harness } from './panelPage';

const [FIRST, SECOND] = linearSteps(OUTER, 2) as [
  ReturnType<typeof linearSteps>[number],
  ReturnType<typeof linearSteps>[number],
];
const GRADIENT = FIRST.gradient[2]![1]!;
const UPDATED = FIRST.after[2]![1]!;
const grid = (quantity: string): string => `[role=grid][data-quantity=${quantity}]`;
const cell = (quantity: string): string => `${grid(quantity)} [data-row="2"][data-column="1"]`;

describe('a prediction', function () {
  this.timeout(90_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  /** By keyboard: what is typed, or the choice with this value. */
  const answer = async (page: Page, id: string, given: string, outcome: string): Promise<string> => {
    const choice = page.locator(`input[name="exercise-${id}"][value="${given}"]`);
    if ((await choice.count()) > 0) {
      await choice.focus();
      await page.keyboard.press('Space');
      await page.waitForSelector(`input[name="exercise-${id}"][value="${given}"]:checked`);
    } else {
      await page.fill(`#answer-${id}`, given);
      await page.focus(`#answer-${id}`);
    }
    await page.keyboard.press('Enter');
    const said = page.locator(`.exercise-outcome[data-outcome=${outcome}]`);
    await said.waitFor();
    return said.innerText();
  };
  const isTold = (page: Page, value: number): Promise<boolean> =>
    page.evaluate((text) => document.body.outerHTML.includes(text), String(Math.fround(value)));
  const standsAt = (page: Page, words: string): Promise<unknown> =>
    page.waitForFunction(
      (text) => document.querySelector('[data-position]')?.textContent.includes(text),
      words,
    );

  describe('at a pause', () => {
    const open = async (at: string): Promise<Page> => {
      const page = await panel.open(`case=outer&layer=0&at=${at}`, 1400);
      await page.waitForSelector('[data-value]');
      return page;
    };

    it('is one of a column', async () => {
      const page = await open('backward/gradientWeights');
      await numbersOf(page, 'gradientWeights');
      await page.focus(cell('gradientWeights'));
      await page.keyboard.press('p');
      await page.getByLabel('its column', { exact: true }).check();
      await page.waitForFunction(
        (one) => document.querySelectorAll(`${one} .veiled`).length === 3,
        grid('gradientWeights'),
      );
      const column = FIRST.gradient.map((row) => row[1]).join(' ');
      assert.match(await page.innerText('.exercise-help'), /from top to bottom/);
      await answer(page, 'practice', column, 'right');
      await page.waitForSelector(`${cell('gradientWeights')}[data-value="${Math.fround(GRADIENT)}"]`);
      await page.close();
    });

    it('of a matrix that is not computed yet is checked where it is, and explained from its factors', async () => {
      const page = await open('backward/gradientOutput');
      await page.focus('[data-action=predict-gradientWeights]');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#answer-practice:focus');
      assert.match(
        await page.innerText('.practice [data-ahead]'),
        /just after gradientWeights of output, batch step 0/,
      );
      await page.getByLabel('the whole matrix', { exact: true }).check();
      await page.getByLabel('shape', { exact: true }).check();
      // Before it is there its shape is not said either.
      const card = page.locator('.card', { has: page.locator('.absent[data-quantity=gradientWeights]') });
      await page.waitForFunction(() =>
        document.querySelector('.absent[data-quantity=gradientWeights]')?.textContent.startsWith('?'),
      );
      assert.equal(await card.locator('.card-shape').innerText(), '?');
      const equation = await page.innerText('[data-operation=gradientWeights]');
      assert.match(equation, /gradientWeights\s\[\?\]\s=\sinputᵀ\s\[3/);
      await page.getByLabel('this number', { exact: true }).check();
      await page.waitForFunction(() =>
        document.querySelector('#practice-title')?.textContent.includes('row 0, column 0'),
      );
      assert.match(await answer(page, 'practice', 'two', 'unread'), /is not a number/);
      const first = FIRST.gradient[0]![0]!;
      await answer(page, 'practice', String(-first), 'wrong');
      await standsAt(page, 'gradientWeights');
      const there = `${grid('gradientWeights')} [data-row="0"][data-column="0"]`;
      await page.waitForSelector(`${there}.veiled`);
      // What else it could be is asked no more: the run stands elsewhere.
      assert.equal(await page.locator('.practice-choices').count(), 0);
      await answer(page, 'practice', String(first), 'right');
      await page.waitForSelector(`${there}[data-value="${Math.fround(first)}"]`);
      await page.waitForSelector('.why[data-cell="0 gradientWeights 0 0"] .factor');
      await page.click('.action-stepIn');
      await page.waitForSelector('.practice', { state: 'detached' });
      await page.close();
    });

    it('of a weight is one of its next value: what it is now stays on show', async () => {
      const page = await open('backward/gradientWeights');
      await numbersOf(page, 'weights');
      await page.focus(cell('weights'));
      await page.keyboard.press('p');
      await page.waitForSelector(`${cell('weights')}.veiled`);
      await page.getByLabel('as it will be next', { exact: true }).check();
      await page.waitForSelector(`${cell('weights')}[data-value]:not(.veiled)`);
      assert.equal(await isTold(page, UPDATED), false);
      await answer(page, 'practice', String(UPDATED), 'right');
      await standsAt(page, 'update');
      await page.waitForSelector(`${cell('weights')}[data-value="${Math.fround(UPDATED)}"]`);
      await page.close();
    });

    it('is one of the loss, and of which way it goes', async () => {
      const page = await open('backward/gradientWeights');
      await page.focus('[data-action=predict-loss]');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelector('.loss-value')?.textContent === '?');
      assert.match(await page.innerText('#practice-title'), /^Predict the loss/);
      assert.match(await answer(page, 'practice', String(FIRST.loss * 2), 'wrong'), /too large/);
      await answer(page, 'practice', String(FIRST.loss), 'right');
      await page.waitForFunction(() => document.querySelector('.loss-value')?.textContent !== '?');
      await page.waitForSelector('.why[data-cell="0 loss"]');
      await page.keyboard.press('Escape');
      await page.click('[data-action=predict-loss]');
      await page.getByLabel('as it will be next', { exact: true }).check();
      await page.getByLabel('higher or lower', { exact: true }).check();
      await page.waitForSelector('input[name="exercise-practice"][value=lower]');
      assert.ok(SECOND.loss < FIRST.loss);
      const said = await answer(page, 'practice', 'lower', 'right');
      assert.ok(said.includes(`${Number(FIRST.loss.toPrecision(6))} in the batch step before`), said);
      await standsAt(page, 'loss');
      await page.close();
    });
  });

  describe('in a lesson', () => {
    const open = async (at: string): Promise<Page> => {
      const page = await panel.open('case=outer&layer=0&at=forward/preActivation', 1400);
      await page.waitForSelector('[data-value]');
      const lesson = await exerciseLesson(AHEAD_LESSON);
      await page.evaluate((told) => window.fakeHost.openLesson(told), lesson);
      await page.waitForSelector('.lesson-pane');
      if (at !== lesson.pages[0]!.id) {
        await page.click('.lesson-contents summary');
        await page.click(`[data-page-link="${at}"]`);
      }
      await page.waitForSelector(`.lesson-pane[data-page="${at}"]`);
      return page;
    };

    it('is one of a column', async () => {
      const page = await open('a-column');
      await page.waitForFunction(
        (one) => document.querySelectorAll(`${one} .veiled`).length === 3,
        grid('gradientWeights'),
      );
      await answer(page, 'a-column', FIRST.gradient.map((row) => row[1]).join(', '), 'right');
      await page.waitForSelector(`${cell('gradientWeights')}[data-value="${Math.fround(GRADIENT)}"]`);
      await page.close();
    });

    it('before it is computed waits for the run, which goes on with the answer', async () => {
      const page = await open('before-it-is-computed');
      await standsAt(page, 'gradientOutput');
      assert.match(
        await page.innerText('[data-exercise=ahead] [data-ahead]'),
        /answer first, then the run goes there/,
      );
      await answer(page, 'ahead', '0', 'wrong');
      await standsAt(page, 'gradientWeights');
      await page.waitForSelector(`${cell('gradientWeights')}.veiled`);
      assert.equal(await page.locator('[data-ahead], [data-exercise-action=goTo]').count(), 0);
      assert.equal(await isTold(page, GRADIENT), false);
      await answer(page, 'ahead', String(GRADIENT), 'right');
      await page.waitForSelector('.why[data-cell="0 gradientWeights 2 1"] .factor');
      await page.close();
    });

    it('of the next weight hides it only once it is made', async () => {
      const page = await open('the-next-weight');
      await page.waitForSelector(
        `${cell('weights')}[data-value="${Math.fround(FIRST.before[2]![1]!)}"]:not(.veiled)`,
      );
      await page.click('[data-exercise-action=reveal]');
      await standsAt(page, 'update');
      await page.waitForSelector(`${cell('weights')}[data-value="${Math.fround(UPDATED)}"]`);
      await page.close();
    });

    it('is one of the loss, hidden in the text and the header', async () => {
      const page = await open('the-loss');
      await standsAt(page, 'loss');
      await page.waitForFunction(() => document.querySelector('.loss-value')?.textContent === '?');
      assert.equal(await page.innerText('[data-live=loss]'), '?');
      await answer(page, 'the-loss', String(FIRST.loss), 'right');
      await page.waitForFunction(() => document.querySelector('[data-live=loss]')?.textContent !== '?');
      await page.close();
    });

    it('is one of the way that the loss goes', async () => {
      const page = await open('which-way-it-goes');
      await standsAt(page, 'loss');
      await page.waitForFunction(() => {
        const text = document.querySelector('.loss-value')?.textContent;
        return text !== undefined && text !== '?';
      });
      await answer(page, 'which-way', 'higher', 'wrong');
      await page.waitForFunction(() => document.querySelector('.loss-value')?.textContent === '?');
      assert.equal(await page.locator('[data-exercise-action=goTo]').count(), 0);
      assert.match(await answer(page, 'which-way', 'lower', 'right'), /^✓ Right\. The loss is lower/);
      await page.waitForFunction(() => document.querySelector('.loss-value')?.textContent !== '?');
      await page.close();
    });
  });
});
