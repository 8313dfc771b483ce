/**
 * `npm run bench:start [-- --json FILE]`: how long the extension takes to activate, from F5 to the first pause in the
 * panel on iris, and from the key of a step to the painted panel; the packaged extension in VS Code in a browser.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { WIDE, Workbench } from '../test/e2e/workbench';
import { describeMachine, load } from './machine';
import { spreadOf } from './statistics';
import { aligned } from './tables';

const STARTS = 3;
const STEPS = 10;

/** The operation at which the panel says that the run stands. */
const POSITION = '[data-position]';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' } } });
  const machine = describeMachine();
  const code = await Workbench.start();
  const [activations, pauses, steps]: number[][] = [[], [], []];
  try {
    for (let start = 0; start < STARTS; start++) {
      await code.open('iris.mlp.json');
      pauses?.push(
        await timed(code.pressF5.bind(code), () => code.untilAt('backward', 'output', 'gradientPrev')),
      );
      for (let step = 0; step < STEPS; step++) steps?.push(await stepOnce(code));
      activations?.push(await activation(code));
      await code.page.keyboard.press('Shift+F5');
    }
  } catch (error) {
    await code.picture('bench-start-failed');
    throw error;
  } finally {
    await code.stop();
  }
  const rows = [
    ['activation', activations, '< 50 ms'],
    ['F5 to the first pause in the panel, iris', pauses, '< 1000 ms'],
    ['F10 to the panel at the next stop, iris', steps, '< 50 ms'],
  ] as const;
  const lines = rows.map(([what, times = [], target]) => {
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

async function stepOnce(code: Workbench): Promise<number> {
  const position = code.panel.locator(POSITION);
  const before = await position.first().textContent();
  return timed(
    () => code.page.keyboard.press('F10'),
    async () => {
      while ((await position.first().textContent()) === before);
    },
  );
}

async function timed(act: () => Promise<void>, until: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  await until();
  return performance.now() - start;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
