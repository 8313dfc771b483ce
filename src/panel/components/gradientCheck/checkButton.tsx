/** From the card of a gradient to its check. */
import type { JSX } from 'preact';
import { isChecked } from '../../../protocol/gradientCheck';
import type { QuantityName } from '../../../protocol/vocabulary';
import { openGradientCheck } from '../../state/gradientCheck';
import type { PanelEvent } from '../../state/model';

interface CheckButtonProps {
  readonly quantity: QuantityName;
  readonly dispatch: (event: PanelEvent) => void;
}

/** Nothing for what is no gradient of a parameter. */
export function CheckButton({ quantity, dispatch }: CheckButtonProps): JSX.Element | null {
  if (!isChecked(quantity)) return null;
  return (
    <button
      type="button"
      class="watch-button"
      data-check-gradient={quantity}
      title={`Compare ${quantity} with finite differences`}
      onClick={() => openGradientCheck(dispatch, quantity)}
    >
      Check by finite differences<span class="unseen"> {quantity}</span>
    </button>
  );
}
