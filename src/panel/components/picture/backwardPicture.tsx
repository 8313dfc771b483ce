/** A layer's backward step, right to left, every matrix in its place. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import type { Axis, OperationName } from '../../../protocol/vocabulary';
import { backwardMap, type MapOptions, type MapPlateName } from '../../drawing/backwardMap';
import { fitPitches, type AxisCounts, type Pitches } from '../../drawing/pitches';
import { thin } from '../../drawing/thinning';
import { madeMatrix, matrixOf } from '../../state/matrices';
import { operationText } from '../../../protocol/text/equations';
import { endsOf, meetingWords } from '../../text/lessons';
import { hasJacobian } from '../../../protocol/text/shapes';
import { operationOnShow, roleOf } from '../layerStep';
import { Figure } from '../plate/figure';
import { axisOf, QuantityFigure } from '../quantityFigure';
import type { ViewProps } from '../views';
import { MeetingMark } from './meetingMark';
import { OperatorButton } from './operatorButton';
import { isUpdated } from './updated';

interface BackwardPictureProps {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly sample: number;
  readonly turned: boolean;
  /** Pixels that the page has for it. */
  readonly width: number;
}

/** From here on there is room for words at both ends. */
const WIDE = 960;

export function BackwardPicture(props: BackwardPictureProps): JSX.Element {
  const { view, shape, turned, width } = props;
  const { run, layer } = view;
  const { N } = run.state;
  const jacobian = hasJacobian(shape);
  const options = (pitches: Pitches): MapOptions => ({
    counts: countsOf(shape, N),
    pitches,
    jacobian,
    bias: !shape.hasBias ? 'none' : view.state.navigation.biasAsRow ? 'row' : 'apart',
    turned,
    wide: width >= WIDE,
  });
  const pitches = fitPitches(countsOf(shape, N), width, (tried) => backwardMap(options(tried)).width);
  const map = backwardMap(options(pitches));
  const lengths = { sample: N > 0 ? N : null, input: shape.inputs, unit: shape.units };
  const onShow = operationOnShow(view.state, run, layer);
  const { from, to } = endsOf(run.description, layer.layer);
  const operator = (operation: keyof typeof map.spots, sign: string, number: number): JSX.Element => (
    <OperatorButton
      view={view}
      operation={operation}
      sign={sign}
      number={number}
      spot={map.spots[operation]}
      onShow={onShow === operation}
    />
  );
  const meeting = (of: 'gradientPrev' | 'gradientWeights' | 'gradientOutput'): JSX.Element | null => {
    const mark = map.meetings[of];
    return mark === null ? null : (
      <MeetingMark id={of} mark={mark} words={meetingWords(mark.axes, lengths)} lit={onShow === of} />
    );
  };
  return (
    <div
      class={`map-box${width >= WIDE ? '' : ' narrow'}`}
      role="group"
      aria-label={l10n.t('The backward step of {0} as a picture', shape.name)}
    >
      <div class="map" style={{ width: `${map.width}px`, height: `${map.height}px` }}>
        <svg class="map-wires" width={map.width} height={map.height} aria-hidden="true">
          {map.wires.map((wire) => (
            <path key={wire} d={wire} />
          ))}
        </svg>
        {meeting('gradientPrev')}
        {meeting('gradientWeights')}
        {meeting('gradientOutput')}
        <Plates {...props} pitches={pitches} plates={map.plates} onShow={onShow} />
        {operator('activationDerivative', '′', 1)}
        {operator('gradientOutput', jacobian ? '·' : '=', 2)}
        {operator('gradientWeights', divisionSign(N, width >= WIDE), 3)}
        {operator('gradientPrev', '·', 4)}
        {map.hadamard !== null && (
          <span
            class="hadamard"
            title={l10n.t('Hadamard product: element by element')}
            style={{ left: `${map.hadamard.x}px`, top: `${map.hadamard.y}px` }}
          >
            ∘
          </span>
        )}
        {width >= WIDE && (
          <>
            <span class="map-end" style={{ right: 0, top: `${map.line - 28}px` }}>
              {from}
            </span>
            <span class="map-end" style={{ left: 0, top: `${map.line - 28}px` }}>
              {to}
            </span>
          </>
        )}
      </div>
    </div>
  );
}

/** `· / 16`; the letter where the number is too long for the gap. */
function divisionSign(N: number, wide: boolean): string {
  const count = N > 0 && String(N).length <= (wide ? 3 : 2) ? String(N) : 'N';
  return wide ? `· / ${count}` : `·/${count}`;
}

/** The cells drawn along each axis; a batch that is not known yet gets one row. */
export function countsOf(shape: LayerShape, N: number): AxisCounts {
  const drawn = (length: number): number => thin(length).indices.length;
  return { sample: drawn(Math.max(1, N)), input: drawn(shape.inputs), unit: drawn(shape.units) };
}

interface PlatesProps extends BackwardPictureProps {
  readonly pitches: Pitches;
  readonly plates: ReturnType<typeof backwardMap>['plates'];
  readonly onShow: OperationName | null;
}

/** Every matrix once, in the one order of the backward step. */
function Plates(props: PlatesProps): JSX.Element {
  const { view, shape, pitches, sample, turned, plates, onShow, width } = props;
  const { run, layer, state } = view;
  const jacobian = hasJacobian(shape);
  const about = {
    run: run.description,
    layer: layer.layer,
    N: run.state.N,
    learningRate: run.state.learningRate,
  };
  const lit = onShow === null ? null : operationText(onShow, about);
  // What was computed was computed with the parameters before the update.
  const updated = isUpdated(run, layer);
  // Without a chosen sample a Jacobian still has one.
  const litRow = jacobian || state.navigation.sample !== null ? sample : undefined;
  const quantity = (
    name: Exclude<MapPlateName, 'ones'> | 'weightsBefore',
    more: Partial<Parameters<typeof QuantityFigure>[0]> = {},
  ): JSX.Element | null => {
    const as = name === 'weightsBefore' ? 'weights' : name;
    return plates[as] === undefined ? null : (
      <QuantityFigure
        view={view}
        shape={shape}
        quantity={name}
        pitches={pitches}
        place={plates[as]}
        role={roleOf(as, lit)}
        vectorDown={pitches.input.down}
        {...more}
      />
    );
  };
  return (
    <>
      {quantity('gradient', { litRow })}
      {jacobian
        ? quantity('activationDerivative', {
            sample,
            stacked: run.state.N > 1,
            note: l10n.t('of sample {0}', sample),
          })
        : quantity('activationDerivative', { litRow })}
      {quantity('output', { litRow })}
      {quantity('gradientOutput', { litRow })}
      {quantity('input', {
        side: 'right',
        turned,
        ...(turned ? { litColumn: litRow } : { litRow }),
        note: turned ? l10n.t('turned') : l10n.t('not turned'),
      })}
      {plates.ones !== undefined && (
        <Figure
          id="ones"
          name={l10n.t('ones')}
          accent="forward"
          matrix={onesRow(run.state.N, matrixOf(state, layer, shape, 'input'))}
          rows={axisOf(undefined, 1)}
          columns={axisOf('sample' satisfies Axis, run.state.N > 0 ? run.state.N : null)}
          across={pitches.sample.across}
          down={pitches.input.down}
          place={plates.ones}
          side="right"
          strip={l10n.t('the 1 that the bias is multiplied by')}
        />
      )}
      {quantity('gradientWeights')}
      {quantity('gradientBias', state.navigation.biasAsRow ? { strip: 'gradientBias' } : {})}
      {quantity(updated ? 'weightsBefore' : 'weights', {
        side: 'right',
        turned,
        note: weightsNote(turned, updated, width >= WIDE),
      })}
      {quantity('gradientPrev', { side: 'right', litRow })}
    </>
  );
}

/** How the weights are drawn; in a narrow picture the name's own ᵀ has to do. */
function weightsNote(turned: boolean, updated: boolean, wide: boolean): string {
  if (!updated) return turned ? l10n.t('turned') : l10n.t('not turned');
  if (!wide) return l10n.t('before update');
  return turned ? l10n.t('turned, before the update') : l10n.t('not turned, before the update');
}

/** What the bias is multiplied by in every sample. */
function onesRow(N: number, input: ReturnType<typeof matrixOf>): ReturnType<typeof matrixOf> {
  return madeMatrix(1, N, () => 1, 1, input);
}
