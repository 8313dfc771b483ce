/**
 * The exercise that a person sets at a pause: judged by the run as in a lesson, and kept while the run stands there; or,
 * where it is about numbers that are still to be made, until the run has come to where they are.
 */
import type * as vscode from 'vscode';
import type { Disposable, RunFollower } from '../../debug/follower';
import { nextMakingOf } from '../../lessons/making';
import { TOLERANCES } from '../../lessons/tolerances';
import type { ExerciseRecord } from '../../protocol/exercise';
import type { Place } from '../../protocol/lesson';
import { momentAt } from '../../protocol/moments';
import type { RunView } from '../../protocol/panel';
import {
  isOn,
  type Practice,
  type PracticeFromPanel,
  type PracticeTask,
  type PracticeToPanel,
} from '../../protocol/practice';
import { cellsHiddenBy, pendingIn, type Veil } from '../../protocol/veil';
import { messageOf } from '../errors';
import type * as answering from './answering';

/** Read with the first answer. */
type Answering = typeof answering;
type Begun = Practice['exercise'];
type Standing = Exclude<RunView, { kind: 'none' }>;

/** What is needed of the run that is followed; `Runs` has it. */
export interface PractisedRuns {
  readonly active:
    | {
        readonly follower: Pick<RunFollower, 'view' | 'evaluate' | 'answer' | 'losses'>;
        readonly session: Pick<vscode.DebugSession, 'customRequest'>;
      }
    | undefined;
  readonly activeIsAlive: boolean;
  onDidChange(listener: () => void): Disposable;
}

export class PracticeDesk implements Disposable {
  private practice: Practice | null = null;
  /** An answer that is judged as soon as the run has come to where it can be. */
  private due: string | null = null;
  private readonly listening: Disposable;

  /** @param changed called when an exercise has begun or ended, and when an answer has been judged */
  constructor(
    private readonly runs: PractisedRuns,
    private readonly log: Pick<vscode.LogOutputChannel, 'error'>,
    private readonly changed: () => void,
  ) {
    this.listening = runs.onDidChange(() => this.runChanged());
  }

  get message(): PracticeToPanel {
    return { type: 'practice', practice: this.practice };
  }

  /** What it hides. */
  get hidden(): Veil {
    const { practice, view } = this;
    if (practice === null || view.kind === 'none') return [];
    const { layers } = view.description;
    return pendingIn(practice.exercise, practice.record).map((one) => cellsHiddenBy(one, layers));
  }

  receive({ run, moment, action }: PracticeFromPanel): void {
    const { practice, view } = this;
    if (action.do === 'begin') {
      if (view.kind === 'stopped' && view.run === run && view.state.moment === moment)
        this.begin(action.task, view);
      return;
    }
    if (practice === null || practice.run !== run || practice.moment !== moment) return;
    switch (action.do) {
      case 'answer':
        void this.answer(action.text);
        return;
      case 'reveal':
        void this.judge(({ givenUp }, exercise, before) =>
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

  private begin(task: PracticeTask, { run, description, state: { moment } }: Standing): void {
    const { layers } = description;
    const after = task.next ? nextMakingOf(task.of, layers, moment) : null;
    const until = after === null ? moment : (momentAt(after, layers, 0) ?? moment);
    this.due = null;
    this.set({ run, moment, until, exercise: exerciseOf(task, after), record: null, trouble: null });
  }

  private answer(text: string): Promise<void> {
    return this.judge(({ answered }, exercise, before) =>
      answered({ exercise, at: null }, text, before, this.runs.active?.follower),
    );
  }

  /** What is asked is still to be made: the run goes there, with the answer or to show it. */
  private async judge(
    by: (
      how: Answering,
      exercise: Begun,
      before: ExerciseRecord | undefined,
    ) => Promise<ExerciseRecord | null>,
  ): Promise<void> {
    const { practice } = this;
    if (practice === null) return;
    this.due = null;
    try {
      const how = await import(/* webpackChunkName: "run" */ './answering');
      const record = await by(how, practice.exercise, practice.record ?? undefined);
      // Ended meanwhile, or another one was begun.
      if (this.practice !== practice || record === null) return;
      const isWaiting = record.verdict.outcome === 'waiting';
      if (isWaiting && !record.revealed) this.due = record.answer;
      this.set({ ...practice, record, trouble: null });
      if (isWaiting || record.revealed) await this.goTo(practice.until);
    } catch (error) {
      this.log.error(`Exercise: ${messageOf(error)}`);
      this.due = null;
      if (this.practice?.exercise === practice.exercise)
        this.set({ ...this.practice, trouble: messageOf(error) });
    }
  }

  private async goTo(moment: number): Promise<void> {
    const { view } = this;
    if (view.kind !== 'stopped' || view.state.moment >= moment) return;
    await this.runs.active?.session.customRequest('backstep/goTo', { moment, ahead: true });
  }

  private runChanged(): void {
    const { practice, view, due } = this;
    if (practice === null) return;
    if (!isOn(practice, view)) this.end();
    else if (due !== null && view.kind === 'stopped' && view.state.moment === practice.until)
      void this.answer(due);
  }

  private get view(): RunView {
    const view = this.runs.activeIsAlive ? this.runs.active?.follower.view() : undefined;
    return view ?? { kind: 'none' };
  }

  private set(practice: Practice | null): void {
    this.practice = practice;
    this.changed();
  }

  dispose(): void {
    this.listening.dispose();
  }
}

function exerciseOf({ ask, of }: PracticeTask, after: Place | null): Begun {
  const base = { id: 'practice', prompt: [], at: null, hint: null, required: false, of } as const;
  return ask === 'formula'
    ? { ...base, kind: 'formula', tolerance: TOLERANCES.formula }
    : { ...base, kind: 'predict', ask, after, tolerance: TOLERANCES.predict };
}
