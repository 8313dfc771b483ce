/** The forward step in the same language: no matrix has to be turned. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import { fitPitches, type Pitches } from '../../drawing/pitches';
import { productPicture, type Product } from '../../drawing/product';
import { madeMatrix, matrixOf } from '../../state/matrices';
import { formatLoss } from '../../text/format';
import { AXIS_LETTERS } from '../../text/lessons';
import { Figure, FIGURE } from '../plate/figure';
import { axisOf, QuantityFigure } from '../quantityFigure';
import type { ViewProps } from '../views';
import { countsOf } from './backwardPicture';
import { MeetingMark } from './meetingMark';
import { isUpdated } from './updated';

interface ForwardPictureProps {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly width: number;
}

/** Room for the loss after the last layer's output. */
const LOSS_WIDTH = 134;

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
  // What was computed was computed with the parameters before the update.
  const updated = isUpdated(run, layer);
  const isLast = layer.layer === run.description.layers.length - 1;
  const lossWidth = isLast ? LOSS_WIDTH : 0;
  const outputWidth = (pitches: Pitches): number => Math.max(118, counts.unit * pitches.unit.across) + 72;
  const pitches = fitPitches(
    counts,
    width,
    (tried) => product(tried).width + outputWidth(tried) + LOSS_WIDTH,
  );
  const picture = product(pitches);
  const figure = { view, shape, pitches };
  const output = { left: picture.width + 48, top: picture.result.top };
  const bias = picture.bias ?? { left: output.left, top: picture.above.top };
  const outputRight = output.left + counts.unit * pitches.unit.across;
  const fullWidth = picture.width + outputWidth(pitches) + lossWidth;
  const arrowY = picture.result.top + picture.result.height / 2;
  return (
    <div class="map-box" role="group" aria-label={l10n.t('The forward step of {0} as a picture', shape.name)}>
      <div class="map" style={{ width: `${fullWidth}px`, height: `${picture.height}px` }}>
        <svg class="map-wires" width={fullWidth} height={picture.height} aria-hidden="true">
          <path
            d={`M ${picture.result.left + picture.result.width + 8} ${arrowY} L ${output.left - 26} ${arrowY} l -6 -3 m 6 3 l -6 3`}
          />
          {isLast && (
            <path d={`M ${outputRight + 8} ${arrowY} L ${outputRight + 40} ${arrowY} l -6 -3 m 6 3 l -6 3`} />
          )}
        </svg>
        {isLast && (
          <span class="loss-end" style={{ left: `${outputRight + 46}px`, top: `${arrowY}px` }}>
            L = {formatLoss(run.state.loss)}
            {run.state.loss === null && <span class="unseen"> {l10n.t('not computed yet')}</span>}
          </span>
        )}
        <MeetingMark
          id="preActivation"
          mark={picture.meeting}
          words={{ text: `${AXIS_LETTERS.input} = ${shape.inputs}${asRow ? ' + 1' : ''}`, meets: true }}
          lit={false}
        />
        <QuantityFigure {...figure} quantity="input" place={picture.left} />
        {picture.ones !== null && (
          <Figure
            id="ones"
            name={l10n.t('ones')}
            accent="forward"
            matrix={madeMatrix(Math.max(1, N), 1, () => 1, 1, matrixOf(state, layer, shape, 'input'))}
            rows={axisOf('sample', N > 0 ? N : null)}
            columns={axisOf(undefined, 1)}
            across={pitches.input.across}
            down={pitches.sample.down}
            place={picture.ones}
            strip={l10n.t('1s')}
          />
        )}
        <QuantityFigure {...figure} quantity={updated ? 'weightsBefore' : 'weights'} place={picture.above} />
        {shape.hasBias && (
          <QuantityFigure
            {...figure}
            quantity={updated ? 'biasBefore' : 'bias'}
            place={bias}
            vectorDown={pitches.input.down}
            {...(asRow
              ? { strip: 'bias' }
              : {
                  note: updated
                    ? l10n.t('before the update, added to every row')
                    : l10n.t('added to every row'),
                })}
          />
        )}
        <QuantityFigure {...figure} quantity="preActivation" place={picture.result} />
        <QuantityFigure {...figure} quantity="output" place={output} />
      </div>
    </div>
  );
}
