/** Two derivatives with a dimension too many, and how they come to fit into matrices. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { wantsToDraw } from '../../state/matrices';
import { chosenSample } from '../../state/sample';
import { hasJacobian } from '../../../protocol/text/shapes';
import { ForwardPicture } from '../picture/forwardPicture';
import { BiasToggle } from '../picture/biasToggle';
import { MOST_READ } from '../samples/useSampleSum';
import { useWants } from '../useWants';
import { useWidth } from '../useWidth';
import type { ViewProps } from '../views';
import { BiasGradient } from './biasGradient';
import { Collapse } from './collapse';
import { Jacobian } from './jacobian';

export function ThirdDimensionView(view: ViewProps): JSX.Element | null {
  const { state, run, layer, dispatch } = view;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const shape = run.description.layers[layer.layer];
  const { N } = run.state;
  const sample = chosenSample(state, N);
  const readable = shape !== undefined && N * Math.max(shape.inputs, shape.units) <= MOST_READ;
  useWants(dispatch, 'thirdDimension', [
    ...(readable
      ? (['input', 'preActivation', 'output', 'gradientOutput'] as const).flatMap((name) =>
          wantsToDraw(layer, name, 0, true),
        )
      : []),
    ...(['weights', 'bias', 'gradientWeights', 'gradientBias'] as const).flatMap((name) =>
      wantsToDraw(layer, name),
    ),
    ...wantsToDraw(layer, 'activationDerivative', sample),
  ]);
  if (shape === undefined) return null;
  if (!readable)
    return (
      <p class="waiting">
        {l10n.t(
          '{0} samples of {1} numbers are too many to read here.',
          N,
          Math.max(shape.inputs, shape.units),
        )}
      </p>
    );
  const part = { view, shape, sample, width };
  return (
    <div class="third-dimension" ref={box} data-shown-layer={shape.name}>
      <div class="picture-controls">
        <BiasToggle view={view} shape={shape} />
      </div>
      <Collapse {...part} />
      <Jacobian {...part} softmax={hasJacobian(shape)} />
      <section aria-labelledby="bias-title">
        <h2 id="bias-title">{l10n.t('The bias is one more row of the weights')}</h2>
        {shape.hasBias ? (
          <>
            <p class="lead">
              {l10n.t(
                'Give every sample one more input that is always 1, and the bias is the row of weights that belongs to it: input · weights + bias = [input | 1] · [weights; bias]. So nothing above needs a second rule, and gradientBias is the last row of the gradient: 1ᵀ · gradientOutput / N, the column mean of δ. (The toggle above draws it so, or apart.)',
              )}
            </p>
            <ForwardPicture view={view} shape={shape} width={width} />
            <BiasGradient view={view} shape={shape} width={width} />
          </>
        ) : (
          <p class="lead">{l10n.t('This layer has no bias: useBias is false in the file.')}</p>
        )}
      </section>
    </div>
  );
}
