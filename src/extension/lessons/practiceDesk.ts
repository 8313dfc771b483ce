/** The exercise that a person sets at a pause: kept while the run stands there, judged by it as in a lesson. */
import * as vscode from 'vscode';
import { TOLERANCES } from '../../lessons/tolerances';
import type { ExerciseRecord } from '../../protocol/exercise';
import type { Practice, PracticeFromPanel, PracticeTask, PracticeToPanel } from '../../protocol/practice';
import { pendingIn, type Veil } from '../../protocol/veil';
import { messageOf } from '../errors';
import type { Runs } from '../runs';
import { answered, givenUp } from './answering';

type Begun = Practice['exercise'];

export class PracticeDesk implements vscode.Disposable {
  private practice: Practice | null = null;
  private readonly changed = new vscode.EventEmitter<void>();
  /** It has begun or ended, or an answer has been judged. */
  readonly onDidChange = this.changed.event;
  private readonly disposable: vscode.Disposable;

  constructor(
    private readonly runs: Runs,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposable = vscode.Disposable.from(
      this.changed,
      runs.onDidChange(() => {
        if (this.practice !== null && !this.isNow(this.practice)) this.set(null);
      }),
    );
  }

  get message(): PracticeToPanel {
    return { type: 'practice', practice: this.practice };
  }

  /** What it hides. */
  get hidden(): Veil {
    return this.practice === null
      ? []
      : pendingIn(this.practice.exercise, this.practice.record).map(({ of }) => of);
  }

  receive(message: PracticeFromPanel): void {
    if (!this.isNow(message)) return;
    const { action } = message;
    switch (action.do) {
      case 'begin': {
        const { run, moment } = message;
        this.set({ run, moment, exercise: exerciseOf(action.task), record: null, trouble: null });
        return;
      }
      case 'answer':
        void this.judge((exercise, before) =>
          answered({ exercise, at: null }, action.text, before, this.runs.active?.follower),
        );
        return;
      case 'reveal':
        void this.judge((exercise, before) =>
          givenUp({ exercise, at: null }, before, this.runs.active?.follower),
        );
        return;
      case 'end':
        this.set(null);
    }
  }

  /** Nobody looks at it any more: what it hides would stay hidden for nothing. */
  end(): void {
    if (this.practice !== null) this.set(null);
  }

  private async judge(
    by: (exercise: Begun, before: ExerciseRecord | undefined) => Promise<ExerciseRecord | null>,
  ): Promise<void> {
    const { practice } = this;
    if (practice === null) return;
    try {
      const record = await by(practice.exercise, practice.record ?? undefined);
      // Ended meanwhile, or another one was begun.
      if (this.practice !== practice || record === null) return;
      this.set({ ...practice, record, trouble: null });
    } catch (error) {
      this.log.error(`Exercise: ${messageOf(error)}`);
      if (this.practice === practice) this.set({ ...practice, trouble: messageOf(error) });
    }
  }

  private isNow({ run, moment }: Pick<Practice, 'run' | 'moment'>): boolean {
    const view = this.runs.activeIsAlive ? this.runs.active?.follower.view() : undefined;
    return view?.kind === 'stopped' && view.run === run && view.state.moment === moment;
  }

  private set(practice: Practice | null): void {
    this.practice = practice;
    this.changed.fire();
  }

  dispose(): void {
    this.disposable.dispose();
  }
}

function exerciseOf({ ask, of }: PracticeTask): Begun {
  const base = { id: 'practice', prompt: [], at: null, hint: null, required: false, of } as const;
  return ask === 'formula'
    ? { ...base, kind: 'formula', tolerance: TOLERANCES.formula }
    : { ...base, kind: 'predict', ask, tolerance: TOLERANCES.predict };
}
