/** Stands in for the extension's lesson host: pages, what was seen, and the way to a page's place. */
import type { Tagged } from '../../src/debug/follower';
import { compile } from '../../src/expressions/expression';
import { ExpressionError } from '../../src/expressions/error';
import { answered, givenUp, resultAhead, type LiveRun } from '../../src/extension/lessons/answering';
import { momentOfPlace } from '../../src/extension/lessons/journey';
import { exercisesOf } from '../../src/lessons/checking/judge';
import { isSettled, type ExerciseRecord } from '../../src/protocol/exercise';
import type { Lesson, LessonAction, LessonView, Place } from '../../src/protocol/lesson';
import type { RunView, ToPanel } from '../../src/protocol/panel';
import type { FakeRun } from './fakeRun';

export class FakeLesson {
  private page = 0;
  private entered = 0;
  private presentation: boolean;
  private trouble: string | null = null;
  private readonly visited = new Set<number>();
  /** An answer that waits for the run to come there. */
  private due: {
    readonly action: Extract<LessonAction, { do: 'answer' | 'reveal' }>;
    readonly to: Place;
  } | null = null;
  private records: Readonly<Record<string, ExerciseRecord>> = {};

  /** @param goTo puts the run there, or says why not. */
  constructor(
    private readonly lesson: Lesson,
    private readonly send: (message: ToPanel) => void,
    private readonly goTo: (place: Place) => string | null,
    private readonly run: NonNullable<LiveRun>,
  ) {
    this.presentation = lesson.presentation;
  }

  take(action: LessonAction): void {
    switch (action.do) {
      case 'enter': {
        this.page = action.page;
        this.entered++;
        this.visited.add(action.page);
        const at = this.lesson.pages[action.page]?.at ?? null;
        this.trouble = at === null ? null : this.goTo(at);
        this.tell();
        return;
      }
      case 'goTo':
        this.trouble = this.goTo(action.place);
        this.tell();
        return;
      case 'present':
        this.presentation = action.on;
        this.tell();
        return;
      case 'close':
        this.send({ type: 'lesson', view: null });
        return;
      case 'answer':
      case 'reveal':
        void this.settle(action).then(() => this.tell());
        return;
      case 'saveResult':
      case 'start':
      case 'openNext':
        // The editor opens files and starts runs: for tests it is enough that it was asked.
        return;
    }
  }

  /** As ExerciseDesk and LessonHost: judged where the run stands, or as soon as it has come to where it can be. */
  private async settle(action: Extract<LessonAction, { do: 'answer' | 'reveal' }>): Promise<void> {
    const placed = exercisesOf(this.lesson).find((one) => one.exercise.id === action.exercise)!;
    const before = this.records[action.exercise];
    this.due = null;
    const record =
      action.do === 'answer'
        ? await answered(placed, action.text, before, this.run)
        : await givenUp(placed, before, this.run);
    if (record === null) return;
    this.records = { ...this.records, [action.exercise]: record };
    const isWaiting = record.verdict.outcome === 'waiting';
    const to = isWaiting || isSettled(record) ? resultAhead(placed.exercise, record.at, this.run) : null;
    if (to === null) return;
    if (isWaiting) this.due = { action, to };
    this.trouble = this.goTo(to);
  }

  /** The run has moved. */
  runChanged(): void {
    const { due } = this;
    const view = this.run.view();
    if (due === null || view.kind !== 'stopped') return;
    const found = momentOfPlace(due.to, view);
    if ('trouble' in found || found.moment !== view.state.moment) return;
    void this.settle(due.action).then(() => this.tell());
  }

  tell(): void {
    const { lesson, page, entered, presentation, trouble } = this;
    const view: LessonView = {
      id: 'lesson',
      lesson,
      page,
      entered,
      visited: [...this.visited],
      records: this.records,
      presentation,
      run: 'live',
      trouble,
    };
    this.send({ type: 'lesson', view });
  }
}

/** The fake run as those see it who judge answers: expressions are evaluated as the engine does over its own numbers. */
export function followerOf(run: FakeRun, view: () => RunView): NonNullable<LiveRun> {
  const { layers } = run.description;
  const tagged = <T>(value: T): Tagged<T> => ({ run: 'run 1', moment: run.moment, value });
  return {
    view,
    evaluate: (text, frameLayer) => {
      try {
        const value = compile(text).evaluate({
          layers: layers.map(({ name }) => name),
          frameLayer,
          quantity: (layer, name) => run.tensor(layer, name),
          scalar: (name) => (name === 'N' ? run.state().N : name === 'loss' ? run.state().loss : null),
        });
        return Promise.resolve(tagged(value.kind === 'tensor' ? { kind: 'tensor', tensor: value } : value));
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        return Promise.resolve(tagged({ kind: 'error', message: error.message, column: error.column }));
      }
    },
    answer: async (question) => tagged(await run.answer(question)),
    losses: () => Promise.resolve(tagged(run.losses())),
  };
}
