/** The lessons of the course in the panel: walked to their ends by keyboard, with the run's own numbers. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Lesson } from '../../src/protocol/lesson';
import { VIEW_NAMES } from '../../src/protocol/views';
import { GUESS, linearSteps, OUTER } from './courseCases';
import { COURSE_NAMES, courseLesson } from './courseLessons';
import { recordCourseRun } from './courseRuns';
import { numbersOf, openView, startPanel, type Harness } from './panelPage';

/** Those whose numbers are worked out by hand here. */
const CASES = [
  { name: '01-guess-the-number', query: 'guess' },
  { name: '02-outer-product', query: 'outer' },
] as const;
const START = 'layer=0&at=forward/preActivation';

/** As the header says it. */
const stepWords = (
  { epoch, batch }: { readonly epoch: number; readonly batch: number },
  language: 'en' | 'de' = 'en',
): string[] =>
  language === 'en'
    ? [`epoch ${epoch} of`, `batch step ${batch} of`]
    : [`Epoche ${epoch} von`, `Batch-Schritt ${batch} von`];

describe('a lesson beside the run', function () {
  this.timeout(90_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel();
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const open = async (name: (typeof CASES)[number]['name'], width = 1400, change?: Partial<Lesson>) => {
    const query = CASES.find((one) => one.name === name)!.query;
    const page = await panel.open(`case=${query}&${START}`, width);
    return begun(page, { ...(await courseLesson(name)), ...change });
  };
  const begun = async (page: Page, lesson: Lesson) => {
    await page.waitForSelector('[data-value]');
    await page.evaluate((told) => window.fakeHost.openLesson(told), lesson);
    await page.waitForSelector(`.lesson-pane[data-page="${lesson.pages[0]!.id}"]`);
    return { page, lesson };
  };
  const turned = (page: Page, id: string) => page.waitForSelector(`.lesson-pane[data-page="${id}"]`);
  /** By its link in the list of pages. */
  const turnTo = async (page: Page, id: string): Promise<void> => {
    await page.click('.lesson-contents summary');
    await page.click(`[data-page-link="${id}"]`);
    await turned(page, id);
  };
  const liveNumber = async (page: Page, name: string): Promise<number> => {
    const value = await page.waitForSelector(`[data-live="${name}"]`);
    return Number(await value.getAttribute('data-value'));
  };

  /** In German one of them: that they are the same lessons is told by test/unit/lessons/germanCourse.test.ts. */
  const WALKED = [
    ...COURSE_NAMES.map((name) => ({ name, language: 'en', query: START }) as const),
    { name: '05-layer-before', language: 'de', query: `${START}&language=de` } as const,
  ];
  for (const { name, language, query } of WALKED) {
    it(`${name} (${language}): every page is reached by keyboard, and the run stands where it says`, async () => {
      const lesson = await courseLesson(name, language);
      const recorded = await recordCourseRun(lesson);
      const page = await panel.open(`case=recorded&${query}`, 1400, 900, recorded);
      await begun(page, lesson);
      for (const [i, { id, at, view }] of lesson.pages.entries()) {
        if (i > 0) await page.keyboard.press('ArrowRight');
        else await page.focus('#lesson-page-title');
        await turned(page, id);
        // The focus goes to the new page's heading: the next key is pressed there.
        await page.waitForFunction(() => document.activeElement?.id === 'lesson-page-title');
        const step = recorded.batchSteps[at?.batchStep ?? -1];
        if (at !== null)
          await page.waitForFunction(
            (parts) => {
              const words = document.querySelector('[data-position]')?.textContent ?? '';
              return parts.every((part) => words.includes(part));
            },
            [at.operation, ...(step === undefined ? [] : stepWords(step, language))],
          );
        if (view !== null) await page.waitForSelector(`[data-view=${view}]`);
        // All that the page shows of the run comes, and none of it is missing at its place.
        await page.waitForFunction(
          () =>
            document.querySelectorAll('.lesson-page .absent-value, .lesson-page [data-present=false]')
              .length === 0,
        );
      }
      assert.equal(
        await page.locator('.lesson-contents .seen-mark', { hasText: '✓' }).count(),
        lesson.pages.length,
      );
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowLeft');
      await turned(page, lesson.pages.at(-2)!.id);
      await page.close();
    });
  }

  it('shows the numbers of the run, which change as it moves', async () => {
    const steps = linearSteps(GUESS, 10);
    const { page } = await open('01-guess-the-number');
    await turnTo(page, 'the-guess');
    assert.equal(await liveNumber(page, 'guess.output[0, 0]'), 2);
    await turnTo(page, 'again-and-again');
    assert.equal(await liveNumber(page, 'loss'), steps[1]!.loss);
    await page.getByRole('button', { name: 'the tenth' }).click();
    const tenth = Math.fround(steps[9]!.output[0]!);
    await page.waitForSelector(`[data-live="guess.output[0, 0]"][data-value="${tenth}"]`);
    await page.waitForSelector(`[data-figure="guess.output"] [data-value="${tenth}"]`);
    await page.getByRole('button', { name: 'back to the first' }).click();
    await page.waitForSelector('[data-live="guess.output[0, 0]"][data-value="2"]');
    await page.close();
  });

  it('says what is not computed where the run stands, instead of a number', async () => {
    const { page } = await open('02-outer-product');
    await turnTo(page, 'one-weight');
    await liveNumber(page, 'output.gradientWeights[2, 1]');
    await page.click('.action-stepBack');
    await page.waitForSelector('.absent-value[title*="output.gradientWeights[2, 1]"]');
    assert.match(await page.innerText('.absent-value'), /not computed yet in this batch step/);
    await page.close();
  });

  it('lights up what a link names, by keyboard, and says so', async () => {
    const { page } = await open('02-outer-product');
    await turnTo(page, 'rows-and-columns-of-the-answer');
    const gradient = linearSteps(OUTER, 1)[0]!.gradient.map((row) => [...row]);
    assert.deepEqual(await numbersOf(page, 'gradientWeights'), gradient);
    await page.getByRole('button', { name: 'A row', exact: true }).focus();
    await page.keyboard.press('Enter');
    const lit = '[role=grid][data-quantity=gradientWeights] .cell.pointed';
    await page.waitForFunction((cells) => document.querySelectorAll(cells).length === 2, lit);
    assert.deepEqual(
      await page.locator(lit).evaluateAll((cells) => cells.map((c) => c.getAttribute('data-row'))),
      ['2', '2'],
    );
    assert.match(
      (await page.locator(lit).first().getAttribute('aria-label')) ?? '',
      /what the lesson points at$/,
    );
    assert.match(await page.innerText('.lesson-pane > p[role=status]'), /gradientWeights of output, row 2/);
    await page.getByRole('button', { name: 'A column', exact: true }).click();
    await page.waitForFunction((cells) => document.querySelectorAll(cells).length === 3, lit);
    // On the next page it is dark again.
    await turnTo(page, 'the-step');
    await page.waitForFunction((cells) => document.querySelectorAll(cells).length === 0, lit);
    await page.close();
  });

  it('explains a number that a link asks for', async () => {
    const { page } = await open('02-outer-product');
    await turnTo(page, 'one-weight');
    await liveNumber(page, 'output.gradientWeights[2, 1]');
    await page.getByRole('button', { name: 'explain it' }).click();
    await page.waitForSelector('.why');
    assert.match(await page.innerText('.why'), /gradientWeights/);
    await page.close();
  });

  it('explains a word under the pointer and at the focus, until Escape', async () => {
    const { page } = await open('02-outer-product');
    const tip = page.locator('.term-tip[data-shown=true]');
    await page.focus('[data-term="row vector"]');
    await tip.waitFor();
    assert.match(await tip.innerText(), /matrix of one row/);
    const described = await page.getAttribute('[data-term="row vector"]', 'aria-describedby');
    assert.equal(await tip.getAttribute('id'), described);
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'hidden' });
    await page.hover('[data-term=shape]');
    await page.waitForFunction(() =>
      document.querySelector('.term-tip[data-shown=true]')?.textContent.startsWith('shape'),
    );
    await page.close();
  });

  it('hides the views and controls that the lesson names', async () => {
    const hide = ['picture', 'timeline', 'runMenu', 'operations'] as const;
    const { page } = await open('01-guess-the-number', 1400, { hide });
    await page.waitForSelector('#view-tab-picture', { state: 'detached' });
    assert.equal(await page.locator('[role=tab]').count(), VIEW_NAMES.length - 1);
    for (const gone of ['.timeline', '[data-action=runTo]', '.step-track'])
      assert.equal(await page.locator(gone).count(), 0, gone);
    await page.click('[data-lesson-action=close]');
    await page.waitForSelector('#view-tab-picture');
    await openView(page, 'picture');
    assert.equal(await page.locator('.lesson-pane').count(), 0);
    await page.close();
  });

  it('has large type, in which the keys of a clicker turn pages', async () => {
    const { page, lesson } = await open('01-guess-the-number');
    const size = () => page.$eval('.lesson-page p', (text) => parseFloat(getComputedStyle(text).fontSize));
    const small = await size();
    await page.click('[data-lesson-action=present]');
    await page.waitForSelector('.lesson-pane.presentation');
    assert.ok((await size()) > 1.3 * small);
    await page.keyboard.press('PageDown');
    await turned(page, lesson.pages[1]!.id);
    await page.keyboard.press('PageUp');
    await turned(page, lesson.pages[0]!.id);
    await page.close();
  });

  it('stands above the run in a narrow panel, never wider than it, and folds', async () => {
    for (const width of [350, 700]) {
      const { page } = await open('02-outer-product', width);
      await page.waitForSelector('.lesson-figure [data-value]');
      const box = (selector: string) =>
        page.$eval(selector, (element) => element.getBoundingClientRect().toJSON() as DOMRect);
      const [pane, run] = [await box('.lesson-pane'), await box('.beside-lesson')];
      assert.ok(pane.bottom <= run.top + 1 && pane.width <= width, `${width}`);
      assert.ok(
        await page.$eval('.lesson-pane', (element) => element.scrollWidth <= element.clientWidth + 1),
      );
      await page.click('[data-lesson-action=fold]');
      await page.waitForSelector('.lesson-page', { state: 'detached' });
      assert.ok((await box('.lesson-pane')).height < 60);
      await page.close();
    }
  });
});
