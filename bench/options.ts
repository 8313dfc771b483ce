import { parseArgs } from 'node:util';
import { DATASET_GOALS } from './datasets';
import { NETWORKS } from './networks';

export interface Options {
  readonly repeats: number;
  /** ms of one measurement. */
  readonly stretch: number;
  readonly json: string | null;
  readonly markdown: string | null;
  /** The graphics card of this machine is measured, instead of one that the processor plays. */
  readonly gpu: boolean;
  readonly wants: (what: string) => boolean;
}

export const HELP = `npm run bench [-- OPTIONS]

  --only NAME      only this network, dataset, or 'browser'; can be given several times
  --repeats R      how often everyone is measured (5)
  --quick          two short repeats: to see that it works
  --gpu            the graphics card of this machine: in the browser with every network, and without one
  --json FILE      writes all measurements
  --markdown FILE  writes the tables between the marks of this file`;

/** Throws, in words for a person, for what it does not know. */
export function readOptions(argv: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string', multiple: true },
      repeats: { type: 'string' },
      gpu: { type: 'boolean' },
      quick: { type: 'boolean' },
      json: { type: 'string' },
      markdown: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  const known = [...NETWORKS, ...DATASET_GOALS].map(({ name }) => name).concat('browser');
  const only = values.only ?? known;
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. There are ${known.join(', ')}.`);
  const repeats = Number(values.repeats ?? (values.quick ? 2 : 5));
  if (!Number.isInteger(repeats) || repeats < 1) throw new Error('--repeats needs a whole number from 1.');
  return {
    repeats,
    stretch: values.quick ? 50 : 500,
    json: values.json ?? null,
    markdown: values.markdown ?? null,
    gpu: values.gpu ?? false,
    wants: (what) => only.includes(what),
  };
}
