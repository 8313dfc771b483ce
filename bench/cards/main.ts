/** `npm run bench:cards`: where the time of a batch step goes on WebGL2 and WebGPU, kernel by kernel. */
import { BROWSER_ARGUMENTS, WITH_CARD } from '../../scripts/find-browser.mjs';
import { openPage } from '../../test/cards/openPage';
import { NETWORKS, taskOf } from '../networks';

const REPEATS = 5;
/** Of a batch step: what takes less is told in one line. */
const WORTH_A_LINE = 0.005;

async function main([name = '784-512-256-10', gpu]: readonly string[]): Promise<void> {
  const network = NETWORKS.find((one) => one.name === name);
  if (network === undefined)
    throw new Error(`Unknown: ${name}. There are ${NETWORKS.map((one) => one.name).join(', ')}.`);
  const opened = await openPage('./bench/cards/page.ts', gpu === '--gpu' ? WITH_CARD : BROWSER_ARGUMENTS);
  try {
    for (const card of ['webgl2', 'webgpu'] as const) {
      const given = [card, taskOf(network), REPEATS] as const;
      const profile = await opened.page.evaluate(
        ([to, task, repeats]) => globalThis.profile(to, task, repeats),
        given,
      );
      const all = profile.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
      const lines = [...profile].sort(([, a], [, b]) => b - a).filter(([, ms]) => ms > WORTH_A_LINE * all);
      const rest = lines.reduce((left, [, milliseconds]) => left - milliseconds, all);
      console.log(`\n${card}, a batch step of ${name}: ${all.toFixed(1)} ms when each kernel is waited for`);
      for (const [what, milliseconds] of [...lines, ['all else', rest] as const])
        console.log(
          `${milliseconds.toFixed(2).padStart(9)} ms ${Math.round((100 * milliseconds) / all)
            .toString()
            .padStart(3)} %  ${what}`,
        );
    }
  } finally {
    await opened.close();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
