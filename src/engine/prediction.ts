/** Looking at the data and at what the network makes of any inputs, with the weights as they are. */
import * as l10n from '@vscode/l10n';
import type { Samples } from '../data/dataset';
import type { Program } from '../data/program';
import type { SampleSet, Split } from '../protocol/engine';
import type { Tensor } from '../protocol/tensor';
import { operationsOfBatchStep } from '../protocol/vocabulary';
import { BatchRecord, columnsOf, rowsOf, type LayerState } from './batchRecord';
import type { Compute } from './compute';
import { pieceRows, type Breathe } from './evaluation';
import { runOperation, type Network } from './operations';
import { rowsFrom } from './samples';

/**
 * The last layer's output (rows × m) for inputs (rows × n), computed in pieces between which the event loop may
 * turn. Rejects when the inputs do not fit the first layer.
 */
export async function predict(
  compute: Compute,
  network: Network,
  states: readonly LayerState[],
  inputs: Tensor,
  breathe: Breathe,
): Promise<Tensor> {
  const [total, width] = [rowsOf(inputs), columnsOf(inputs)];
  const [first, last] = [states[0], states.at(-1)];
  if (first === undefined || last === undefined) throw new Error('A network without layers gives nothing.');
  const wanted = rowsOf(first.weights);
  if (width !== wanted) throw new Error(l10n.t('The network has {0} inputs, not {1}.', wanted, width));
  const units = columnsOf(last.weights);
  const data = new Float32Array(total * units);
  const samples: Samples = { inputs, targets: { shape: [total, 0], data: new Float32Array() } };
  const forward = operationsOfBatchStep(states.length).filter(({ phase }) => phase === 'forward');
  const piece = pieceRows(states);
  for (let start = 0; start < total; start += piece) {
    const record = new BatchRecord(0, 0, rowsFrom(samples, start, Math.min(piece, total - start)), states);
    for (const key of forward) record.add(await runOperation(compute, network, record, key));
    data.set(record.required(states.length - 1, 'output').data, start * units);
    await breathe();
  }
  return { shape: [total, units], data };
}

/** Copies of at most `most` samples, taken evenly from a split; null when the split or the batch is empty. */
export function sampleSet(
  { dataset, definition }: Program,
  record: BatchRecord | null,
  split: Split,
  most: number,
): SampleSet | null {
  const samples =
    split === 'batch'
      ? (record?.samples ?? null)
      : split === 'training'
        ? dataset.training
        : dataset.validation;
  const total = samples === null ? 0 : rowsOf(samples.inputs);
  if (samples === null || total === 0) return null;
  const every = Math.max(1, Math.ceil(total / Math.max(1, most)));
  const pick = (tensor: Tensor): Tensor => {
    const columns = columnsOf(tensor);
    const rows = Math.ceil(total / every);
    const data = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++)
      data.set(tensor.data.subarray(row * every * columns, (row * every + 1) * columns), row * columns);
    return { shape: [rows, columns], data };
  };
  return {
    total,
    every,
    inputs: pick(samples.inputs),
    targets: pick(samples.targets),
    inputNames: dataset.inputNames,
    targetNames: dataset.targetNames,
    standardized: definition.data.standardize,
  };
}
