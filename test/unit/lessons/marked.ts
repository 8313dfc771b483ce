/** Lessons for tests, with what is wrong in them between « and ». */
import { formatFault } from '../../../src/definition/fault';
import { parseDefinition } from '../../../src/definition/parse';
import { networkOf } from '../../../src/lessons/network';
import { parseLesson } from '../../../src/lessons/parse';

export const NETWORK = networkOf(
  parseDefinition(
    JSON.stringify({
      data: {
        inputs: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        targets: [[1], [2], [3]],
      },
      layers: [
        { name: 'hidden', units: 4, activation: 'tanh' },
        { name: 'output', units: 1, useBias: false },
      ],
    }),
  ).draft,
);

export const HEADER = '---\ntitle: T\ndefinition: net.mlp.json\n---\n';

/** The faults of a text that has a header, as the command line writes them. */
export function faultsOf(text: string): string[] {
  return parseLesson(text, NETWORK).faults.map((fault) => formatFault('x.lesson.md', fault));
}

export interface Marked {
  /** What stands between the marks; null when there are none. */
  readonly marked: string | null;
  readonly found: string;
  readonly messages: string[];
}

/** Parses the text without its marks; `found` is what the first fault's range covers. */
export function readMarked(text: string): Marked {
  const marked = /«([^»]*)»/.exec(text)?.[1] ?? null;
  const plain = text.replace(/[«»]/g, '');
  const { faults } = parseLesson(plain, NETWORK);
  const range = faults[0]?.range;
  return {
    marked,
    found: range === undefined ? '' : plain.slice(range.start.offset, range.end.offset),
    messages: faults.map(({ message }) => message),
  };
}
