/** Above a matrix that does not fit its box: how large its cells are, what of it is in view, and all of it as a map. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { visibleWindow } from '../../drawing/window';
import { zoomBy, type Zoom, type ZoomName } from '../../drawing/zoom';
import type { QuantityName } from '../../../protocol/vocabulary';
import { viewWords } from '../../text/view';
import { Overview, type OverviewProps } from './overview';

interface ViewBarProps extends Omit<OverviewProps, 'pitch'> {
  readonly zoom: Zoom;
  /** The numbers on show are the current ones, of which the run can tell an overview. */
  readonly current: boolean;
  readonly onZoom: (name: ZoomName) => void;
}

export function ViewBar(props: ViewBarProps): JSX.Element | null {
  const { quantity, size, zoom, viewport } = props;
  const { across, down } = zoom.pitch;
  const isLarger = size.rows * down > viewport.height + 1 || size.columns * across > viewport.width + 1;
  // Never taken away again: a button that vanishes under the keyboard takes the focus with it.
  const isNeeded = useRef(false);
  isNeeded.current ||= zoom.name !== 'full' || (viewport.width > 0 && isLarger);
  if (!isNeeded.current) return null;
  return (
    <div class="view-bar" role="group" aria-label={`View of ${quantity}`}>
      <div class="view-about">
        <ZoomButtons quantity={quantity} zoom={zoom} onZoom={props.onZoom} />
        <p class="view-words">{viewWords(visibleWindow(viewport, size, zoom.pitch), size)}</p>
        {zoom.look === 'colour' && <p class="view-words muted">Exact: one cell for each element</p>}
      </div>
      {isLarger && props.current && <Overview {...props} pitch={zoom.pitch} />}
    </div>
  );
}

interface ZoomButtonsProps {
  readonly quantity: QuantityName;
  readonly zoom: Zoom;
  readonly onZoom: (name: ZoomName) => void;
}

function ZoomButtons({ quantity, zoom, onZoom }: ZoomButtonsProps): JSX.Element {
  const button = (name: ZoomName, text: string, label: string, key: string): JSX.Element => (
    <button
      type="button"
      class="zoom-button"
      aria-label={`${label} of ${quantity}`}
      title={`${label} (${key} in the matrix)`}
      aria-disabled={name === zoom.name}
      data-zoom-to={key}
      onClick={() => name !== zoom.name && onZoom(name)}
    >
      {text}
    </button>
  );
  return (
    <div class="zoom-buttons">
      {button(zoomBy(zoom.name, -1), '−', 'Smaller cells', '−')}
      <span class="zoom-now" aria-live="polite" data-zoom-now={zoom.name}>
        {zoom.label}
      </span>
      {button(zoomBy(zoom.name, 1), '+', 'Larger cells', '+')}
      {zoom.name !== 'full' && button('full', '100 %', 'Cells at 100 %', '0')}
    </div>
  );
}
