/** The gradient check: what the backward pass says, beside what one finds by moving each weight a little. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { sizeOfChecked } from '../../../protocol/gradientCheck';
import { chooseQuantity, placeToCheck, quantityToCheck } from '../../state/gradientCheck';
import { wantsToDraw } from '../../state/matrices';
import { checkedName, TOLERANCE_WORDS } from '../../text/gradientCheck';
import { Choice } from '../controls/choice';
import { useWants } from '../useWants';
import { useWidth } from '../useWidth';
import type { ViewProps } from '../views';
import { withParts } from '../withParts';
import { CheckFigures } from './checkFigures';
import { ElementCheck } from './elementCheck';
import { Outcome } from './outcome';
import { useGradientCheck } from './useGradientCheck';

export function GradientCheckView(view: ViewProps): JSX.Element | null {
  const { state, run, layer, dispatch } = view;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const shape = run.description.layers[layer.layer];
  const quantity = quantityToCheck(state.navigation, shape?.hasBias ?? false);
  useWants(dispatch, 'gradientCheck', wantsToDraw(layer, quantity));
  const check = useGradientCheck(view, quantity);
  const size = shape === undefined ? null : sizeOfChecked(shape, quantity);
  if (shape === undefined || size === null) return null;
  const place = placeToCheck(state.navigation, size.rows, size.columns);
  return (
    <div class="gradient-check" ref={box} data-shown-layer={shape.name} data-quantity-checked={quantity}>
      <h2>
        {withParts(l10n.t('{0} of {1}, checked'), quantity, <span class="layer-name">{shape.name}</span>)}
      </h2>
      <p class="lead">
        {l10n.t(
          'The backward pass computes the gradient by formulas. One can also find it by trying: move one weight a little up and a little down, send the batch forward both times, and see how much its mean loss has changed. If formulas and code are right, the two agree.',
        )}
      </p>
      {shape.hasBias && (
        <Choice
          label={l10n.t('Check')}
          name="checked"
          options={[
            { value: 'gradientWeights', label: 'gradientWeights' },
            { value: 'gradientBias', label: 'gradientBias' },
          ]}
          chosen={quantity}
          onChoose={(value) => chooseQuantity(dispatch, value)}
        />
      )}
      <Outcome view={view} check={check} total={size.rows * size.columns} />
      <CheckFigures view={view} shape={shape} check={check} place={place} width={width} />
      {check.absent === null && layer.summaries[quantity] !== null && (
        <section aria-labelledby="element-check-title">
          <h3 id="element-check-title">
            {checkedName(quantity, place)}{' '}
            <span class="muted">{l10n.t('A click on a number above shows another one.')}</span>
          </h3>
          <ElementCheck
            state={state}
            dispatch={dispatch}
            owner="elementCheck"
            layer={layer.layer}
            quantity={quantity}
            place={place}
          />
        </section>
      )}
      <Explained />
    </div>
  );
}

function Explained(): JSX.Element {
  return (
    <details class="check-explained">
      <summary>{l10n.t('How far a weight is moved, and what counts as agreement')}</summary>
      <p>
        <b>{l10n.t('The step.')}</b>{' '}
        {l10n.t(
          'The slope is taken from both sides, (L(w + h) − L(w − h)) / 2h: its error falls with h², not with h. But a small h makes the two losses nearly equal, and their difference keeps few digits: that error grows with 1/h. The sum of both is least near h = ∛ε, where ε is the smallest difference that the arithmetic knows at 1. So everything here is computed in float64, where ∛ε is 6·10⁻⁶; in float32 it would be 5·10⁻³, and three digits the most one could get. A weight larger than 1 is moved further, one whose inputs are larger than 1 less far.',
        )}
      </p>
      <p>
        <b>{l10n.t('The tolerance.')}</b>{' '}
        {l10n.t(
          'The relative error is |analytic − finite difference| divided by the larger of the two. Up to {0} they agree: float32 leaves some 10⁻⁶, where the samples’ shares cancel some 10⁻⁴, but a wrong formula is seldom off by less than a tenth. Where the gradient is much smaller than what the samples say one by one, it is what is left of large numbers that cancel; then the difference is divided by a hundredth of their mean size.',
          TOLERANCE_WORDS,
        )}
      </p>
      <p>
        <b>{l10n.t('The cost.')}</b>{' '}
        {l10n.t(
          'Two forward passes for each weight, from its layer on. The backward pass finds all gradients at once for the price of about two: that is why one trains with it, and only checks with this.',
        )}
      </p>
    </details>
  );
}
