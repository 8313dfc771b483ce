/** The update typeset: a step against the gradient, and what the step is with this optimizer. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { OptimizerSettings } from '../../../protocol/engine';
import { Formula, Symbol } from './symbols';

const ETA = <mi>η</mi>;
const STEP = <mtext>step</mtext>;
const GRADIENT = <Symbol name="gradientWeights" flat />;

export function UpdateEquation({ optimizer }: { readonly optimizer: OptimizerSettings }): JSX.Element {
  return (
    <>
      <Formula>
        <Symbol name="weights" />
        <mo>←</mo>
        <Symbol name="weights" />
        <mo>−</mo>
        {ETA}
        <mo>·</mo>
        {STEP}
      </Formula>
      <Formula>
        {STEP}
        <mo>=</mo>
        <Step {...optimizer} />
      </Formula>
      <p class="muted">
        {l10n.t('η is the learning rate, {0}.', optimizer.learningRate)} {memoryWords(optimizer)}
      </p>
    </>
  );
}

function memoryWords({ type, momentum = 0 }: OptimizerSettings): string {
  switch (type) {
    case 'sgd':
      return momentum === 0 ? '' : l10n.t('v is the velocity: it keeps a part of the gradients before.');
    case 'adam':
      return l10n.t(
        'm is a running mean of the gradient, s one of its square, each corrected for having begun at 0.',
      );
    case 'rmsprop':
      return l10n.t('s is a running mean of the gradient’s square.');
    default:
      return '';
  }
}

/** What the learning rate multiplies. */
function Step({ type, momentum = 0, nesterov = false }: OptimizerSettings): JSX.Element {
  const velocity = (
    <mrow>
      <mi>v</mi>
      <mo>,</mo>
      <mspace width="0.6em" />
      <mi>v</mi>
      <mo>←</mo>
      <mn>{momentum}</mn>
      <mo>·</mo>
      <mi>v</mi>
      <mo>+</mo>
      {GRADIENT}
    </mrow>
  );
  switch (type) {
    case 'sgd':
      if (momentum === 0) return GRADIENT;
      return nesterov ? (
        <mrow>
          {GRADIENT}
          <mo>+</mo>
          <mn>{momentum}</mn>
          <mo>·</mo>
          {velocity}
        </mrow>
      ) : (
        velocity
      );
    case 'adam':
      return <OverRoot of={<mi>m</mi>} />;
    case 'rmsprop':
      return <OverRoot of={GRADIENT} />;
    default:
      return <mtext>{type}</mtext>;
  }
}

/** Measured by the usual size of the gradient. */
function OverRoot({ of }: { readonly of: JSX.Element }): JSX.Element {
  return (
    <mfrac>
      {of}
      <mrow>
        <msqrt>
          <mi>s</mi>
        </msqrt>
        <mo>+</mo>
        <mi>ε</mi>
      </mrow>
    </mfrac>
  );
}
