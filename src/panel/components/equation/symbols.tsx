/**
 * The symbols of the vocabulary, typeset. MathML: Chromium draws it itself, and screen readers read it. Brackets are
 * text: as operators they would grow with what stands between them.
 */
import type { ComponentChildren, JSX } from 'preact';
import { QUANTITIES, type QuantityName } from '../../../protocol/vocabulary';

/** (l) or (l−1), and a turn, raised. */
function Raised({ before, turned }: { readonly before?: boolean; readonly turned: boolean }): JSX.Element {
  return (
    <mrow>
      <mtext>(</mtext>
      <mi>l</mi>
      {before && (
        <>
          <mo>−</mo>
          <mn>1</mn>
        </>
      )}
      <mtext>)</mtext>
      {turned && <mi mathvariant="normal">⊤</mi>}
    </mrow>
  );
}

interface LetterProps {
  readonly letter: string;
  readonly before?: boolean;
  readonly turned?: boolean;
}

function Letter({ letter, before = false, turned = false }: LetterProps): JSX.Element {
  return (
    <msup>
      <mi>{letter}</mi>
      <Raised before={before} turned={turned} />
    </msup>
  );
}

/** ∂L by ∂ something: as a fraction, or in a line where that would be too high. */
function LossBy({ letter, before = false, flat = false }: LetterProps & { flat?: boolean }): JSX.Element {
  if (flat)
    return (
      <mrow>
        <mo>∂</mo>
        <mi>L</mi>
        <mo lspace="0.1em" rspace="0.1em">
          /
        </mo>
        <mo>∂</mo>
        <Letter letter={letter} before={before} />
      </mrow>
    );
  return (
    <mfrac>
      <mrow>
        <mo>∂</mo>
        <mi>L</mi>
      </mrow>
      <mrow>
        <mo>∂</mo>
        <Letter letter={letter} before={before} />
      </mrow>
    </mfrac>
  );
}

function bare(name: SymbolName, turned: boolean, flat: boolean): JSX.Element {
  switch (name) {
    case 'target':
      return <mi>Y</mi>;
    case 'input':
      return <Letter letter="A" before turned={turned} />;
    case 'weights':
      return <Letter letter="W" turned={turned} />;
    case 'bias':
      return <Letter letter="b" />;
    case 'preActivation':
      return <Letter letter="Z" />;
    case 'output':
      return <Letter letter="A" />;
    case 'gradient':
      return <LossBy letter="A" flat={flat} />;
    case 'activationDerivative':
      return (
        <mrow>
          <mi>a</mi>
          <mo lspace="0" rspace="0">
            ′
          </mo>
        </mrow>
      );
    case 'gradientOutput':
      return <Letter letter="δ" />;
    case 'gradientWeights':
      return <LossBy letter="W" flat={flat} />;
    case 'gradientBias':
      return <LossBy letter="b" flat={flat} />;
    case 'gradientPrev':
      return <LossBy letter="A" before flat={flat} />;
  }
}

/** What has a symbol of its own. */
export type SymbolName = QuantityName | 'target';

interface SymbolProps {
  readonly name: SymbolName;
  readonly turned?: boolean;
  /** Without a fraction bar. */
  readonly flat?: boolean;
  /** One row of it, or one sample's matrix: s, or its number. */
  readonly sample?: string;
  /** Its shape, set below. */
  readonly shape?: string | undefined;
}

/** A quantity's symbol, in the colour of its group. */
export function Symbol({ name, turned = false, flat = false, sample, shape }: SymbolProps): JSX.Element {
  const row =
    sample === undefined ? (
      bare(name, turned, flat)
    ) : (
      <mrow>
        {bare(name, false, flat)}
        <mtext>[</mtext>
        <mi>{sample}</mi>
        <mtext>]</mtext>
      </mrow>
    );
  const core =
    sample !== undefined && turned ? (
      <msup>
        {row}
        <mi mathvariant="normal">⊤</mi>
      </msup>
    ) : (
      row
    );
  const accent = `math-quantity accent-${name === 'target' ? 'forward' : QUANTITIES[name].group.toLowerCase()}`;
  if (shape === undefined) return <mrow class={accent}>{core}</mrow>;
  return (
    <munder>
      <mrow class={accent}>{core}</mrow>
      <mtext class="math-shape">{shape}</mtext>
    </munder>
  );
}

/** One of N. */
export function OneOver({ count }: { readonly count: string }): JSX.Element {
  return (
    <mfrac>
      <mn>1</mn>
      <mi mathvariant="normal">{count}</mi>
    </mfrac>
  );
}

interface FormulaProps {
  readonly children: ComponentChildren;
  /** Set on a line of its own, large. */
  readonly display?: boolean;
}

export function Formula({ children, display = true }: FormulaProps): JSX.Element {
  return (
    <math class="formula" display={display ? 'block' : 'inline'}>
      <mrow>{children}</mrow>
    </math>
  );
}

export function Bracketed({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <mrow>
      <mtext>(</mtext>
      {children}
      <mtext>)</mtext>
    </mrow>
  );
}

/** The number of samples; its letter while it is not known. */
export function countOf(N: number): string {
  return N > 0 ? String(N) : 'N';
}

/** A letter with a small one below it. */
export function Indexed({ letter, index }: { readonly letter: string; readonly index: string }): JSX.Element {
  return (
    <msub>
      <mi>{letter}</mi>
      <mi>{index}</mi>
    </msub>
  );
}

/** The sum over what the letter counts. */
export function SumOver({ index }: { readonly index: string }): JSX.Element {
  return (
    <munder>
      <mo>∑</mo>
      <mi>{index}</mi>
    </munder>
  );
}
