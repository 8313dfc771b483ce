/** `npm run bench`: Backstep beside its peers, in one run and in turns. docs/benchmark.md says how to read it. */
import { writeFileSync } from 'node:fs';
import { DATASET_GOALS, datasetTask } from './datasets';
import { IN_NODE, ON_CARD, startAll, type Field } from './entrants';
import { startBrowserField } from './hosts/browser';
import { describeMachine, load } from './machine';
import { writeBetweenMarks } from './marks';
import { NETWORKS, taskOf } from './networks';
import { HELP, readOptions, type Options } from './options';
import { installPeers } from './peers';
import { measureGoal, measureSpeed, wordsOf, type SpeedOptions } from './referee';
import type { Results } from './results';
import { report } from './tables';

/** The network that is measured in Chromium, too, where a processor plays the graphics card. */
const IN_BROWSER = '784-512-256-10';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(argv: readonly string[]): Promise<void> {
  const options = readOptions(argv);
  if (options === 'help') {
    console.log(HELP);
    return;
  }
  const machine = describeMachine();
  installPeers(say);
  const node = await inNode(options);
  const browser = options.wants('browser') ? await inBrowser(options) : NOBODY;
  const results: Results = {
    machine,
    loadAfter: load(),
    command: ['npm run bench', ...(argv.length > 0 ? ['--', ...argv] : [])].join(' '),
    contestants: { ...node.contestants, ...browser.contestants },
    skipped: { ...node.skipped, ...browser.skipped },
    speed: node.speed,
    goals: node.goals,
    browser: browser.speed,
  };
  const text = report(results);
  console.log(text);
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
  if (options.markdown !== null) writeBetweenMarks(options.markdown, text);
}

type Part = Pick<Results, 'contestants' | 'skipped' | 'speed' | 'goals'>;
const NOBODY: Part = { contestants: {}, skipped: {}, speed: [], goals: [] };

async function inNode(options: Options): Promise<Part> {
  const networks = NETWORKS.filter(({ name }) => options.wants(name));
  const goals = DATASET_GOALS.filter(({ name }) => options.wants(name));
  if (networks.length + goals.length === 0) return NOBODY;
  const field = await startAll(options.gpu ? [...IN_NODE, ...ON_CARD] : IN_NODE);
  try {
    const speed: Results['speed'][number][] = [];
    for (const network of networks) speed.push(await speedOf(field, network, options));
    const reached: Results['goals'][number][] = [];
    for (const goal of goals) {
      const task = await datasetTask(goal);
      const rows = await measureGoal(field.entrants, task, goal, speedOptions(goal.name, 1, options));
      reached.push({ dataset: goal.name, accuracy: goal.accuracy, rows });
    }
    return { contestants: field.contestants, skipped: field.skipped, speed, goals: reached };
  } finally {
    await field.close();
  }
}

async function inBrowser(options: Options): Promise<Part> {
  const field = await startBrowserField(options.gpu);
  try {
    const speed: Results['speed'][number][] = [];
    // One epoch is enough for the check: a processor that plays the graphics card is slow.
    const networks = NETWORKS.filter(({ name }) => (options.gpu ? options.wants(name) : name === IN_BROWSER));
    for (const network of networks)
      speed.push(await speedOf(field, options.gpu ? network : { ...network, checkEpochs: 1 }, options));
    return { ...NOBODY, contestants: field.contestants, skipped: field.skipped, speed };
  } finally {
    await field.close();
  }
}

async function speedOf(
  { entrants }: Field,
  network: (typeof NETWORKS)[number],
  options: Options,
): Promise<Results['speed'][number]> {
  const { name, batchSize, checkEpochs } = network;
  const rows = await measureSpeed(entrants, taskOf(network), speedOptions(name, checkEpochs, options));
  return { network: name, batchSize, rows };
}

function speedOptions(title: string, checkEpochs: number, { repeats, stretch }: Options): SpeedOptions {
  return { repeats, stretch, checkEpochs, say: (text) => say(`${title}: ${text}`) };
}

main(process.argv.slice(2)).catch((error: unknown) => {
  say(wordsOf(error));
  process.exitCode = 1;
});
