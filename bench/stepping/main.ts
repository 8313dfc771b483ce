/**
 * `npm run bench:stepping [-- --json FILE]`: from a request to the stop, free running with all health checks on and
 * off, and how soon a pause comes; through the packaged adapter.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { HEALTH_CHECK_NAMES } from '../../src/protocol/health';
import { describeMachine, load } from '../machine';
import { spreadOf } from '../statistics';
import { aligned, ratios } from '../tables';
import { Adapter } from './adapter';
import { writeFiles } from './files';

const STEPS = 300;
const PAUSES = 20;
/** Of each kind: two processes that do the same differ by a tenth. */
const RUNS = 21;
/** So many that the start, in which kernels and plans are compiled, is the smaller part of it. */
const EPOCHS = 4000;
/** Thresholds that nothing reaches: all checks look, none finds. */
const SILENT = { vanishing: 1e-30, exploding: 1e30, deadRelu: 1, saturated: 1, unchanged: 1e-30 };

const say = (text: string): void => void process.stderr.write(`${text}\n`);

interface Measured {
  readonly what: string;
  /** In ms, or times for a ratio. */
  readonly unit: 'ms' | '×';
  readonly target: string;
  readonly values: readonly number[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' } } });
  const machine = describeMachine();
  const files = writeFiles(EPOCHS);
  const measured: Measured[] = [];
  try {
    for (const [name, file, limit] of [
      ['iris', files.iris, 3],
      ['784-128-10, batches of 64', files.wide, 30],
    ] as const) {
      say(`stepping on ${name}`);
      const adapter = await Adapter.onEntry(file, []);
      for (const command of ['next', 'stepIn'] as const) {
        const target = command === 'next' ? `< ${limit} ms` : '';
        measured.push(ms(`${command} on ${name}`, target, await repeat(STEPS, () => adapter.move(command))));
      }
      adapter.close();
    }
    say('free running on iris');
    measured.push(...(await freeRunning(files.iris)));
    say('pauses');
    const long = writeFiles(100_000_000);
    for (const [name, file] of [
      ['iris', long.iris],
      ['784-128-10', long.wide],
    ] as const)
      measured.push(ms(`pause while ${name} runs`, '< 100 ms', await pauses(file)));
    long.remove();
  } finally {
    files.remove();
  }
  console.log(table(measured));
  const results = { machine, loadAfter: load(), measured };
  console.log(
    `\n${machine.processor}, ${machine.cores} cores, load average before ${machine.loadBefore.join(', ')}`,
  );
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
}

/** Off and on in turns, each in a process of its own. */
async function freeRunning(file: string): Promise<Measured[]> {
  const [off, on]: [number[], number[]] = [[], []];
  const all = HEALTH_CHECK_NAMES.map((filterId) => {
    const silent = filterId in SILENT ? SILENT[filterId as keyof typeof SILENT] : 1e-30;
    return { filterId, condition: String(silent) };
  });
  for (let run = 0; run < RUNS; run++) {
    off.push(await wholeRun(file, []));
    on.push(await wholeRun(file, [{ filterId: 'nonFinite' }, ...all]));
  }
  return [
    ms(`${EPOCHS} epochs of iris, no health checks`, '', off),
    ms(`${EPOCHS} epochs of iris, all health checks`, '', on),
    { what: 'all health checks against none', unit: '×', target: '≤ 1.10 ×', values: ratios(on, off) },
  ];
}

async function wholeRun(file: string, filters: Parameters<typeof Adapter.onEntry>[1]): Promise<number> {
  const adapter = await Adapter.onEntry(file, filters);
  try {
    return await adapter.runToEnd();
  } finally {
    adapter.close();
  }
}

async function pauses(file: string): Promise<number[]> {
  const adapter = await Adapter.onEntry(file, []);
  const times = await repeat(PAUSES, async () => {
    await adapter.goOn();
    await new Promise((resolve) => setTimeout(resolve, 50 + 200 * Math.random()));
    return adapter.move('pause');
  });
  adapter.close();
  return times;
}

async function repeat(count: number, measure: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push(await measure());
  return times;
}

function ms(what: string, target: string, values: readonly number[]): Measured {
  return { what, unit: 'ms', target, values };
}

function table(measured: readonly Measured[]): string {
  const rows = measured.map(({ what, unit, target, values }) => {
    const { median, least, most } = spreadOf(values);
    return [what, ...[median, least, most].map((value) => `${value.toFixed(2)} ${unit}`), target];
  });
  return aligned([['', 'median', 'least', 'most', 'target'], ...rows]);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
