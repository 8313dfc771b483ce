/** The upper edge of the explanation: dragged, or moved by keys, it makes it higher or lower. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { heightAfterKey, heightFrom, heightWithin, LEAST_HEIGHT, mostHeight } from '../../drawing/dockHeight';
import type { PanelEvent } from '../../state/model';
import type { Navigation } from '../../state/navigation';

/** Where the chosen height is kept. */
const HEIGHT = 'why.height';

export interface DockHeight {
  /** In CSS pixels; null: as high as its content, within the bounds of the style sheet. */
  readonly chosen: number | null;
  /** As it is drawn now; 0 before the first layout. */
  readonly drawn: number;
  readonly panel: number;
  /** While the edge is held: shown, but not yet kept. */
  readonly held: number | null;
  readonly onHold: (height: number | null) => void;
  readonly onKeep: (height: number | null) => void;
}

interface Box {
  readonly current: HTMLElement | null;
}

/** @param isOpen whether there is an explanation at all. */
export function useDockHeight(
  dock: Box,
  isOpen: boolean,
  navigation: Navigation,
  dispatch: (event: PanelEvent) => void,
): DockHeight {
  const [held, setHeld] = useState<number | null>(null);
  const [{ drawn, panel }, setMeasured] = useState(() => ({ drawn: 0, panel: window.innerHeight }));
  useLayoutEffect(() => {
    const element = dock.current;
    if (element === null) return undefined;
    const measure = (): void =>
      setMeasured({ drawn: Math.round(element.offsetHeight), panel: window.innerHeight });
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    window.addEventListener('resize', measure);
    measure();
    return () => {
      sizes.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [isOpen]);
  const kept = held ?? heightFrom(navigation.choices[HEIGHT]);
  return {
    // A panel that has become lower since does not disappear behind its explanation.
    chosen: kept === null ? null : heightWithin(kept, panel),
    drawn,
    panel,
    held,
    onHold: setHeld,
    onKeep: (height) => {
      setHeld(null);
      dispatch({ kind: 'chosen', control: HEIGHT, value: height === null ? '' : String(height) });
    },
  };
}

export function DockEdge({ height }: { readonly height: DockHeight }): JSX.Element {
  const { chosen, drawn, panel, held, onHold, onKeep } = height;
  // The bottom of the dock while the edge is held: where it was taken, so that it does not jump.
  const [bottom, setBottom] = useState<number | null>(null);
  // Keys can come faster than the page is drawn: each starts from where the one before it leads.
  const latest = useRef(0);
  latest.current = chosen ?? drawn;
  return (
    <div
      class={`dock-edge${bottom === null ? '' : ' held'}`}
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={l10n.t('Height of the explanation')}
      aria-controls="why"
      aria-valuemin={LEAST_HEIGHT}
      aria-valuemax={mostHeight(panel)}
      aria-valuenow={heightWithin(chosen ?? drawn, panel)}
      aria-valuetext={l10n.t('{0} pixels', chosen ?? drawn)}
      title={l10n.t(
        'Drag, or use the arrow keys, to make the explanation higher or lower; a double-click fits it to its content',
      )}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        const next = heightAfterKey(event.key, latest.current, panel);
        if (next === null) return;
        event.preventDefault();
        // Elsewhere in the explanation the arrow keys walk the factors.
        event.stopPropagation();
        latest.current = next;
        onKeep(next);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setBottom(event.clientY + drawn);
      }}
      onPointerMove={({ clientY }) => {
        if (bottom !== null) onHold(heightWithin(bottom - clientY, panel));
      }}
      onPointerUp={() => {
        setBottom(null);
        if (held !== null) onKeep(held);
      }}
      onPointerCancel={() => {
        setBottom(null);
        onHold(null);
      }}
      onDblClick={() => onKeep(null)}
    />
  );
}
