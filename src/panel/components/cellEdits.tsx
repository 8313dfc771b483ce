/** Changing a number in its cell: the way to the run for every matrix of the page. */
import { createContext, type ComponentChildren, type JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { Edited, FromPanel } from '../../protocol/panel';
import type { QuantityName } from '../../protocol/vocabulary';
import { isFresh, type PanelState } from '../state/model';

export interface CellEdits {
  /** Changes with the run, the moment and the layer: what was being typed belongs to the ones before. */
  readonly moment: string;
  /** The answer to the latest edit. */
  readonly edited: Edited | null;
  /** Sends an edit; its answer bears the number that this gives. */
  send(quantity: QuantityName, index: readonly number[], text: string): number;
}

/** null while nothing can be changed: the run is going on, is over, or its numbers are not those on show. */
export const CellEditsContext = createContext<CellEdits | null>(null);

/** The same for who asks only when something is to be changed: a matrix is not drawn anew whenever that changes. */
export const LatestCellEdits = createContext<{ readonly current: CellEdits | null }>({ current: null });

interface ProviderProps {
  readonly state: PanelState;
  readonly post: (message: FromPanel) => void;
  readonly children: ComponentChildren;
}

export function CellEditsProvider({ state, post, children }: ProviderProps): JSX.Element {
  const requests = useRef(0);
  const { layer, edited } = state;
  const open = state.run.kind === 'stopped' && layer !== null && isFresh(state) ? layer : null;
  const moment = open === null ? null : `${open.run} ${open.moment} ${open.layer}`;
  const edits = useMemo<CellEdits | null>(() => {
    if (open === null || moment === null) return null;
    const where = { run: open.run, moment: open.moment, layer: open.layer };
    return {
      moment,
      edited,
      send: (quantity, index, text) => {
        const request = ++requests.current;
        post({ type: 'edit', ...where, quantity, index, text, request });
        return request;
      },
    };
  }, [moment, edited]);
  const latest = useRef(edits);
  latest.current = edits;
  return (
    <LatestCellEdits.Provider value={latest}>
      <CellEditsContext.Provider value={edits}>{children}</CellEditsContext.Provider>
    </LatestCellEdits.Provider>
  );
}
