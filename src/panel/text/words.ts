/** What the panel says in words: where the run is, what a cell holds, what a stop announces. */
import { pastWords } from '../../protocol/past';
import type { RunDescription, RunState } from '../../protocol/engine';
import type { RunView } from '../../protocol/panel';
import type { Position, QuantityName, ReadableName } from '../../protocol/vocabulary';
import type { Compare } from '../state/compare';
import type { CellLight } from '../drawing/light';
import { formatCell, formatLoss } from './format';

/** The parts of a position, to be set apart by dots. Epoch and batch step count from 0, as in expressions. */
export function positionWords(position: Position, run: RunDescription, state: RunState): string[] {
  const layer = position.layer === null ? undefined : run.layers[position.layer];
  return [
    `epoch ${position.epoch} of ${state.epochs}`,
    `batch step ${position.batch} of ${state.batchesPerEpoch}`,
    position.phase,
    ...(layer === undefined ? [] : [layer.name]),
    // The loss is its own phase: it need not be said twice.
    ...(position.operation === position.phase ? [] : [position.operation]),
  ];
}

export const COUNTED_FROM_0 =
  'Epochs and batch steps are counted from 0, as in expressions and breakpoint conditions.';

export function stateWord(kind: RunView['kind']): string {
  switch (kind) {
    case 'none':
      return 'No run';
    case 'stopped':
      return 'Paused';
    case 'running':
      return 'Running';
    case 'ended':
      return 'Ended';
  }
}

/** What a screen reader hears when the run comes to stand: why, where, and the loss. Silent while it runs. */
export function announcement(run: RunView): string {
  if (run.kind === 'none') return '';
  if (run.kind === 'running') return 'Running';
  const { state, description, reason } = run;
  const where = state.position === null ? [] : positionWords(state.position, description, state);
  const lossWords =
    state.loss === null ? [] : [`loss ${formatLoss(state.loss)}${state.lossIsStale ? ' (stale)' : ''}`];
  const past = pastWords(state);
  const why = reason === '' ? stateWord(run.kind) : `${stateWord(run.kind)}: ${reason}`;
  return `${why}. ${[...where, ...lossWords, ...(past === '' ? [] : [`in the past, ${past}`])].join(', ')}`;
}

/** What stands at a cell, for a screen reader. `written`: the number as it stands in the cell. */
export function cellLabel(
  quantity: QuantityName,
  row: number,
  column: number,
  value: number | null,
  fresh: boolean,
  compare: Compare = 'current',
  written: (value: number) => string = formatCell,
): string {
  const what =
    value === null
      ? compare === 'current'
        ? 'not read yet'
        : 'no number'
      : `${written(value)}${fresh ? '' : ', of an earlier moment'}`;
  const which = compare === 'current' ? '' : `, ${COMPARE_WORDS[compare]}`;
  return `${quantity}${which}, row ${row}, column ${column}, ${what}`;
}

/** What numbers are that are not the current ones. */
export const COMPARE_WORDS: Readonly<Record<Exclude<Compare, 'current'>, string>> = {
  previous: 'previous batch step',
  difference: 'difference to the previous batch step',
};
/** What a lit cell is to the number that is explained. */
export function lightWords(light: CellLight): string {
  switch (light) {
    case 'selected':
      return ', explained below';
    case 'factor':
      return ', a factor of the explained number';
    case 'pointed':
      return ', what the lesson points at';
    case null:
      return '';
  }
}

/** An element as an expression would name it: `gradientWeights[2, 1]`; a Jacobian's has its sample first. */
export function elementName(
  quantity: ReadableName,
  axes: number,
  sample: number,
  row: number,
  column: number,
): string {
  const index = axes === 3 ? [sample, row, column] : axes === 2 ? [row, column] : [column];
  return `${quantity}[${index.join(', ')}]`;
}

/** What a change by hand has made of a quantity. */
export function markWords(mark: 'edited' | 'stale'): string {
  return mark === 'edited' ? 'edited' : 'stale: computed before the edit';
}

/** Where a layer's gradient comes from. */
export function gradientOrigin(run: RunDescription, layer: number): string {
  const next = run.layers[layer + 1];
  return next === undefined
    ? `from the loss: ∂ℓ/∂output row by row, not yet divided by N`
    : `gradientPrev of ${next.name}`;
}

/** What the run's numbers are worth a person's glance for, beside the loss. */
export function batchWords(state: RunState): string {
  return state.N === 0 ? '—' : `${state.N} ${state.N === 1 ? 'sample' : 'samples'}`;
}
