/** The explanation of the selected number, docked below whatever view is on show. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { FromPanel } from '../../../protocol/panel';
import { cellKey } from '../../provenance/cell';
import type { PanelEvent, PanelState } from '../../state/model';
import { reaches } from '../../state/trail';
import { wantsOf, whyOf, type Why as Explained } from '../../state/why';
import { DockEdge, useDockHeight } from './dockEdge';
import { Explanation } from './explanation';
import { drawnCell, takesFocus } from './focus';
import { keyOfTrail } from './keys';
import { keepInSight } from './reveal';
import { TrailNav } from './trailNav';

interface WhyProps {
  readonly state: PanelState;
  readonly dispatch: (event: PanelEvent) => void;
  readonly post: (message: FromPanel) => void;
}

const OWNER = 'why';
/** Two clicks within so many milliseconds are a double click, as systems have it. */
const DOUBLE_CLICK = 500;

export function Why({ state, dispatch, post }: WhyProps): JSX.Element | null {
  const why = whyOf(state);
  const dock = useRef<HTMLElement>(null);
  const height = useDockHeight(dock, why !== null, state.navigation, dispatch);
  const patches = JSON.stringify(why?.patches ?? []);
  useEffect(
    () => dispatch({ kind: 'wanted', owner: OWNER, wants: why === null ? [] : wantsOf(why) }),
    [patches],
  );
  useShown(why, state, dock, post);
  const refocus = useFocus(why, dock);
  useEscape(why, () => dispatch({ kind: 'trailClosed' }));
  if (why === null) return null;
  const { trail } = state.navigation;
  const move = (by: number): void => dispatch({ kind: 'trailMoved', by });
  return (
    <aside
      ref={dock}
      id="why"
      class="why"
      style={height.chosen === null ? {} : { height: `${height.chosen}px`, maxHeight: 'none' }}
      aria-labelledby="why-title"
      data-cell={cellKey(why.cell)}
      onKeyDown={(event) => {
        const key = keyOfTrail(event);
        if (key === null) return;
        event.preventDefault();
        if (key.kind === 'factor') focusFactor(dock.current, key.by);
        else if (reaches(trail, key.by)) {
          refocus();
          move(key.by);
        }
      }}
    >
      <DockEdge height={height} />
      <div class="why-head">
        <h2 id="why-title">{l10n.t('Why this number?')}</h2>
        <TrailNav trail={trail} run={why.setting.run} onMove={move} />
        <button
          type="button"
          class="why-close"
          aria-label={l10n.t('Close the explanation')}
          title={l10n.t('Close (Escape)')}
          onClick={() => dispatch({ kind: 'trailClosed' })}
        >
          <span aria-hidden="true">✕</span>
        </button>
      </div>
      <Explanation key={cellKey(why.cell)} state={state} why={why} dispatch={dispatch} />
    </aside>
  );
}

/** The focus comes when a key asked for it, and stays when what had it gives way to another explanation. */
function useFocus(why: Explained | null, dock: { readonly current: HTMLElement | null }): () => void {
  const owed = useRef(false);
  const key = why === null ? null : cellKey(why.cell);
  useLayoutEffect(() => {
    if (owed.current) enter(dock.current);
    owed.current = false;
  }, [key]);
  // Also for the cell that is explained already: the key comes again, and nothing else changes.
  useLayoutEffect(() => {
    if (why !== null && takesFocus(why.cell)) enter(dock.current);
  });
  return () => {
    owed.current = true;
  };
}

/** A newly selected cell is brought into sight; one of another layer brings its layer on show. */
function useShown(
  why: Explained | null,
  state: PanelState,
  dock: { readonly current: HTMLElement | null },
  post: (message: FromPanel) => void,
): void {
  const key = why === null ? null : cellKey(why.cell);
  const layer = why?.cell.layer ?? null;
  const shown = state.layer?.layer ?? null;
  // What was explained before a reload is found again where it was: the page had better not move by itself.
  const seen = useRef(key);
  const owed = useRef(false);
  const pressed = useLastPress();
  useEffect(() => {
    if (why === null || layer === null || seen.current === key) return;
    seen.current = key;
    owed.current = true;
    if (shown !== null && layer !== shown) post({ type: 'showLayer', layer });
  }, [key]);
  useEffect(() => {
    if (why === null || !owed.current || layer !== shown || dock.current === null) return undefined;
    owed.current = false;
    const { cell } = why;
    const box = dock.current;
    const { at, x, y } = pressed.current;
    const wait = at + DOUBLE_CLICK - performance.now();
    if (wait <= 0) return keepInSight(cell, box);
    // A click may be the first of two: until then the cell stays where it is, and the second one goes through to it.
    if (document.elementFromPoint(x, y)?.closest('.why') === box) box.style.pointerEvents = 'none';
    let stop: (() => void) | undefined;
    const timer = setTimeout(() => {
      box.style.pointerEvents = '';
      stop = keepInSight(cell, box);
    }, wait);
    return () => {
      clearTimeout(timer);
      box.style.pointerEvents = '';
      stop?.();
    };
  }, [key, shown]);
}

interface Press {
  /** In ms of the page's clock. */
  readonly at: number;
  readonly x: number;
  readonly y: number;
}

/** When and where the pointer was last pressed in a matrix. */
function useLastPress(): { readonly current: Press } {
  const last = useRef<Press>({ at: -Infinity, x: 0, y: 0 });
  useEffect(() => {
    const note = ({ target, clientX: x, clientY: y }: PointerEvent): void => {
      if (target instanceof Element && target.closest('[role=grid]') !== null)
        last.current = { at: performance.now(), x, y };
    };
    window.addEventListener('pointerdown', note, { capture: true, passive: true });
    return () => window.removeEventListener('pointerdown', note, { capture: true });
  }, []);
  return last;
}

/** Escape closes from anywhere on the page, unless somebody else has taken it, such as a cell being edited. */
function useEscape(why: Explained | null, close: () => void): void {
  useEffect(() => {
    if (why === null) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const cameFromDock = document.activeElement?.closest('.why') !== null;
      close();
      if (cameFromDock) drawnCell(why.cell)?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [why]);
}

/** To the first factor, from which Enter leads further back; else to the explanation itself. */
function enter(dock: HTMLElement | null): void {
  (dock?.querySelector<HTMLElement>('.factor') ?? dock?.querySelector<HTMLElement>('.why-number'))?.focus();
}

/** Arrow keys walk the factors as they are written. */
function focusFactor(dock: HTMLElement | null, by: number): void {
  const factors = [...(dock?.querySelectorAll<HTMLElement>('.factor, .fold') ?? [])];
  const at = factors.findIndex((factor) => factor === document.activeElement);
  factors[Math.max(0, Math.min(factors.length - 1, at + by))]?.focus();
}
