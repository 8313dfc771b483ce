/** What is in sight is drawn with the step; what is not, a few frames later, and is not to be seen until then. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import softmax from '../reference/softmax-crossentropy.trace.json';
import { allDrawn, assertClose, numbersOf, startPanel, type Harness } from './panelPage';

interface CardThen {
  readonly quantity: string;
  readonly isBehind: boolean;
  readonly isInSight: boolean;
  readonly opacity: string;
}

/** Does something, and tells how the cards stood when the page first changed its position. */
async function cardsAtChange(page: Page, act: () => Promise<void>): Promise<CardThen[]> {
  const then = await page.evaluateHandle(() => {
    const position = document.querySelector('[data-position]');
    const before = position?.textContent;
    const at: { cards: CardThen[] | null } = { cards: null };
    const observer = new MutationObserver(() => {
      if (position?.textContent === before) return;
      observer.disconnect();
      at.cards = [...document.querySelectorAll('.card-slot')].map((slot) => {
        const { top, bottom } = slot.getBoundingClientRect();
        return {
          quantity: slot.querySelector('.quantity')?.textContent ?? '',
          isBehind: slot.getAttribute('data-behind') === 'true',
          isInSight: bottom > 0 && top < innerHeight,
          opacity: getComputedStyle(slot).opacity,
        };
      });
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    return at;
  });
  await act();
  const cards = await page.waitForFunction((at) => at.cards, then);
  return (await cards.jsonValue()) ?? [];
}

const named = (cards: readonly CardThen[], quantity: string): CardThen | undefined =>
  cards.find((card) => card.quantity === quantity);

describe('what is out of sight in the panel', function () {
  this.timeout(60_000);
  let panel: Harness;
  before(async () => {
    panel = await startPanel({ asSeen: true });
  });
  after(() => panel.close());
  afterEach(() => assert.deepEqual(panel.complaints, []));

  const weightsAt = (step: number): number[][] => softmax.steps[step]!.layers[1]!.forward.weights;

  it('is drawn after what is in sight, and not to be seen until then', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'weights');
    const cards = await cardsAtChange(page, () => page.click('[data-action=next]'));
    assert.ok(cards.some(({ isInSight }) => isInSight) && cards.some(({ isInSight }) => !isInSight));
    for (const { quantity, isBehind, isInSight, opacity } of cards) {
      assert.equal(isBehind, !isInSight, quantity);
      assert.equal(opacity, isBehind ? '0' : '1', quantity);
    }
    await allDrawn(page);
    const opacities = await page.$$eval('.card-slot', (slots) =>
      slots.map((slot) => getComputedStyle(slot).opacity),
    );
    assert.deepEqual(new Set(opacities), new Set(['1']));
    await page.close();
  });

  it('has its own numbers in the end, however fast steps follow each other', async () => {
    const page = await panel.open('case=softmax&layer=1');
    assertClose(await numbersOf(page, 'weights'), weightsAt(0));
    // Backward and update of the other layer, the update of this one, and forward through both.
    await page.evaluate(() => {
      for (let i = 0; i < 5; i++)
        setTimeout(() => document.querySelector<HTMLElement>('[data-action=next]')?.click(), 20 * i);
    });
    await page.waitForFunction(() =>
      document.querySelector('[data-position]')?.textContent.includes('forward · layer2'),
    );
    await allDrawn(page);
    assertClose(await numbersOf(page, 'weights'), weightsAt(1));
    await page.close();
  });

  it('is drawn with the step where it has the focus', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'output');
    await page.focus('[role=grid][data-quantity=output] [role=gridcell][tabindex="0"]');
    await page.evaluate(() => scrollTo(0, 0));
    // The observer of what is in sight is told with the next frames.
    await page.waitForTimeout(100);
    const cards = await cardsAtChange(page, () =>
      page.evaluate(() => document.querySelector<HTMLElement>('[data-action=next]')?.click()),
    );
    assert.deepEqual([named(cards, 'output')?.isInSight, named(cards, 'output')?.isBehind], [false, false]);
    assert.equal(named(cards, 'preActivation')?.isBehind, true);
    await page.close();
  });

  it('is drawn where one scrolls to', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'output');
    await page.evaluate(() => document.querySelector('[data-quantity=output]')?.scrollIntoView());
    await page.waitForTimeout(100);
    const cards = await cardsAtChange(page, () =>
      page.evaluate(() => document.querySelector<HTMLElement>('[data-action=next]')?.click()),
    );
    assert.equal(named(cards, 'output')?.isBehind, false);
    assert.equal(named(cards, 'gradient')?.isBehind, true);
    await page.close();
  });

  it('is not kept in memory once it has been drawn again', async () => {
    const page = await panel.open('case=softmax&layer=1');
    await numbersOf(page, 'weights');
    const session = await page.context().newCDPSession(page);
    /** Bytes of all objects that are still held, after so many more steps. */
    const heldAfter = async (steps: number): Promise<number> => {
      for (let step = 0; step < steps; step++) {
        const before = await page.textContent('[data-position]');
        await page.evaluate(
          (back) => {
            document.querySelector<HTMLElement>(`[data-action=${back ? 'stepBack' : 'next'}]`)?.click();
          },
          step % 2 === 1,
        );
        await page.waitForFunction(
          (text) => document.querySelector('[data-position]')?.textContent !== text,
          before,
        );
        await allDrawn(page);
      }
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    const early = await heldAfter(10);
    const grown = (await heldAfter(20)) - early;
    // It was half a megabyte for each step.
    assert.ok(grown < 2_000_000, `${grown} bytes for 20 steps`);
    await page.close();
  });
});
