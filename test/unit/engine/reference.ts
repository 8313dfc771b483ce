/** The reference cases of test/reference: computed with PyTorch's autograd in float64. */
import { readdirSync, readFileSync } from 'node:fs';
import type { OptimizerDefinition } from '../../../src/definition/definition';
import type { LossName } from '../../../src/definition/names';
import type { Program } from '../../../src/data/program';
import { optimizerOf, programOf, type LayerSketch, type Rows } from './programs';

const FOLDER = new URL('../../reference/', import.meta.url);

type Nested = number | string | readonly Nested[];

export interface TraceLayer {
  readonly name: string;
  readonly forward: Readonly<Record<string, Nested | null>>;
  readonly backward: Readonly<Record<string, Nested | null>>;
  readonly update: Readonly<Record<string, Nested | null>>;
}

export interface TraceStep {
  readonly epoch: number;
  readonly batch: number;
  readonly loss: number;
  readonly layers: readonly TraceLayer[];
}

export interface ReferenceCase {
  readonly name: string;
  readonly program: Program;
  readonly steps: readonly TraceStep[];
}

interface DefinitionFile {
  readonly data: {
    readonly inputs: Rows;
    readonly targets: Rows;
    readonly batchSize?: number;
    readonly shuffle?: boolean;
  };
  readonly layers: readonly LayerSketch[];
  readonly loss: LossName;
  readonly optimizer: Partial<OptimizerDefinition> & { readonly type: string };
  readonly epochs: number;
}

/** Every case whose data stands in its definition file. */
export function referenceCases(): ReferenceCase[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.mlp.json'))
    .map((file) => readCase(file.slice(0, -'.mlp.json'.length)));
}

function readCase(name: string): ReferenceCase {
  const file = readJson(`${name}.mlp.json`) as DefinitionFile;
  const trace = readJson(`${name}.trace.json`) as { steps: TraceStep[] };
  return {
    name,
    program: programOf({ ...file.data, ...file, optimizer: optimizerOf(file.optimizer) }),
    steps: trace.steps,
  };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
}

/** All numbers of a nested array, row-major. */
export function flatten(nested: Nested): number[] {
  return Array.isArray(nested) ? nested.flatMap(flatten) : [Number(nested)];
}
