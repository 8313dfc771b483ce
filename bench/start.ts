/**
 * `npm run bench:start [-- --json FILE]`: how long the extension takes to activate, from F5 to the first pause in the
 * panel on iris, and from the key of a step to the painted panel; the packaged extension in VS Code in a browser.
 */
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Frame } from 'playwright-core';
import { WIDE, Workbench } from '../test/e2e/workbench';
import { describeMachine, load } from './machine';
import { watchEditor, watchPaints, type PaintWatch } from './paints';
import { spreadOf } from './statistics';
import { writeFiles } from './stepping/files';
import { aligned } from './tables';

declare global {
  interface Window {
    readonly paintWatch: PaintWatch;
    readonly pressedAt: number;
    readonly markedAt: number;
    readonly movedAt: number;
  }
}

const STARTS = 5;
const STEPS = 10;
/** Milliseconds for which somebody looks at the numbers before the next step; VS Code has come to rest then. */
const LOOK = 1000;

/** The operation at which the panel says that the run stands. */
const POSITION = '[data-position]';
/** The loader names functions by a helper that pages do not have. */
const HELPER = 'window.__name = (named) => named';
/** Milliseconds that a new window is given. */
const SETTLING = 3000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' } } });
  const machine = describeMachine();
  const code = await Workbench.start();
  await code.page.addInitScript(`${HELPER}; (${String(watchEditor)})();`);
  // A webview's page comes into a window that is there already, which a script for new windows would miss.
  code.page.on('framenavigated', (frame) => {
    frame.evaluate(`${HELPER}; (${String(watchPaints)})();`).catch(() => {
      // It has gone on already, and its next page is told of as well.
    });
  });
  const files = writeFiles(1000);
  cpSync(path.dirname(files.wide), code.folder, {
    recursive: true,
    filter: (file) => !file.includes('iris'),
  });
  const activations: number[] = [];
  const [pauses, panels]: [number[], number[]] = [[], []];
  const steps: number[] = [];
  const wideSteps: number[] = [];
  const marks: number[] = [];
  try {
    for (let start = 0; start < STARTS; start++) {
      await code.open('iris.mlp.json');
      // A window that has just come up is still busy with itself.
      await code.page.waitForTimeout(SETTLING);
      await code.pressF5();
      await code.untilAt('backward', 'output', 'gradientPrev');
      const panel = await panelOf(code);
      await panel.waitForFunction(() => window.paintWatch.numbers > 0, undefined, { polling: 200 });
      await code.page.waitForFunction(() => window.markedAt > 0, undefined, { polling: 200 });
      const { pressedAt, markedAt } = await code.page.evaluate(() => ({
        pressedAt: window.pressedAt,
        markedAt: window.markedAt,
      }));
      pauses.push(markedAt - pressedAt);
      panels.push((await panel.evaluate(() => window.paintWatch.numbers)) - pressedAt);
      steps.push(...(await keySteps(code, marks)));
      activations.push(await activation(code));
      await code.page.keyboard.press('Shift+F5');
    }
    await code.open(path.basename(files.wide));
    await code.pressF5();
    await code.untilAt('backward', 'output', 'gradientPrev');
    for (let start = 0; start < STARTS; start++) wideSteps.push(...(await keySteps(code, marks)));
  } catch (error) {
    await code.picture('bench-start-failed');
    throw error;
  } finally {
    files.remove();
    await code.stop();
  }
  const rows = [
    ['activation', activations, '< 50 ms'],
    ['F5 to the first pause, its line marked, iris', pauses, '< 1000 ms'],
    ['F5 to the first pause in the panel, iris', panels, '< 1000 ms'],
    ['F10 to the painted panel, iris', steps, '< 50 ms'],
    ['F10 to the painted panel, 784-128-10', wideSteps, '< 100 ms'],
    ["F10 to VS Code's own mark at another line", marks, ''],
  ] as const;
  const lines = rows.map(([what, times, target]) => {
    const { median, least, most } = spreadOf(times);
    return [what, ...[median, least, most].map((value) => `${value.toFixed(0)} ms`), target];
  });
  console.log(aligned([['', 'median', 'least', 'most', 'target'], ...lines]));
  const measured = rows.map(([what, times, target]) => ({ what, unit: 'ms', target, values: times }));
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine, loadAfter: load(), measured }, null, 2)}\n`);
}

/** As VS Code itself has measured it, in ms. */
async function activation(code: Workbench): Promise<number> {
  // The list draws only what fits into it, and the fastest come last.
  await code.page.setViewportSize({ ...WIDE, height: 2400 });
  await code.command('Developer: Show Running Extensions');
  const row = code.page.locator('.runtime-extensions-editor .extension', { hasText: 'Backstep' });
  await row.first().waitFor();
  const text = (await row.first().textContent()) ?? '';
  const took = /Activation: (\d+)ms/.exec(text)?.[1];
  if (took === undefined) throw new Error(`VS Code does not tell the activation time: ${text}`);
  // It opens above the editor.
  await code.page.keyboard.press('Escape');
  await row.first().waitFor({ state: 'hidden' });
  await code.page.setViewportSize(WIDE);
  return Number(took);
}

async function panelOf(code: Workbench): Promise<Frame> {
  const panel = await (await code.panel.locator(POSITION).first().elementHandle()).ownerFrame();
  if (panel === null) throw new Error('The panel has no page.');
  return panel;
}

/**
 * From the key that steps over to the frame in which every number in sight is of the next stop, in ms, several times.
 * @param marks takes how long the editor took to mark another line, where the step went to one
 */
async function keySteps(code: Workbench, marks: number[]): Promise<number[]> {
  const panel = await panelOf(code);
  const times: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    await code.page.waitForTimeout(LOOK);
    await panel.evaluate(() => Object.assign(window.paintWatch, { position: 0, numbers: 0 }));
    await code.page.keyboard.press('F10');
    // Seldom asked, so that asking takes nothing from what is measured.
    await panel.waitForFunction(() => window.paintWatch.numbers > 0, undefined, { polling: 200 });
    const painted = await panel.evaluate(() => window.paintWatch.numbers);
    await code.page.waitForTimeout(LOOK / 2);
    const { pressedAt, movedAt } = await code.page.evaluate(() => ({
      pressedAt: window.pressedAt,
      movedAt: window.movedAt,
    }));
    times.push(painted - pressedAt);
    if (movedAt > pressedAt) marks.push(movedAt - pressedAt);
  }
  return times;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
