/** One sample's share: its inputs as a column, its δ as a row, and their outer product between them. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import { bottom } from '../../drawing/rect';
import { productPicture } from '../../drawing/product';
import { largestOf } from '../../drawing/sums';
import { madeMatrix, rowAt } from '../../state/matrices';
import { elementName } from '../../text/words';
import { Formula, Symbol } from '../equation/symbols';
import { Figure, FIGURE } from '../plate/figure';
import { axisOf } from '../quantityFigure';
import type { ViewProps } from '../views';
import { stagePitches } from './pitches';
import type { SampleSum } from './useSampleSum';

export interface StageProps {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly sample: number;
  readonly sum: SampleSum;
  readonly width: number;
}

export function Share({ view, shape, sample, sum, width }: StageProps): JSX.Element {
  const { N } = view.run.state;
  const pitches = stagePitches(shape, N, width < 900 ? width - 180 : width / 3 - 100);
  const rows = axisOf('input', shape.inputs);
  const columns = axisOf('unit', shape.units);
  const one = axisOf(undefined, 1);
  const { across } = pitches.unit;
  const { down } = pitches.input;
  const inputOf = rowAt(sum.input, sample);
  const deltaOf = rowAt(sum.gradientOutput, sample);
  const picture = productPicture({
    inner: { across: 54, down: 20 },
    rows: sum.rows.indices.length * down,
    columns: sum.columns.indices.length * across,
    bias: null,
    head: FIGURE.caption + FIGURE.above,
    side: FIGURE.left,
  });
  return (
    <section class="stage-part" aria-labelledby="share-title">
      <h3 id="share-title">
        <span class="stage-number">1</span> {l10n.t('What sample {0} says', sample)}
      </h3>
      <Formula>
        <Symbol name="input" sample={String(sample)} turned />
        <mo>·</mo>
        <Symbol name="gradientOutput" sample={String(sample)} />
      </Formula>
      <div class="map-box">
        <div class="map" style={{ width: `${picture.width}px`, height: `${bottom(picture.result) + 14}px` }}>
          <Figure
            id="inputOfSample"
            name="inputᵀ"
            note={l10n.t('sample {0}, turned', sample)}
            accent="forward"
            matrix={madeMatrix(
              shape.inputs,
              1,
              (j) => inputOf(j),
              largestOf((j) => inputOf(j), sum.rows.indices, [0]),
              sum.input,
            )}
            rows={rows}
            columns={one}
            across={54}
            down={down}
            place={picture.left}
            side="right"
            element={(j) => elementName('input', 2, 0, sample, j)}
          />
          <Figure
            id="deltaOfSample"
            name="gradientOutput"
            note={l10n.t('sample {0}', sample)}
            accent="backward"
            matrix={madeMatrix(
              1,
              shape.units,
              (_, i) => deltaOf(i),
              largestOf((_, i) => deltaOf(i), [0], sum.columns.indices),
              sum.gradientOutput,
            )}
            rows={one}
            columns={columns}
            across={across}
            down={20}
            place={picture.above}
            element={(_, i) => elementName('gradientOutput', 2, 0, sample, i)}
          />
          <Figure
            id="share"
            name={l10n.t('share[{0}]', sample)}
            accent="backward"
            matrix={madeMatrix(
              shape.inputs,
              shape.units,
              sum.share,
              sum.shareLimit,
              sum.input,
              sum.gradientOutput,
            )}
            rows={rows}
            columns={columns}
            across={across}
            down={down}
            place={picture.result}
            element={(j, i) => `input[${sample}, ${j}] · gradientOutput[${sample}, ${i}]`}
          />
        </div>
      </div>
      <p>
        {l10n.t(
          'Element [j, i] is input j times δ of unit i. A weight whose input was 0 gets nothing from this sample, and neither does one whose unit has δ = 0.',
        )}
      </p>
    </section>
  );
}
