/** A network whose first layer has products that are worth several threads. */
import type { Program } from '../../src/data/program';
import { noise } from '../unit/engine/networks';
import { programOf } from '../unit/engine/programs';

/** A part of the first layer's weights. */
export const WEIGHTS = { row: 150, rows: 4, column: 60, columns: 20 };

export function largeProgram(): Program {
  const draw = noise(3);
  const rows = (count: number, width: number): number[][] =>
    Array.from({ length: count }, () => Array.from({ length: width }, () => draw() - 0.5));
  return programOf({
    inputs: rows(390, 300),
    targets: rows(390, 3),
    batchSize: 130,
    optimizer: { type: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false },
    layers: [{ units: 170, activation: 'tanh' }, { units: 3 }],
    epochs: 1_000_000,
  });
}
