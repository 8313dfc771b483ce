/** The forward step in the same language: no matrix has to be turned. */
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import { fitPitches, type Pitches } from '../../drawing/pitches';
import { productPicture, type Product } from '../../drawing/product';
import { madeMatrix, matrixOf } from '../../state/matrices';
import { AXIS_LETTERS } from '../../text/lessons';
import { Figure, FIGURE } from '../plate/figure';
import { axisOf, QuantityFigure } from '../quantityFigure';
import type { ViewProps } from '../views';
import { countsOf } from './backwardPicture';

interface ForwardPictureProps {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly width: number;
}

export function ForwardPicture({ view, shape, width }: ForwardPictureProps): JSX.Element {
  const { run, layer, state } = view;
  const { N } = run.state;
  const counts = countsOf(shape, N);
  const asRow = shape.hasBias && state.navigation.biasAsRow;
  const product = (pitches: Pitches): Product =>
    productPicture({
      inner: {
        across: counts.input * pitches.input.across,
        down: counts.input * pitches.input.down,
      },
      rows: counts.sample * pitches.sample.down,
      columns: counts.unit * pitches.unit.across,
      bias: asRow ? { across: pitches.input.across, down: pitches.input.down } : null,
      head: FIGURE.caption + FIGURE.above,
      side: FIGURE.left,
    });
  const outputWidth = (pitches: Pitches): number => Math.max(118, counts.unit * pitches.unit.across) + 84;
  const pitches = fitPitches(counts, width, (tried) => product(tried).width + outputWidth(tried));
  const picture = product(pitches);
  const figure = { view, shape, pitches };
  const output = { left: picture.width + 60, top: picture.result.top };
  const bias = picture.bias ?? { left: output.left, top: picture.above.top };
  const arrowY = picture.result.top + picture.result.height / 2;
  return (
    <div class="map-box" role="group" aria-label={`The forward step of ${shape.name} as a picture`}>
      <div
        class="map"
        style={{ width: `${picture.width + outputWidth(pitches)}px`, height: `${picture.height}px` }}
      >
        <svg
          class="map-wires"
          width={picture.width + outputWidth(pitches)}
          height={picture.height}
          aria-hidden="true"
        >
          <path
            d={`M ${picture.result.left + picture.result.width + 8} ${arrowY} L ${output.left - 26} ${arrowY} l -6 -3 m 6 3 l -6 3`}
          />
        </svg>
        <div class="meeting" data-meeting="preActivation" data-meets="true">
          <svg aria-hidden="true">
            <path d={picture.arc} />
          </svg>
          <span
            class="meeting-words meeting-left"
            style={{ left: `${picture.corner.x}px`, top: `${picture.corner.y}px` }}
          >
            {AXIS_LETTERS.input} = {shape.inputs}
            {asRow && ' + 1'}
          </span>
        </div>
        <QuantityFigure {...figure} quantity="input" place={picture.left} />
        {picture.ones !== null && (
          <Figure
            id="ones"
            name="ones"
            accent="forward"
            matrix={madeMatrix(Math.max(1, N), 1, () => 1, 1, matrixOf(state, layer, shape, 'input'))}
            rows={axisOf('sample', N > 0 ? N : null)}
            columns={axisOf(undefined, 1)}
            across={pitches.input.across}
            down={pitches.sample.down}
            place={picture.ones}
            strip="1s"
          />
        )}
        <QuantityFigure {...figure} quantity="weights" place={picture.above} />
        {shape.hasBias && (
          <QuantityFigure
            {...figure}
            quantity="bias"
            place={bias}
            vectorDown={pitches.input.down}
            {...(asRow ? { strip: 'bias' } : { note: 'added to every row' })}
          />
        )}
        <QuantityFigure {...figure} quantity="preActivation" place={picture.result} />
        <QuantityFigure {...figure} quantity="output" place={output} />
      </div>
    </div>
  );
}
