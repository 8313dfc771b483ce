/** The loss: the last layer's output beside its targets, what each sample loses, their mean, and the gradient they make. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import { lossMap, type LossMap } from '../../drawing/lossMap';
import { fitPitches, type Pitches } from '../../drawing/pitches';
import { chosenSample } from '../../state/sample';
import { sampleLossesOf } from '../../state/sampleLosses';
import { whyOf } from '../../state/why';
import { formatLoss } from '../../text/format';
import { Formula } from '../equation/symbols';
import { lightOnSampleLosses } from '../../drawing/light';
import { cell } from '../../provenance/cell';
import { Figure, FIGURE, ONE } from '../plate/figure';
import { axisOf, QuantityFigure } from '../quantityFigure';
import type { ViewProps } from '../views';
import { followWithFocus } from '../why/focus';
import { countsOf } from './backwardPicture';

interface LossPictureProps {
  readonly view: ViewProps;
  /** The last layer's. */
  readonly shape: LayerShape;
  readonly width: number;
}

export function LossPicture({ view, shape, width }: LossPictureProps): JSX.Element {
  const { run, layer, state, dispatch } = view;
  const { N } = run.state;
  const counts = countsOf(shape, N);
  const mapOf = ({ unit, sample }: Pitches): LossMap =>
    lossMap({
      matrix: { width: counts.unit * unit.across, height: counts.sample * sample.down },
      head: FIGURE.caption + FIGURE.above,
      side: FIGURE.left,
    });
  const pitches = fitPitches(counts, width, (tried) => mapOf(tried).width);
  const map = mapOf(pitches);
  const sample = chosenSample(state, N);
  const figure = {
    view,
    shape,
    pitches,
    litRow: state.navigation.sample === null ? undefined : sample,
  };
  const explain = (row: number, byKey: boolean): void => {
    const ref = cell(layer.layer, 'sampleLoss', row);
    if (byKey) followWithFocus(ref);
    dispatch({ kind: 'cellSelected', cell: ref });
  };
  return (
    <div class="map-box" role="group" aria-label={l10n.t('The loss of {0} as a picture', shape.name)}>
      <div class="map" style={{ width: `${map.width}px`, height: `${map.height}px` }}>
        <svg class="map-wires" width={map.width} height={map.height} aria-hidden="true">
          {map.wires.map((wire) => (
            <path key={wire} d={wire} />
          ))}
        </svg>
        <QuantityFigure {...figure} quantity="output" place={map.output} />
        <QuantityFigure {...figure} quantity="target" place={map.target} />
        <Figure
          id="sampleLoss"
          name="loss"
          note={l10n.t('per sample')}
          symbol={
            <Formula display={false}>
              <mi>ℓ</mi>
            </Formula>
          }
          accent="forward"
          matrix={sampleLossesOf(view, shape)}
          light={lightOnSampleLosses(whyOf(state))}
          rows={axisOf('sample', N > 0 ? N : null)}
          columns={ONE}
          across={map.sampleLoss.width}
          down={pitches.sample.down}
          place={map.sampleLoss}
          litRow={figure.litRow}
          element={(row) => l10n.t('loss of sample {0}', row)}
          onCell={(row, _, byKey) => explain(row, byKey)}
        />
        <span class="loss-end" style={{ left: `${map.loss.x}px`, top: `${map.loss.y}px` }}>
          <span class="loss-mean">{l10n.t('mean')}</span> L = {formatLoss(run.state.loss)}
          {run.state.lossIsStale && ` ${l10n.t('(stale)')}`}
          {run.state.loss === null && <span class="unseen"> {l10n.t('not computed yet')}</span>}
        </span>
        <QuantityFigure {...figure} quantity="gradient" place={map.gradient} />
      </div>
    </div>
  );
}

/** In the other layers' pictures: where the loss is taken. */
export function ElsewhereLoss({
  view,
  last,
}: {
  readonly view: ViewProps;
  readonly last: number;
}): JSX.Element {
  const { name = '' } = view.run.description.layers[last] ?? {};
  return (
    <p class="lead">
      {l10n.t('The loss compares the targets with the output of the last layer.')}{' '}
      <button type="button" class="onward" onClick={() => view.post({ type: 'showLayer', layer: last })}>
        {l10n.t('Show {0}', name)}
      </button>
    </p>
  );
}
