/** Where the derivative of the layer's activation is taken: its curve, and the layer's own numbers on it. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { hasJacobian } from '../../../protocol/text/shapes';
import type { ViewProps } from '../views';
import { withParts } from '../withParts';
import { CurveOfOneVariable } from './curveOfOneVariable';
import { SoftmaxOfSample } from './softmaxOfSample';

export function ActivationView(props: ViewProps): JSX.Element | null {
  const shape = props.run.description.layers[props.layer.layer];
  if (shape === undefined) return null;
  return (
    <section class="activation" aria-labelledby="activation-title" data-shown-layer={shape.name}>
      <h2 id="activation-title">
        {withParts(
          l10n.t('Where the derivative of {0} is taken'),
          <span class="layer-name">{shape.name}</span>,
        )}
      </h2>
      {hasJacobian(shape) ? (
        <SoftmaxOfSample {...props} shape={shape} />
      ) : (
        <CurveOfOneVariable {...props} shape={shape} />
      )}
    </section>
  );
}
