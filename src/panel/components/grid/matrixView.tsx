/** A matrix of the layer on show in its card: its numbers, how large they are drawn, and where in it one is. */
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { LayerShape } from '../../../protocol/engine';
import type { LayerView } from '../../../protocol/panel';
import type { TensorSummary } from '../../../protocol/tensor';
import { drawnAxes, matrixSize } from '../../../protocol/text/shapes';
import type { QuantityName } from '../../../protocol/vocabulary';
import type { Light } from '../../drawing/light';
import type { Place, Viewport } from '../../drawing/window';
import type { ZoomName } from '../../drawing/zoom';
import { comparedAt, type Compare } from '../../state/compare';
import type { PanelEvent, PanelState } from '../../state/model';
import { rasterOf } from '../../state/raster';
import { zoomControl, zoomOf } from '../../state/zoom';
import { MatrixGrid } from '../matrixGrid';
import { ViewBar } from './viewBar';

interface MatrixViewProps {
  readonly quantity: QuantityName;
  readonly shape: LayerShape;
  readonly state: PanelState;
  readonly layer: LayerView;
  readonly summary: TensorSummary;
  readonly fresh: boolean;
  readonly compare: Compare;
  /** The sample whose matrix is shown; 0 for a plain matrix. */
  readonly sample: number;
  readonly limit: number;
  readonly describedBy: string;
  readonly light: Light;
  readonly destination: Place | null;
  readonly dispatch: (event: PanelEvent) => void;
  readonly onPoint: (place: Place | null) => void;
  readonly onChoose: (place: Place, byKey: boolean) => void;
}

/** Before the grid is on the page. */
const NOWHERE: Viewport = { top: 0, left: 0, width: 0, height: 0 };

export function MatrixView(props: MatrixViewProps): JSX.Element {
  const { quantity, shape, state, layer, summary, fresh, compare, sample, limit, light, dispatch } = props;
  const { destination } = props;
  const box = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(NOWHERE);
  const onPoint = useChanges(props.onPoint);
  const zoom = zoomOf(state.navigation, quantity);
  const onZoom = (name: ZoomName): void =>
    dispatch({ kind: 'chosen', control: zoomControl(quantity), value: name });
  const pair = { now: state.sheets[quantity], before: state.sheetsBefore[quantity] };
  const size = matrixSize(summary.shape);
  // The grid is the dear part: it is drawn again only when its numbers, or how they are to be read, change.
  const grid = useMemo(
    () => (
      <MatrixGrid
        box={box}
        quantity={quantity}
        layer={layer.layer}
        size={size}
        zoom={zoom}
        sample={summary.shape.length === 3 ? sample : null}
        axes={drawnAxes(shape, quantity)}
        limit={limit}
        fresh={fresh}
        compare={compare}
        describedBy={props.describedBy}
        valueAt={(row, column) => comparedAt(compare, pair, layer.moment, sample, row, column)}
        rasterOf={(window) => rasterOf(compare, pair, layer.moment, sample, window)}
        scroll={state.navigation.scrolls[quantity]}
        onLook={(window) => dispatch({ kind: 'looked', quantity, window })}
        onScrolled={(top, left) => dispatch({ kind: 'scrolled', quantity, top, left })}
        onView={setViewport}
        onPoint={onPoint}
        onZoom={onZoom}
        light={light}
        onChoose={props.onChoose}
        destination={destination}
      />
    ),
    [
      quantity,
      summary,
      shape,
      pair.now,
      pair.before,
      compare,
      sample,
      fresh,
      layer,
      light,
      destination,
      limit,
      zoom,
    ],
  );
  return (
    <>
      <ViewBar
        box={box}
        quantity={quantity}
        layer={layer.layer}
        sample={sample}
        size={size}
        zoom={zoom}
        viewport={viewport}
        limit={limit}
        current={compare === 'current'}
        state={state}
        dispatch={dispatch}
        onZoom={onZoom}
      />
      {grid}
    </>
  );
}

/** The pointer moves many times within a cell: only what changes is told. */
function useChanges(onPoint: (place: Place | null) => void): (place: Place | null) => void {
  const last = useRef<Place | null>(null);
  return (place) => {
    if (place?.row === last.current?.row && place?.column === last.current?.column) return;
    last.current = place;
    onPoint(place);
  };
}
