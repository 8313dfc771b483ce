/** ∂z/∂W of one sample: m slices of n × m, nearly all 0, folded into one n × m matrix. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { LayerShape } from '../../../protocol/engine';
import { foldedAt } from '../../drawing/derivatives';
import { largestOf } from '../../drawing/sums';
import { thin } from '../../drawing/thinning';
import { madeMatrix, matrixOf, rowAt } from '../../state/matrices';
import { formatCount } from '../../text/format';
import { elementName } from '../../text/words';
import { Formula, Symbol } from '../equation/symbols';
import { Figure } from '../plate/figure';
import { axisOf } from '../quantityFigure';
import { stagePitches } from '../samples/pitches';
import type { ViewProps } from '../views';
import { FoldControls } from './foldControls';
import { Slices } from './slices';

export interface PartProps {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly sample: number;
  readonly width: number;
}

export function Collapse({ view, shape, sample, width }: PartProps): JSX.Element {
  const { state, layer, run, dispatch } = view;
  const [folded, setFolded] = useState(0);
  const [unit, setUnit] = useState(0);
  const asRow = shape.hasBias && state.navigation.biasAsRow;
  const { inputs, units } = shape;
  const n = inputs + (asRow ? 1 : 0);
  const input = matrixOf(state, layer, shape, 'input');
  const delta = matrixOf(state, layer, shape, 'gradientOutput');
  const row = rowAt(input, sample);
  const inputAt = (j: number): number | null => (j === inputs ? 1 : row(j));
  const deltaAt = rowAt(delta, sample);
  const drawnRows = thin(n).indices;
  const drawnColumns = thin(units).indices;
  const limit = largestOf((j) => inputAt(j), drawnRows, [0]);
  const pitches = stagePitches(shape, run.state.N, width < 700 ? width - 60 : width / 3);
  const rows = asRow ? { ...axisOf('input', n), letter: 'n + 1' } : axisOf('input', n);
  const columns = axisOf('unit', units);
  const cells = { across: pitches.unit.across, down: pitches.input.down };
  const shownUnit = Math.min(unit, units - 1);
  const outer = (j: number, i: number): number | null => {
    const a = inputAt(j);
    const d = deltaAt(i);
    return a === null || d === null ? null : a * d;
  };
  return (
    <section aria-labelledby="collapse-title">
      <h2 id="collapse-title">
        ∂Z/∂W of <span class="layer-name">{shape.name}</span>: a third dimension that is nearly empty
      </h2>
      <p class="lead">
        Of sample {sample}: z[i] for each of the {units} units, by each of the {n} × {units} weights. That
        makes {units} slices of {n} × {units}, {formatCount(units * n * units)} numbers. But z[i] is made of
        column i of W only, so slice i is 0 but for its column i, and there stands what the weights were
        multiplied by: the input. Where one slice has a number, all others have 0, so all of them fit into one
        matrix.
      </p>
      <Formula>
        <mfrac>
          <mrow>
            <mo>∂</mo>
            <msub>
              <mi>z</mi>
              <mi>i</mi>
            </msub>
          </mrow>
          <mrow>
            <mo>∂</mo>
            <msub>
              <mi>w</mi>
              <mrow>
                <Primed letter="j" />
                <Primed letter="i" />
              </mrow>
            </msub>
          </mrow>
        </mfrac>
        <mo>=</mo>
        <msub>
          <mi>δ</mi>
          <mrow>
            <mi>i</mi>
            <Primed letter="i" />
          </mrow>
        </msub>
        <mo>·</mo>
        <msub>
          <mi>a</mi>
          <Primed letter="j" />
        </msub>
      </Formula>
      <p class="muted">
        Here δ with two indices is Kronecker’s: 1 where they are equal, else 0. It has nothing to do with
        gradientOutput but the letter.
      </p>
      <FoldControls folded={folded} onFold={setFolded} unit={shownUnit} units={units} onUnit={setUnit} />
      <Slices
        input={input}
        inputAt={inputAt}
        rows={rows}
        columns={columns}
        cells={cells}
        limit={limit}
        folded={folded}
        unit={shownUnit}
        onUnit={setUnit}
        width={width}
      />
      <h3 class="then">Then times δ, column by column: the outer product</h3>
      <p class="lead">
        The chain rule asks for the sum over i of δ[i] · ∂z[i]/∂w[j′, i′]. All terms but i = i′ are 0, so
        column i′ of the folded matrix is multiplied by δ[i′], and that is all: inputᵀ · gradientOutput of one
        sample. No third dimension was ever needed.
      </p>
      <div class="row-of-figures">
        <Figure
          id="folded"
          name="folded ∂Z/∂W"
          note="every column is the input"
          accent="forward"
          matrix={madeMatrix(n, units, foldedAt(inputAt), limit, input)}
          rows={rows}
          columns={columns}
          {...cells}
          element={(j, i) => `∂z[${i}]/∂w[${j}, ${i}]`}
        />
        <span class="between-figures">× column by column</span>
        <Figure
          id="deltaRow"
          name="gradientOutput"
          symbol={
            <Formula display={false}>
              <Symbol name="gradientOutput" sample={String(sample)} />
            </Formula>
          }
          accent="backward"
          matrix={madeMatrix(
            1,
            units,
            (_, i) => deltaAt(i),
            largestOf((_, i) => deltaAt(i), [0], drawnColumns),
            delta,
          )}
          rows={axisOf(undefined, 1)}
          columns={columns}
          across={cells.across}
          down={20}
          element={(_, i) => elementName('gradientOutput', 2, 0, sample, i)}
        />
        <span class="between-figures">=</span>
        <Figure
          id="outer"
          name="outer product"
          note={`sample ${sample}`}
          accent="backward"
          matrix={madeMatrix(n, units, outer, largestOf(outer, drawnRows, drawnColumns), input, delta)}
          rows={rows}
          columns={columns}
          {...cells}
          element={(j, i) => `input[${sample}, ${j}] · gradientOutput[${sample}, ${i}]`}
        />
      </div>
      <p>
        <button
          type="button"
          class="player-button"
          onClick={() => dispatch({ kind: 'viewChosen', view: 'samples' })}
        >
          Add these up over the samples
        </button>
      </p>
    </section>
  );
}

/** j′, an index that runs over the same axis as j. */
function Primed({ letter }: { readonly letter: string }): JSX.Element {
  return (
    <msup>
      <mi>{letter}</mi>
      <mo>′</mo>
    </msup>
  );
}
