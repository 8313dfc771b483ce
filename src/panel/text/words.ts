/** What the panel says in words: where the run is, what a cell holds, what a stop announces. */
import * as l10n from '@vscode/l10n';
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
    l10n.t('epoch {0} of {1}', position.epoch, state.epochs),
    l10n.t('batch step {0} of {1}', position.batch, state.batchesPerEpoch),
    position.phase,
    ...(layer === undefined ? [] : [layer.name]),
    // The loss is its own phase: it need not be said twice.
    ...(position.operation === position.phase ? [] : [position.operation]),
  ];
}

export function countedFrom0(): string {
  return l10n.t('Epochs and batch steps are counted from 0, as in expressions and breakpoint conditions.');
}

export function stateWord(kind: RunView['kind']): string {
  switch (kind) {
    case 'none':
      return l10n.t('No run');
    case 'stopped':
      return l10n.t('Paused');
    case 'running':
      return l10n.t('Running');
    case 'ended':
      return l10n.t('Ended');
  }
}

/** What a screen reader hears when the run comes to stand: why, where, and the loss. Silent while it runs. */
export function announcement(run: RunView): string {
  if (run.kind === 'none') return '';
  if (run.kind === 'running') return stateWord(run.kind);
  const { state, description, reason } = run;
  const where = state.position === null ? [] : positionWords(state.position, description, state);
  const lossWords = state.loss === null ? [] : [lossInWords(state.loss, state.lossIsStale)];
  const past = pastWords(state);
  const why = reason === '' ? stateWord(run.kind) : `${stateWord(run.kind)}: ${reason}`;
  return `${why}. ${[...where, ...lossWords, ...(past === '' ? [] : [l10n.t('in the past, {0}', past)])].join(', ')}`;
}

function lossInWords(loss: number, isStale: boolean): string {
  return isStale ? l10n.t('loss {0} (stale)', formatLoss(loss)) : l10n.t('loss {0}', formatLoss(loss));
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
        ? l10n.t('not read yet')
        : l10n.t('no number')
      : ofMoment(written(value), fresh);
  const which = compare === 'current' ? quantity : `${quantity}, ${COMPARE_WORDS[compare]}`;
  return l10n.t('{0}, row {1}, column {2}, {3}', which, row, column, what);
}

/** A number, and whether it is of the moment on show. */
export function ofMoment(number: string, fresh: boolean): string {
  return fresh ? number : l10n.t('{0}, of an earlier moment', number);
}

/** What numbers are that are not the current ones. */
export const COMPARE_WORDS: Readonly<Record<Exclude<Compare, 'current'>, string>> = {
  get previous() {
    return l10n.t('previous batch step');
  },
  get difference() {
    return l10n.t('difference to the previous batch step');
  },
};

/** What a lit cell is to the number that is explained. */
export function lightWords(light: CellLight): string {
  switch (light) {
    case 'selected':
      return `, ${l10n.t('explained below')}`;
    case 'factor':
      return `, ${l10n.t('a factor of the explained number')}`;
    case 'pointed':
      return `, ${l10n.t('what the lesson points at')}`;
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
  return mark === 'edited' ? l10n.t('edited') : l10n.t('stale: computed before the edit');
}

/** Where a layer's gradient comes from. */
export function gradientOrigin(run: RunDescription, layer: number): string {
  const next = run.layers[layer + 1];
  return next === undefined
    ? l10n.t('from the loss: ∂ℓ/∂output row by row, not yet divided by N')
    : l10n.t('{0} of {1}', 'gradientPrev', next.name);
}

/** What the run's numbers are worth a person's glance for, beside the loss. */
export function batchWords(state: RunState): string {
  if (state.N === 0) return '—';
  return state.N === 1 ? l10n.t('1 sample') : l10n.t('{0} samples', state.N);
}
