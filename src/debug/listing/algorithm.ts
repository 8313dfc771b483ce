/** The listing of the layer at work, with what a stop has to say in it: the line at hand, and values behind lines. */
import * as l10n from '@vscode/l10n';
import type { EngineClient, LayerSummaries, RunState } from '../../protocol/engine';
import type { TensorSummary } from '../../protocol/tensor';
import {
  operationsOfBatchStep,
  QUANTITY_NAMES,
  type OperationKey,
  type QuantityName,
} from '../../protocol/vocabulary';
import type { ActiveRun } from '../activeRun';
import { briefText, matrixPreview, numberText, shapeText } from '../format';
import { frameLayer } from '../quantities';
import { hiddenText } from '../../protocol/text/hidden';
import { isHidden } from '../veil';
import { listingOf, type Listing, type ListingLine, type Notation } from './listing';

/** So many elements at most are written out; more are told by their norm. */
const TINY = 6;

export interface Algorithm {
  readonly listing: Listing;
  /** The lines of the operation that has just run, counted from 0; null before the first. */
  readonly current: { readonly first: number; readonly last: number } | null;
  /** What stands behind each line; null where there is nothing to see at this moment. */
  readonly values: readonly (string | null)[];
}

export async function algorithmAt(run: ActiveRun, notation: Notation): Promise<Algorithm> {
  const { engine, state, layers } = run;
  const layer = frameLayer(run);
  const summaries = await engine.summaries(layer);
  const { definition } = run.loaded.program;
  const edited = new Set(QUANTITY_NAMES.filter((name) => summaries[name]?.mark === 'edited'));
  const listing = listingOf({ layer, layers, definition, edited }, notation);
  const done = operationsDone(state, layers.length);
  const values = listing.lines.map(async (line) => {
    const isThere = line.makes !== null && done.some((key) => isStep(line, key, layer));
    if (!isThere) return null;
    return isHidden(run, layer, line.makes)
      ? hiddenText()
      : valueText(engine, layer, line.makes, summaries, state);
  });
  return { listing, current: currentLines(listing, state), values: await Promise.all(values) };
}

/** The lines of the operation at which the run stands. */
function currentLines({ lines, layer }: Listing, { position }: RunState): Algorithm['current'] {
  if (position === null) return null;
  const isCurrent = (line: ListingLine): boolean => isStep(line, position, layer);
  const first = lines.findIndex(isCurrent);
  return first < 0 ? null : { first, last: lines.findLastIndex(isCurrent) };
}

/** The operations of the batch step at hand that have run. */
function operationsDone({ position }: RunState, layerCount: number): OperationKey[] {
  if (position === null) return [];
  const operations = operationsOfBatchStep(layerCount);
  const last = operations.findIndex(
    ({ phase, layer, operation }) =>
      phase === position.phase && layer === position.layer && operation === position.operation,
  );
  return operations.slice(0, last + 1);
}

function isStep({ step }: ListingLine, key: OperationKey, layer: number): boolean {
  if (step?.phase !== key.phase || step.operation !== key.operation) return false;
  return key.layer === null || key.layer === layer;
}

async function valueText(
  engine: EngineClient,
  layer: number,
  made: QuantityName | 'loss',
  summaries: LayerSummaries,
  state: RunState,
): Promise<string | null> {
  if (made === 'loss') {
    return state.loss === null
      ? null
      : marked(numberText(state.loss), state.lossIsStale ? 'stale' : undefined);
  }
  const summary = summaries[made];
  if (summary === null) return null;
  return marked((await elementsText(engine, layer, made, summary)) ?? summaryText(summary), summary.mark);
}

/** With what an edit has made of it in brackets behind it. */
function marked(value: string, mark: TensorSummary['mark']): string {
  if (mark === undefined) return value;
  return `${value} (${mark === 'edited' ? l10n.t('edited') : l10n.t('stale')})`;
}

/** `2 × 2  [[0.1, 0.2], [0.3, 0.4]]`; null when there are too many. */
async function elementsText(
  engine: EngineClient,
  layer: number,
  name: QuantityName,
  { shape }: TensorSummary,
): Promise<string | null> {
  const count = shape.reduce((product, length) => product * length, 1);
  if (shape.length > 2 || count > TINY) return null;
  const columns = shape.at(-1) ?? 0;
  const rows = shape.length === 2 ? (shape[0] ?? 0) : 1;
  const slice = await engine.read(layer, name, { row: 0, rows, column: 0, columns });
  if (slice === null) return null;
  const text = matrixPreview(slice.data, columns, { rows, columns });
  return `${shapeText(shape)}  ${shape.length === 2 ? text : text.slice(1, -1)}`;
}

/** `16 × 3, norm 0.412`. */
export function summaryText({ shape, norm, nonFinite }: TensorSummary): string {
  return [
    shapeText(shape),
    ...(norm === null ? [] : [l10n.t('norm {0}', briefText(norm))]),
    ...(nonFinite === 0 ? [] : [l10n.t('{0} not finite', nonFinite)]),
  ].join(', ');
}
