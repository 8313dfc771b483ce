/** Holds the state, sends what a change of it calls for, and tells who draws it. */
import type { FromPanel } from '../protocol/panel';
import type { PanelEvent, PanelState } from './state/model';
import { readsNeeded } from './state/reads';
import { reduce } from './state/reduce';

export class Store {
  private current: PanelState;
  private readonly listeners: ((state: PanelState) => void)[] = [];

  constructor(
    initial: PanelState,
    private readonly post: (message: FromPanel) => void,
  ) {
    this.current = initial;
  }

  get state(): PanelState {
    return this.current;
  }

  subscribe(listener: (state: PanelState) => void): void {
    this.listeners.push(listener);
  }

  dispatch(event: PanelEvent): void {
    this.current = reduce(this.current, event);
    const reads = readsNeeded(this.current);
    if (reads.length > 0) {
      // Noted as asked before they are sent: a host that answers at once must find them.
      this.current = reduce(this.current, { kind: 'asked', reads });
      reads.forEach((read) => this.post(read));
    }
    this.listeners.forEach((listener) => listener(this.current));
  }
}
