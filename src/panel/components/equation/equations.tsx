/** The equations of a batch step, typeset, with the shapes below the symbols. */
import type { JSX } from 'preact';
import type { LayerShape, OptimizerSettings } from '../../../protocol/engine';
import type { OperationName, QuantityName } from '../../../protocol/vocabulary';
import { derivativeOf } from '../../../protocol/text/derivatives';
import { formatShape } from '../../text/format';
import { expectedShape, hasJacobian } from '../../../protocol/text/shapes';
import { HIDDEN, isSecretShape } from '../../text/hiddenNumbers';
import { LossEquation } from './lossEquation';
import { Bracketed, countOf, Formula, OneOver, Symbol } from './symbols';
import { UpdateEquation } from './updateEquation';

export interface EquationProps {
  readonly operation: OperationName;
  readonly shape: LayerShape;
  /** Samples of the batch; 0 while it is not known. */
  readonly N: number;
  readonly loss: string;
  readonly optimizer: OptimizerSettings;
}

export function Equation(props: EquationProps): JSX.Element {
  const { operation } = props;
  switch (operation) {
    case 'preActivation':
      return <PreActivation {...props} />;
    case 'output':
      return <Output {...props} />;
    case 'loss':
      return <LossEquation {...props} />;
    case 'activationDerivative':
      return <Derivative {...props} />;
    case 'gradientOutput':
      return <GradientOutput {...props} />;
    case 'gradientWeights':
      return <GradientWeights {...props} />;
    case 'gradientPrev':
      return <GradientPrev {...props} />;
    case 'update':
      return <UpdateEquation {...props} />;
  }
}

/** A quantity with its shape below; one sample of it where `row` says so. */
function Sized({
  name,
  turned = false,
  row = false,
  shape,
  N,
}: {
  readonly name: QuantityName;
  readonly turned?: boolean;
  readonly row?: boolean;
} & Pick<EquationProps, 'shape' | 'N'>): JSX.Element {
  const whole = expectedShape(shape, name, N);
  const one = whole.length === 3 ? whole.slice(1) : row ? [1, ...whole.slice(1)] : whole;
  const size = isSecretShape(shape.name, name) ? HIDDEN : formatShape(turned ? one.toReversed() : one);
  return row ? (
    <Symbol name={name} sample="s" shape={size} />
  ) : (
    <Symbol name={name} turned={turned} shape={size} />
  );
}

function PreActivation(props: EquationProps): JSX.Element {
  return (
    <Formula>
      <Sized name="preActivation" {...props} />
      <mo>=</mo>
      <Sized name="input" {...props} />
      <mo>·</mo>
      <Sized name="weights" {...props} />
      {props.shape.hasBias && (
        <>
          <mo>+</mo>
          <Sized name="bias" {...props} />
        </>
      )}
    </Formula>
  );
}

function Output(props: EquationProps): JSX.Element {
  return (
    <Formula>
      <Sized name="output" {...props} />
      <mo>=</mo>
      <mtext>{props.shape.activation}</mtext>
      <Bracketed>
        <Sized name="preActivation" {...props} />
      </Bracketed>
    </Formula>
  );
}

function Derivative(props: EquationProps): JSX.Element {
  const { shape } = props;
  return (
    <Formula>
      <Sized name="activationDerivative" row={hasJacobian(shape)} {...props} />
      <mo>=</mo>
      <DerivativeOf {...props} />
    </Formula>
  );
}

/** The right side, in terms of the output where that is enough. */
function DerivativeOf({ shape }: EquationProps): JSX.Element {
  const output = <Symbol name="output" />;
  switch (shape.activation) {
    case 'linear':
      return <mn>1</mn>;
    case 'sigmoid':
      return (
        <mrow>
          {output}
          <mo>∘</mo>
          <Bracketed>
            <mn>1</mn>
            <mo>−</mo>
            {output}
          </Bracketed>
        </mrow>
      );
    case 'tanh':
      return (
        <mrow>
          <mn>1</mn>
          <mo>−</mo>
          {output}
          <mo>∘</mo>
          {output}
        </mrow>
      );
    case 'softmax':
      return (
        <mrow>
          <mtext>diag</mtext>
          <Bracketed>
            <mi>p</mi>
          </Bracketed>
          <mo>−</mo>
          <msup>
            <mi>p</mi>
            <mi mathvariant="normal">⊤</mi>
          </msup>
          <mo>·</mo>
          <mi>p</mi>
          <mo>,</mo>
          <mspace width="0.6em" />
          <mi>p</mi>
          <mo>=</mo>
          <Symbol name="output" sample="s" />
        </mrow>
      );
    default:
      return <mtext>{derivativeOf(shape).formula}</mtext>;
  }
}

function GradientOutput(props: EquationProps): JSX.Element {
  const row = hasJacobian(props.shape);
  return (
    <Formula>
      <Sized name="gradientOutput" row={row} {...props} />
      <mo>=</mo>
      <Sized name="gradient" row={row} {...props} />
      <mo>{row ? '·' : '∘'}</mo>
      <Sized name="activationDerivative" row={row} {...props} />
    </Formula>
  );
}

function GradientWeights(props: EquationProps): JSX.Element {
  return (
    <>
      <Formula>
        <Sized name="gradientWeights" {...props} />
        <mo>=</mo>
        <OneOver count={countOf(props.N)} />
        <Sized name="input" turned {...props} />
        <mo>·</mo>
        <Sized name="gradientOutput" {...props} />
      </Formula>
      {props.shape.hasBias && (
        <Formula>
          <Sized name="gradientBias" {...props} />
          <mo>=</mo>
          <OneOver count={countOf(props.N)} />
          <munder>
            <mo>∑</mo>
            <mi>s</mi>
          </munder>
          <Sized name="gradientOutput" row {...props} />
        </Formula>
      )}
    </>
  );
}

function GradientPrev(props: EquationProps): JSX.Element {
  return (
    <Formula>
      <Sized name="gradientPrev" {...props} />
      <mo>=</mo>
      <Sized name="gradientOutput" {...props} />
      <mo>·</mo>
      <Sized name="weights" turned {...props} />
    </Formula>
  );
}
