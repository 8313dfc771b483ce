/** Says what a view needs to read while it is on the page, and that it needs nothing once it is gone. */
import { useEffect } from 'preact/hooks';
import type { PanelEvent } from '../state/model';
import { wantKey, type Want } from '../state/wants';

export function useWants(dispatch: (event: PanelEvent) => void, owner: string, wants: readonly Want[]): void {
  const keys = wants.map(wantKey).join();
  useEffect(() => dispatch({ kind: 'wanted', owner, wants }), [owner, keys]);
  useEffect(() => () => dispatch({ kind: 'wanted', owner, wants: [] }), [owner]);
}
