/** Asks for parts of matrices while a view is on the page. */
import { useEffect } from 'preact/hooks';
import type { PanelEvent } from '../state/model';
import { wantKey, type Want } from '../state/wants';

export function useWanted(
  dispatch: (event: PanelEvent) => void,
  owner: string,
  wants: readonly Want[],
): void {
  const key = wants.map(wantKey).join(', ');
  useEffect(() => dispatch({ kind: 'wanted', owner, wants }), [owner, key]);
  useEffect(() => () => dispatch({ kind: 'wanted', owner, wants: [] }), [owner]);
}
