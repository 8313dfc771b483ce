/** Loss and accuracy of many samples with the weights as they are: the forward pass and the loss, no more. */
import type { Dataset, Samples } from '../data/dataset';
import type { Evaluation } from '../protocol/engine';
import { BatchRecord, columnsOf, rowsOf, type LayerState } from './batchRecord';
import type { Compute } from './compute';
import { runOperation, type Network } from './operations';
import { operationsOfBatchStep } from '../protocol/vocabulary';
import { rowsFrom } from './samples';

/** Lets the event loop turn. Long work calls it between its pieces. */
export type Breathe = () => Promise<void>;

/** A piece is small enough to take some milliseconds: about this many multiply-adds on one core. */
const PIECE_MULTIPLY_ADDS = 4_000_000;
const MOST_ROWS = 256;

interface Score {
  readonly loss: number;
  readonly accuracy: number | null;
}

/** The whole training split, and the validation split where there is one. */
export async function evaluate(
  compute: Compute,
  network: Network,
  states: readonly LayerState[],
  dataset: Dataset,
  breathe: Breathe,
): Promise<Evaluation> {
  const training = await score(compute, network, states, dataset.training, breathe);
  const validation = await scoreOrNothing(compute, network, states, dataset.validation, breathe);
  return { ...training, ...validation };
}

/** The validation split, as an epoch's report gives it; nulls when nothing is held back. */
export async function scoreOrNothing(
  compute: Compute,
  network: Network,
  states: readonly LayerState[],
  samples: Samples | null,
  breathe: Breathe,
): Promise<Pick<Evaluation, 'validationLoss' | 'validationAccuracy'>> {
  if (samples === null || rowsOf(samples.inputs) === 0) {
    return { validationLoss: null, validationAccuracy: null };
  }
  const { loss, accuracy } = await score(compute, network, states, samples, breathe);
  return { validationLoss: loss, validationAccuracy: accuracy };
}

/** Means over the samples, computed in pieces between which the event loop may turn. */
async function score(
  compute: Compute,
  network: Network,
  states: readonly LayerState[],
  samples: Samples,
  breathe: Breathe,
): Promise<Score> {
  const pieces: PieceScore[] = [];
  for await (const { record } of scoredPieces(compute, network, states, samples)) {
    const { N, loss, accuracy } = record;
    pieces.push({ N, loss, accuracy });
    await breathe();
  }
  return meanScore(pieces, network.classification);
}

/** What a piece of the samples came to; the rest of its record is gone. */
export type PieceScore = Pick<BatchRecord, 'N' | 'loss' | 'accuracy'>;

/** The forward pass and the loss over all samples, in pieces: each with the loss of each of its samples. */
export async function* scoredPieces(
  compute: Compute,
  network: Network,
  states: readonly LayerState[],
  samples: Samples,
): AsyncGenerator<{ readonly record: BatchRecord; readonly losses: Float32Array }> {
  const operations = operationsOfBatchStep(states.length).filter(
    ({ phase }) => phase === 'forward' || phase === 'loss',
  );
  const [total, most] = [rowsOf(samples.inputs), pieceRows(states)];
  for (let start = 0; start < total; start += most) {
    const record = new BatchRecord(0, 0, rowsFrom(samples, start, Math.min(most, total - start)), states);
    let losses: Float32Array = new Float32Array();
    for (const key of operations) {
      const outcome = await runOperation(compute, network, record, key);
      record.add(outcome);
      if (outcome.loss !== undefined) losses = outcome.loss.ofSamples;
    }
    yield { record, losses };
  }
}

/** The means over all pieces, by their samples. */
export function meanScore(pieces: readonly PieceScore[], classification: boolean): Score {
  let [loss, right, total] = [0, 0, 0];
  for (const piece of pieces) {
    loss += (piece.loss ?? Number.NaN) * piece.N;
    right += (piece.accuracy ?? 0) * piece.N;
    total += piece.N;
  }
  return { loss: loss / total, accuracy: classification ? right / total : null };
}

/** Samples in a piece of long work. */
export function pieceRows(states: readonly LayerState[]): number {
  const perSample = states.reduce((sum, { weights }) => sum + rowsOf(weights) * columnsOf(weights), 0);
  return Math.max(1, Math.min(MOST_ROWS, Math.floor(PIECE_MULTIPLY_ADDS / Math.max(1, perSample))));
}
