/** What an update subtracted from a layer's parameters, as far as it can be known. */
import * as l10n from '@vscode/l10n';
import type { LayerShape } from '../../protocol/engine';
import type { LayerView } from '../../protocol/panel';
import type { QuantityName, SourceName } from '../../protocol/vocabulary';
import { thin } from '../drawing/thinning';
import { agreesWith, evaluate } from '../provenance/evaluate';
import { minus, number, product } from '../provenance/expression';
import { largestOf } from '../drawing/sums';
import type { LiveRun } from '../components/header';
import { madeMatrix, matrixOf, type HeldMatrix } from './matrices';
import type { PanelState } from './model';
import { sourceOf } from './sources';

/** A parameter with what it was before and its gradient. */
export interface Parameter {
  readonly name: 'weights' | 'bias';
  readonly before: SourceName;
  readonly gradient: QuantityName;
}

export const PARAMETERS: readonly Parameter[] = [
  { name: 'weights', before: 'weightsBefore', gradient: 'gradientWeights' },
  { name: 'bias', before: 'biasBefore', gradient: 'gradientBias' },
];

/** The step of this optimizer is the gradient itself: then every number of the update can be seen. */
export function stepsByGradient({ state }: LiveRun): boolean {
  const { type, momentum = 0 } = state.settings.optimizer;
  return type === 'sgd' && momentum === 0;
}

/** Where and when. */
export interface UpdateContext {
  readonly state: PanelState;
  readonly run: LiveRun;
  readonly layer: LayerView;
  readonly shape: LayerShape;
  readonly updated: boolean;
}

/**
 * learningRate · step of an optimizer with a memory, which is not shown: the difference that it made. To the
 * precision of the parameters, since that is what they were rounded to.
 */
export function subtracted(context: UpdateContext, { name, before }: Parameter): HeldMatrix {
  const { state, run, layer, shape, updated } = context;
  if (!updated) return { kind: 'absent', reason: l10n.t('the update makes it') };
  const [from, to] = [
    sourceOf(state, layer, shape, before, run.state.N),
    matrixOf(state, layer, shape, name),
  ];
  if (from.kind === 'absent' || to.kind === 'absent') return madeMatrix(0, 0, () => null, 0, from, to);
  if (to.mark !== undefined) return { kind: 'absent', reason: l10n.t('{0} changed by hand', name) };
  const at = (row: number, column: number): number | null => {
    const [old, now] = [from.at(row, column), to.at(row, column)];
    return old === null || now === null ? null : old - now;
  };
  const limit = largestOf(at, thin(to.rows).indices, thin(to.columns).indices);
  return madeMatrix(to.rows, to.columns, at, limit, from, to);
}

/**
 * Whether before − learningRate · gradient is what the drawn parameters are. Not so where a number was changed by
 * hand after the update, or the learning rate in the file. True while numbers are missing.
 */
export function updateHolds(context: UpdateContext, { name, before, gradient }: Parameter): boolean {
  const { state, run, layer, shape, updated } = context;
  if (!updated || !stepsByGradient(run)) return true;
  const from = sourceOf(state, layer, shape, before, run.state.N);
  const slope = matrixOf(state, layer, shape, gradient);
  const to = matrixOf(state, layer, shape, name);
  if (from.kind === 'absent' || slope.kind === 'absent' || to.kind === 'absent') return true;
  const rate = number(run.state.settings.optimizer.learningRate);
  return thin(to.rows).indices.every((row) =>
    thin(to.columns).indices.every((column) => {
      const [old, g, now] = [from.at(row, column), slope.at(row, column), to.at(row, column)];
      if (old === null || g === null || now === null) return true;
      const made = evaluate(minus(number(old), product(rate, number(g))), () => null);
      return made === null || agreesWith(now, made);
    }),
  );
}
