/** Ways from an exercise, or from a lesson's text, to numbers of the run. */
import type { Cells } from '../../../protocol/lesson';
import type { FromPanel } from '../../../protocol/panel';
import { choosePlace, openGradientCheck } from '../../state/gradientCheck';
import { layerIndex } from '../../state/lesson';
import type { PanelEvent, PanelState } from '../../state/model';
import { followWithFocus } from '../why/focus';

export interface Panel {
  readonly state: PanelState;
  readonly dispatch: (event: PanelEvent) => void;
  readonly post: (message: FromPanel) => void;
}

/** Gives the layer, counted from 0; null when the run has no such layer. */
export function showLayerOf({ layer: name }: Cells, { state, post }: Panel): number | null {
  if (state.run.kind === 'none') return null;
  const { description } = state.run;
  const layer = name === null ? description.layers.length - 1 : layerIndex(description, name);
  if (layer !== null && layer !== state.layer?.layer) post({ type: 'showLayer', layer });
  return layer;
}

/** Explains the first of these numbers. */
export function explain(cells: Cells, panel: Panel): void {
  const layer = showLayerOf(cells, panel);
  if (layer === null) return;
  const index = cells.index.map((at) => at ?? 0);
  const cell = { layer, quantity: cells.quantity, index };
  followWithFocus(cell);
  panel.dispatch({ kind: 'cellSelected', cell });
}

/** Opens the view of the gradient check on these parameters. */
export function showCheck(cells: Cells, panel: Panel): void {
  showLayerOf(cells, panel);
  const { quantity, index } = cells;
  const row = index.length < 2 ? 0 : (index[0] ?? 0);
  choosePlace(panel.dispatch, { row, column: index.at(-1) ?? 0 });
  openGradientCheck(panel.dispatch, quantity === 'bias' ? 'gradientBias' : 'gradientWeights');
}
