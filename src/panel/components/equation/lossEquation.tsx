/** The loss typeset: of the batch, of one sample, and its slope, with which the way back begins. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { Bracketed, countOf, Formula, Indexed, OneOver, SumOver } from './symbols';

interface LossEquationProps {
  /** Samples of the batch; 0 while it is not known. */
  readonly N: number;
  readonly loss: string;
}

/** One line of the last layer's output and of its target: output i of sample s. */
const A = <Indexed letter="a" index="i" />;
const Y = <Indexed letter="y" index="i" />;

export function LossEquation({ N, loss }: LossEquationProps): JSX.Element {
  const terms = TERMS[loss];
  return (
    <>
      <Formula>
        <mi>L</mi>
        <mo>=</mo>
        <OneOver count={countOf(N)} />
        <SumOver index="s" />
        <Indexed letter="ℓ" index="s" />
      </Formula>
      {terms !== undefined && (
        <>
          <Formula>
            <mi>ℓ</mi>
            <mo>=</mo>
            {terms.loss}
          </Formula>
          <Formula>
            <mfrac>
              <mrow>
                <mo>∂</mo>
                <mi>ℓ</mi>
              </mrow>
              <mrow>
                <mo>∂</mo>
                {A}
              </mrow>
            </mfrac>
            <mo>=</mo>
            {terms.slope}
          </Formula>
        </>
      )}
      <p class="muted">
        {l10n.t('ℓ is {0} of one sample: a its outputs, y its targets, m how many there are.', loss)}
        {terms?.note !== undefined && ` ${terms.note()}`}
      </p>
    </>
  );
}

interface Terms {
  /** ℓ of a sample. */
  readonly loss: JSX.Element;
  /** ∂ℓ/∂a of one output. */
  readonly slope: JSX.Element;
  readonly note?: () => string;
}

const ERROR = (
  <mrow>
    {A}
    <mo>−</mo>
    {Y}
  </mrow>
);
const SQUARED = (
  <msup>
    <Bracketed>{ERROR}</Bracketed>
    <mn>2</mn>
  </msup>
);
const ONE_LESS = (letter: JSX.Element): JSX.Element => (
  <mrow>
    <mn>1</mn>
    <mo>−</mo>
    {letter}
  </mrow>
);
const ln = (of: JSX.Element): JSX.Element => (
  <mrow>
    <mi>ln</mi>
    <mspace width="0.15em" />
    {of}
  </mrow>
);
const over = (numerator: JSX.Element, denominator: JSX.Element): JSX.Element => (
  <mfrac>
    {numerator}
    {denominator}
  </mfrac>
);
/** In a row of its own it is a sign, and no difference. */
const MINUS = (
  <mrow>
    <mo>−</mo>
  </mrow>
);
const HALF = over(<mn>1</mn>, <mn>2</mn>);
const OVER_M = <OneOver count="m" />;
const OVER_UNITS = <SumOver index="i" />;
const call = (name: string): JSX.Element => (
  <mrow>
    <mtext>{name}</mtext>
    <Bracketed>{ERROR}</Bracketed>
  </mrow>
);

const TERMS: Readonly<Record<string, Terms>> = {
  meanSquaredError: {
    loss: (
      <>
        {OVER_M}
        {OVER_UNITS}
        {SQUARED}
      </>
    ),
    slope: (
      <>
        {over(<mn>2</mn>, <mi>m</mi>)}
        <Bracketed>{ERROR}</Bracketed>
      </>
    ),
  },
  halfSquaredError: {
    loss: (
      <>
        {HALF}
        {OVER_UNITS}
        {SQUARED}
      </>
    ),
    slope: ERROR,
  },
  meanAbsoluteError: {
    loss: (
      <>
        {OVER_M}
        {OVER_UNITS}
        <mtext>|</mtext>
        {ERROR}
        <mtext>|</mtext>
      </>
    ),
    slope: (
      <>
        {OVER_M}
        {call('sign')}
      </>
    ),
  },
  huber: {
    loss: (
      <>
        {OVER_M}
        {OVER_UNITS}
        {call('huber')}
      </>
    ),
    slope: (
      <>
        {OVER_M}
        {call('clamp')}
      </>
    ),
    note: () => l10n.t('huber(e) is ½ e² up to |e| = 1, then |e| − ½; clamp(e) holds e between −1 and 1.'),
  },
  binaryCrossentropy: {
    loss: (
      <>
        {MINUS}
        {OVER_M}
        {OVER_UNITS}
        <Bracketed>
          {Y}
          {ln(A)}
          <mo>+</mo>
          <Bracketed>{ONE_LESS(Y)}</Bracketed>
          {ln(<Bracketed>{ONE_LESS(A)}</Bracketed>)}
        </Bracketed>
      </>
    ),
    slope: (
      <>
        {OVER_M}
        <Bracketed>
          {over(ONE_LESS(Y), ONE_LESS(A))}
          <mo>−</mo>
          {over(Y, A)}
        </Bracketed>
      </>
    ),
  },
  categoricalCrossentropy: {
    loss: (
      <>
        {MINUS}
        {OVER_UNITS}
        {Y}
        {ln(A)}
      </>
    ),
    slope: (
      <>
        {MINUS}
        {over(Y, A)}
      </>
    ),
  },
};
