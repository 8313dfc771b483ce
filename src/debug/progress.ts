/**
 * Progress events for moves that take long: those back in time and those to a place that a person has named.
 * `continue` has none: it is the training itself, and the panel shows it.
 */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Goal, RunState } from '../protocol/engine';
import { partsOf } from '../protocol/moments';
import { numberText } from './format';
import { momentOfGoal } from './goals';
import { batchSteps } from './counts';

/** A move that is over sooner, in ms, is not worth a message. */
const PATIENCE = 500;

/** Tells the client. */
export type SendProgress = (
  event: 'progressStart' | 'progressUpdate' | 'progressEnd',
  body: Dap.ProgressStartEvent['body'] | Dap.ProgressUpdateEvent['body'] | Dap.ProgressEndEvent['body'],
) => void;

interface Move {
  readonly title: string;
  readonly layerCount: number;
  readonly start: RunState;
  readonly began: number;
  /** Where it leads, if that is known. */
  readonly target: number | null;
  /** The way back begins at the checkpoint before its target: the earliest moment seen. */
  from: number | null;
  id: string | null;
}

export class MoveProgress {
  /** The client has said that it understands progress events. */
  enabled = false;
  private move: Move | null = null;
  private count = 0;

  constructor(
    private readonly send: SendProgress,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** The run is set going; a move before it is over. */
  begin(goal: Goal, start: RunState, layerCount: number): void {
    this.end();
    const title = titleOf(goal);
    if (title === null || !this.enabled) return;
    const target = momentOfGoal(goal, start, layerCount);
    this.move = { title, layerCount, start, began: this.now(), target, from: null, id: null };
  }

  /** The run under way has come here. A loss that is to be predicted is left out. */
  update(state: RunState, hidesLoss = false): void {
    const { move } = this;
    if (move === null || state === move.start) return;
    const goesAhead = move.target !== null && move.target > move.start.moment;
    move.from = goesAhead ? move.start.moment : Math.min(move.from ?? state.moment, state.moment);
    if (this.now() - move.began < PATIENCE) return;
    const report = {
      message: messageOf(state, move.layerCount, hidesLoss),
      ...percentage(move, state.moment),
    };
    if (move.id === null) {
      move.id = `move-${++this.count}`;
      this.send('progressStart', { progressId: move.id, title: move.title, cancellable: true, ...report });
    } else {
      this.send('progressUpdate', { progressId: move.id, ...report });
    }
  }

  /** The run stands, or is no more. */
  end(): void {
    const id = this.move?.id ?? null;
    this.move = null;
    if (id !== null) this.send('progressEnd', { progressId: id });
  }

  /** Whether this is the move under way. */
  isUnderWay(progressId: string): boolean {
    return this.move !== null && this.move.id === progressId;
  }
}

/** What the move is called; null for one that is never told of. */
function titleOf(goal: Goal): string | null {
  switch (goal.to) {
    case 'previousOperation':
    case 'moment':
      return l10n.t('Going back in time');
    case 'previousStop':
      return l10n.t('Looking back for the previous stop');
    case 'steps':
      return l10n.t('Running for {0}', batchSteps(goal.steps));
    case 'epoch':
      return l10n.t('Running to the end of the epoch');
    case 'lossBelow':
      return l10n.t('Running until the loss is below {0}', numberText(goal.loss));
    case 'place':
    case 'operation':
    case 'layer':
    case 'phase':
    case 'end':
      return null;
  }
}

function messageOf({ moment, loss }: RunState, layerCount: number, hidesLoss: boolean): string {
  const { step } = partsOf(moment, layerCount);
  if (loss === null || hidesLoss) return l10n.t('batch step {0}', step);
  return l10n.t('batch step {0}, loss {1}', step, numberText(loss));
}

function percentage({ target, from }: Move, moment: number): { percentage?: number } {
  if (target === null || from === null || target <= from) return {};
  return { percentage: Math.min(100, Math.max(0, Math.floor((100 * (moment - from)) / (target - from)))) };
}
