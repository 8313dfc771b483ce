/** What a script is about: batch steps, and all that it takes to run them without Backstep. */
import * as l10n from '@vscode/l10n';
import { batchOrder, batchSizeOf, samplesAt } from '../data/batches';
import type { Samples } from '../data/dataset';
import type { Program } from '../data/program';
import type { Definition, LayerDefinition, OptimizerDefinition } from '../definition/definition';
import type { LossName } from '../definition/names';
import { withSettings } from '../definition/settings';
import type { LayerState, WholeBatchStep } from '../protocol/batchStep';
import type { Position } from '../protocol/vocabulary';
import { Refusal } from './refusal';

export interface ScriptStep {
  readonly epoch: number;
  readonly batch: number;
  /** Which rows of the subject's samples make the batch, in this order. */
  readonly rows: readonly number[];
}

export interface ScriptSubject {
  /** The definition file's name. */
  readonly file: string;
  readonly version: string;
  readonly layers: readonly LayerDefinition[];
  readonly loss: LossName;
  readonly optimizer: OptimizerDefinition;
  /** The layers before the first of the steps. */
  readonly states: readonly LayerState[];
  /** The samples that the steps take, each once. */
  readonly samples: Samples;
  readonly steps: readonly ScriptStep[];
  /** Just after this operation of the last step the run stands; null: the steps are those from the start. */
  readonly stand: Position | null;
}

/** What names a subject. */
export type Origin = Pick<ScriptSubject, 'file' | 'version'>;

/** More numbers than this make a script that no editor opens. */
export const MOST_NUMBERS = 4_000_000;

/** The batch step at hand of a run. Throws a Refusal when its data is too large for a script. */
export function subjectOfStep(origin: Origin, definition: Definition, step: WholeBatchStep): ScriptSubject {
  const { loss, optimizer, layers } = withSettings(definition, step.settings);
  const rows = Array.from({ length: step.input.shape[0] ?? 0 }, (_, row) => row);
  return small({
    ...origin,
    layers,
    loss,
    optimizer,
    states: step.before,
    samples: { inputs: step.input, targets: step.target },
    steps: [{ epoch: step.epoch, batch: step.batch, rows }],
    stand: step.position,
  });
}

/**
 * The first batch steps of a program, at most as many as there are. Throws a Refusal when they are too many for a
 * script.
 * @param states the layers before the first batch step.
 */
export function subjectFromStart(
  origin: Origin,
  { definition, dataset }: Program,
  states: readonly LayerState[],
  count: number,
): ScriptSubject {
  const { layers, loss, optimizer } = definition;
  const total = dataset.training.inputs.shape[0] ?? 0;
  const size = batchSizeOf(dataset, definition);
  const perEpoch = Math.ceil(total / size);
  const number = Math.min(count, perEpoch * definition.epochs);
  if (number * size > MOST_NUMBERS) throw new Refusal(tooManyIndices(number * size));
  const taken: ScriptStep[] = [];
  let order = batchOrder(definition, total, 0);
  for (let step = 0; step < number; step++) {
    const [epoch, batch] = [Math.floor(step / perEpoch), step % perEpoch];
    if (batch === 0 && epoch > 0) order = batchOrder(definition, total, epoch);
    taken.push({ epoch, batch, rows: [...order.subarray(batch * size, (batch + 1) * size)] });
  }
  // Only what is used is taken along; the rows are counted anew.
  const used = [...new Set(taken.flatMap(({ rows }) => rows))].sort((a, b) => a - b);
  const place = new Map(used.map((row, index) => [row, index]));
  const steps = taken.map((step) => ({ ...step, rows: step.rows.map((row) => place.get(row) ?? 0) }));
  const samples = samplesAt(dataset.training, Uint32Array.from(used));
  return small({ ...origin, layers, loss, optimizer, states, samples, steps, stand: null });
}

function small(subject: ScriptSubject): ScriptSubject {
  const { inputs, targets } = subject.samples;
  const tensors = subject.states.flatMap(({ weights, bias, memory }) => [
    weights,
    ...(bias === null ? [] : [bias]),
    ...memory.weights,
    ...memory.bias,
  ]);
  const numbers = [inputs, targets, ...tensors].reduce((sum, { data }) => sum + data.length, 0);
  if (numbers > MOST_NUMBERS) throw new Refusal(tooManyNumbers(numbers));
  return subject;
}

function tooManyNumbers(count: number): string {
  return l10n.t(
    'A script would have to hold {0} numbers; {1} are the most. Export fewer batch steps, or take smaller batches.',
    count.toLocaleString('en'),
    MOST_NUMBERS.toLocaleString('en'),
  );
}

function tooManyIndices(count: number): string {
  return l10n.t(
    'A script would have to hold {0} indices of samples; {1} are the most. Export fewer batch steps, or take smaller batches.',
    count.toLocaleString('en'),
    MOST_NUMBERS.toLocaleString('en'),
  );
}
