/** Starts all contestants of Node that this machine can have. */
import { startInNode, type NodeContestant } from './hosts/node';
import type { Hosted } from './hosts/hosted';
import { startInPython } from './hosts/python';
import { wordsOf, type Entrant } from './referee';

export interface Field {
  /** Ours first: the others are compared with it. */
  readonly entrants: readonly Entrant[];
  /** What each says of itself. */
  readonly contestants: Readonly<Record<string, string>>;
  /** Those that cannot be had here, each with the reason. */
  readonly skipped: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface Candidate {
  readonly name: string;
  readonly start: () => Promise<Hosted>;
  readonly perSample?: boolean;
}

const inNode = (name: string, kind: NodeContestant, perSample = false): Candidate => ({
  name,
  start: () => startInNode(kind),
  perSample,
});

export const IN_NODE: readonly Candidate[] = [
  inNode('Backstep', 'backstep'),
  inNode('Backstep, operation by operation', 'backstep by operation'),
  inNode('brain.js', 'brain.js', true),
  inNode('TensorFlow.js cpu', 'tfjs cpu'),
  inNode('TensorFlow.js wasm', 'tfjs wasm'),
  { name: 'PyTorch', start: () => startInPython('cpu') },
];

/** What computes on a graphics card without a browser. */
export const ON_CARD: readonly Candidate[] = [{ name: 'PyTorch cuda', start: () => startInPython('cuda') }];

/** Rejects when the first candidate, ours, cannot be started. */
export async function startAll(candidates: readonly Candidate[]): Promise<Field> {
  const entrants: Entrant[] = [];
  const hosted: Hosted[] = [];
  const contestants: Record<string, string> = {};
  const skipped: Record<string, string> = {};
  const close = async (): Promise<void> => {
    for (const each of hosted) await each.close();
  };
  for (const { name, start, perSample = false } of candidates) {
    try {
      const each = await start();
      hosted.push(each);
      contestants[name] = await each.contestant.describe();
      entrants.push({ name, contestant: each.contestant, perSample });
    } catch (error) {
      skipped[name] = wordsOf(error);
    }
  }
  const [first] = candidates;
  if (first && first.name in skipped) {
    await close();
    throw new Error(`${first.name} could not be started: ${skipped[first.name] ?? ''}`);
  }
  return { entrants, contestants, skipped, close };
}
