/** Above a matrix that does not fit its box: how large its cells are, what of it is in view, and all of it as a map. */
import * as l10n from '@vscode/l10n';
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

/** Of a matrix that is so many times what is in view, a map is worth its room. */
const WORTH_A_MAP = 4;

export function ViewBar(props: ViewBarProps): JSX.Element | null {
  const { quantity, size, zoom, viewport } = props;
  const { across, down } = zoom.pitch;
  const isLarger = size.rows * down > viewport.height + 1 || size.columns * across > viewport.width + 1;
  // Never taken away again: a button that vanishes under the keyboard takes the focus with it.
  const isNeeded = useRef(false);
  isNeeded.current ||= zoom.name !== 'full' || (viewport.width > 0 && isLarger);
  if (!isNeeded.current) return null;
  const visible = visibleWindow(viewport, size, zoom.pitch);
  const isFar = size.rows * size.columns > WORTH_A_MAP * visible.rows * visible.columns;
  return (
    <div class="view-bar" role="group" aria-label={l10n.t('View of {0}', quantity)}>
      <div class="view-about">
        <ZoomButtons quantity={quantity} zoom={zoom} onZoom={props.onZoom} />
        <p class="view-words">{viewWords(visible, size)}</p>
        {zoom.look === 'colour' && (
          <p class="view-words muted">{l10n.t('Exact: one cell for each element')}</p>
        )}
      </div>
      {isLarger && isFar && props.current && <Overview {...props} pitch={zoom.pitch} />}
    </div>
  );
}

interface ZoomButtonsProps {
  readonly quantity: QuantityName;
  readonly zoom: Zoom;
  readonly onZoom: (name: ZoomName) => void;
}

function ZoomButtons({ quantity, zoom, onZoom }: ZoomButtonsProps): JSX.Element {
  const button = (name: ZoomName, text: string, key: string, label: string, title: string): JSX.Element => (
    <button
      type="button"
      class="zoom-button"
      aria-label={label}
      title={title}
      aria-disabled={name === zoom.name}
      data-zoom-to={key}
      onClick={() => name !== zoom.name && onZoom(name)}
    >
      {text}
    </button>
  );
  return (
    <div class="zoom-buttons">
      {button(
        zoomBy(zoom.name, -1),
        '−',
        '−',
        l10n.t('Smaller cells of {0}', quantity),
        l10n.t('Smaller cells ({0} in the matrix)', '−'),
      )}
      <span class="zoom-now" aria-live="polite" data-zoom-now={zoom.name}>
        {zoom.label}
      </span>
      {button(
        zoomBy(zoom.name, 1),
        '+',
        '+',
        l10n.t('Larger cells of {0}', quantity),
        l10n.t('Larger cells ({0} in the matrix)', '+'),
      )}
      {zoom.name !== 'full' &&
        button(
          'full',
          '100 %',
          '0',
          l10n.t('Cells at 100 % of {0}', quantity),
          l10n.t('Cells at 100 % ({0} in the matrix)', '0'),
        )}
    </div>
  );
}
