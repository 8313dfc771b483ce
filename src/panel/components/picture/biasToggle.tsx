/** Draws the bias as one more row of the weights, or apart from them. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import type { ViewProps } from '../views';

export function BiasToggle({
  view,
  shape,
}: {
  readonly view: ViewProps;
  readonly shape: LayerShape;
}): JSX.Element | null {
  const { state, dispatch } = view;
  if (!shape.hasBias) return null;
  const { biasAsRow } = state.navigation;
  return (
    <label>
      <input
        type="checkbox"
        checked={biasAsRow}
        onChange={() => dispatch({ kind: 'biasDrawn', asRow: !biasAsRow })}
      />{' '}
      {l10n.t('bias as one more row')}
    </label>
  );
}
