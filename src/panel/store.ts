/** Holds the state, sends what a change of it calls for, and tells who draws it. */
import type { FromPanel } from '../protocol/panel';
import { Ahead } from './state/ahead';
import type { PanelEvent, PanelState, ReadMessage } from './state/model';
import { lossesNeeded } from './state/timeline';
import { readsNeeded } from './state/reads';
import { asksNeeded } from './state/questions';
import { reduce } from './state/reduce';
import { partReadsNeeded } from './state/wants';

export class Store {
  private current: PanelState;
  private readonly listeners: ((state: PanelState) => void)[] = [];

  private lossesAskedAt = -Infinity;
  private ahead = new Ahead();

  /** @param now a clock in ms; a run under way is not asked for its losses more often than a person can follow. */
  constructor(
    initial: PanelState,
    private readonly post: (message: FromPanel) => void,
    private readonly now: () => number = () => performance.now(),
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
    if (event.kind === 'received' && event.message.type === 'layer') this.takeAhead(new Ahead(event.message));
    this.current = reduce(this.current, event);
    const reads = readsNeeded(this.current);
    if (reads.length > 0) {
      // Noted as asked before they are sent: a host that answers at once must find them.
      this.current = reduce(this.current, { kind: 'asked', reads });
      this.read(reads);
    }
    this.askForParts();
    this.askQuestions();
    this.askForLosses();
    this.listeners.forEach((listener) => listener(this.current));
  }

  private askForParts(): void {
    const reads = partReadsNeeded(this.current);
    if (reads.length === 0) return;
    this.current = reduce(this.current, { kind: 'partsAsked', reads });
    this.read(reads);
  }

  /** Answers what was told ahead, and asks for the rest. */
  private read(reads: readonly ReadMessage[]): void {
    for (const read of reads) {
      const message = this.ahead.answerTo(read);
      if (message === null) this.post(read);
      else this.current = reduce(this.current, { kind: 'received', message });
    }
  }

  private takeAhead(ahead: Ahead): void {
    const { unneededParts: parts, unneededQuestions: questions } = this.ahead;
    this.ahead = ahead;
    if (parts.length + questions.length > 0) this.post({ type: 'unneeded', parts, questions });
  }

  private askQuestions(): void {
    const asks = asksNeeded(this.current);
    if (asks.length === 0) return;
    this.current = reduce(this.current, { kind: 'questionsAsked', asks });
    for (const ask of asks) {
      const message = this.ahead.answerToQuestion(ask);
      if (message === null) this.post(ask);
      else this.current = reduce(this.current, { kind: 'received', message });
    }
  }

  private askForLosses(): void {
    const needed = lossesNeeded(this.current, this.now() - this.lossesAskedAt);
    if (needed === null) return;
    this.lossesAskedAt = this.now();
    const { message, count } = needed;
    this.current = reduce(this.current, { kind: 'curveAsked', run: message.run, count });
    this.post(message);
  }
}
