/** The definition files that are stepped through, in a folder of their own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from '../../src/data/random';

export interface Files {
  readonly iris: string;
  /** 784-128-10 with batches of 64. */
  readonly wide: string;
  remove(): void;
}

/** @param epochs of iris */
export function writeFiles(epochs: number): Files {
  const folder = mkdtempSync(join(tmpdir(), 'backstep-bench-'));
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  write('wide.csv', randomCsv(784, 10, 256));
  const layers = (hidden: number, units: number): object[] => [
    { name: 'hidden', units: hidden, activation: 'tanh' },
    { name: 'output', units, activation: 'tanh' },
  ];
  return {
    // The same batches in every epoch and small steps, so that the loss falls to the end: no health check finds anything.
    iris: write(
      'iris.mlp.json',
      JSON.stringify({
        data: { dataset: 'iris', batchSize: 16, standardize: true, shuffle: false },
        layers: layers(8, 3),
        optimizer: { type: 'sgd', learningRate: 0.01 },
        epochs,
      }),
    ),
    wide: write(
      'wide.mlp.json',
      JSON.stringify({
        data: { csv: 'wide.csv', target: names('y', 10), batchSize: 64 },
        layers: layers(128, 10),
        epochs: 1_000_000,
      }),
    ),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function names(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${index}`);
}

function randomCsv(inputs: number, targets: number, rows: number): string {
  const { uniform } = random(7, 'data');
  const row = (): string => Array.from({ length: inputs + targets }, () => uniform().toFixed(4)).join(',');
  return [
    [...names('x', inputs), ...names('y', targets)].join(','),
    ...Array.from({ length: rows }, row),
  ].join('\n');
}
