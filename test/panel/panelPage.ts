/** The panel in a browser, as tests see it. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Lesson } from '../../src/protocol/lesson';
import type { FromPanel, ToPanel } from '../../src/protocol/panel';
import type { QuantityName } from '../../src/protocol/vocabulary';
import type { RecordedRun } from './recordedRun';
import { openBrowser, startHarness } from './server.mjs';

/** What the harness puts on the page for tests. */
export interface FakeHostHandle {
  readonly received: FromPanel[];
  delay: number;
  send(message: ToPanel): void;
  startRunning(): void;
  openLesson(lesson: Lesson): void;
  edit(quantity: QuantityName, value: number, stale: readonly QuantityName[]): void;
}
declare global {
  interface Window {
    readonly fakeHost: FakeHostHandle;
    readonly worstContrast: () => { contrast: number; cell: string; cells: number };
  }
}

export interface Harness {
  /** A fresh page with the panel; `query` is described in fakeHost.ts, `recorded` is the run of `case=recorded`. */
  open(query: string, width?: number, height?: number, recorded?: RecordedRun): Promise<Page>;
  /** What any page complained about: errors, and whatever the content security policy forbade. */
  readonly complaints: string[];
  close(): Promise<void>;
}

interface PanelOptions {
  /** The panel's functions keep their names, for a profile. */
  readonly readable?: boolean;
  /** What is out of sight is drawn later, as it is for a person; else all of it counts as in sight. */
  readonly asSeen?: boolean;
}

export async function startPanel({ readable = false, asSeen = false }: PanelOptions = {}): Promise<Harness> {
  const server = await startHarness(0, readable);
  const browser = await openBrowser();
  const complaints: string[] = [];
  return {
    complaints,
    open: async (query, width = 700, height = 900, recorded) => {
      const page = await browser.newPage({ viewport: { width, height } });
      if (recorded !== undefined)
        await page.addInitScript((run) => Object.assign(window, { recordedRun: run }), recorded);
      if (!asSeen) await page.addInitScript(seeEverything);
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(`${server.address}?${query}`);
      return page;
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** Most tests are of what is drawn, not of when: to them the whole page is in sight. */
function seeEverything(): void {
  window.IntersectionObserver = class extends IntersectionObserver {
    constructor(told: IntersectionObserverCallback) {
      super(() => told([{ isIntersecting: true } as IntersectionObserverEntry], this));
    }
  };
}

/** Until what is out of sight is drawn, too: it comes a few frames after what is in sight. */
export async function allDrawn(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[data-behind=true]') === null);
}

/** The numbers that a matrix shows now, row by row, once every cell of it has one of the moment on show. */
export async function numbersOf(page: Page, quantity: string): Promise<number[][]> {
  const grid = `[role=grid][data-quantity="${quantity}"][data-fresh=true]`;
  await page.waitForFunction((selector) => {
    const cells = [...document.querySelectorAll(`${selector} [role=gridcell]`)];
    return cells.length > 0 && cells.every((cell) => cell.hasAttribute('data-value'));
  }, grid);
  return page.$$eval(`${grid} [role=row]`, (rows) =>
    rows.map((row) =>
      [...row.querySelectorAll<HTMLElement>('[role=gridcell]')].map((cell) => Number(cell.dataset.value)),
    ),
  );
}

/** Opens a view by its tab. */
export async function openView(page: Page, view: string): Promise<void> {
  await page.click(`#view-tab-${view}`);
  await page.waitForSelector(`[data-view=${view}]`);
}

/** Chooses from the menu below a matrix. */
export async function chooseMore(page: Page, quantity: string, choice: string): Promise<void> {
  await page.click(`[data-action=more-${quantity}]`);
  await page.click(`[role=menu] [data-choice=${choice}]`);
  await page.waitForSelector('[role=menu]', { state: 'detached' });
}

/** Opens one of the tools below a matrix. */
export async function openTool(page: Page, quantity: string, tool: 'goTo' | 'histogram'): Promise<void> {
  await chooseMore(page, quantity, tool);
  await page.waitForSelector(tool === 'goTo' ? `[data-go-to=${quantity}]` : `[data-histogram=${quantity}]`);
}

/** The numbers that a plate of a picture shows now, row by row, once all of them are of the moment on show. */
export async function plateNumbers(page: Page, plate: string): Promise<number[][]> {
  const grid = `[role=grid][data-plate="${plate}"][data-fresh=true]`;
  await page.waitForFunction((selector) => {
    const cells = [...document.querySelectorAll(`${selector} [role=gridcell]`)];
    return cells.length > 0 && cells.every((cell) => cell.hasAttribute('data-value'));
  }, grid);
  return page
    .locator(grid)
    .first()
    .locator('[role=row]')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll<HTMLElement>('[role=gridcell]')].map((cell) => Number(cell.dataset.value)),
      ),
    );
}

/** Moves a slider, as a hand does. */
export async function slideTo(page: Page, selector: string, value: number): Promise<void> {
  await page.locator(selector).evaluate((slider, wanted) => {
    (slider as HTMLInputElement).value = String(wanted);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  }, value);
}

export function assertClose(
  actual: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
  tolerance = 1e-6,
): void {
  assert.deepEqual(
    actual.map((row) => row.length),
    expected.map((row) => row.length),
  );
  actual.flat().forEach((value, i) => {
    assert.ok(Math.abs(value - expected.flat()[i]!) < tolerance, `element ${i}: ${value}`);
  });
}
