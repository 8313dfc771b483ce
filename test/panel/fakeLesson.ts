/** Stands in for the extension's lesson host: pages, what was seen, and the way to a page's place. */
import { compile } from '../../src/expressions/expression';
import { ExpressionError } from '../../src/expressions/error';
import type { Ground } from '../../src/lessons/checking/ground';
import {
  exercisesOf,
  isLive,
  isRevealable,
  judge,
  judgeQuestion,
  revealed,
} from '../../src/lessons/checking/judge';
import type { ExerciseRecord, Verdict } from '../../src/protocol/exercise';
import type { Lesson, LessonAction, LessonView, Place } from '../../src/protocol/lesson';
import type { ToPanel } from '../../src/protocol/panel';
import type { Practice, PracticeAction, PracticeFromPanel } from '../../src/protocol/practice';
import type { FakeRun } from './fakeRun';

export class FakeLesson {
  private page = 0;
  private entered = 0;
  private presentation: boolean;
  private trouble: string | null = null;
  private readonly visited = new Set<number>();
  private records: Readonly<Record<string, ExerciseRecord>> = {};

  /** @param goTo puts the run there, or says why not. */
  constructor(
    private readonly lesson: Lesson,
    private readonly send: (message: ToPanel) => void,
    private readonly goTo: (place: Place) => string | null,
    private readonly run: FakeRun,
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

  /** As ExerciseDesk, with the numbers of the fake run. */
  private async settle(action: Extract<LessonAction, { do: 'answer' | 'reveal' }>): Promise<void> {
    const { exercise } = exercisesOf(this.lesson).find((one) => one.exercise.id === action.exercise)!;
    const before = this.records[exercise.id];
    const keep = (answer: string, verdict: Verdict, isRevealed: boolean): void => {
      const attempts =
        (before?.attempts ?? 0) + Number(action.do === 'answer' && verdict.outcome !== 'unread');
      const record = { answer, attempts, verdict, revealed: isRevealed, at: null, when: '' };
      this.records = { ...this.records, [exercise.id]: record };
    };
    if (action.do === 'reveal') {
      if (!isRevealable(exercise)) return;
      const message = await revealed(exercise, groundOf(this.run));
      keep(before?.answer ?? '', { outcome: 'wrong', message, mistake: null }, true);
    } else if (exercise.kind === 'question')
      keep(action.text, await judgeQuestion(exercise, action.text), false);
    else if (isLive(exercise))
      keep(action.text, await judge(exercise, action.text, groundOf(this.run)), false);
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

/** Stands in for the extension's PracticeDesk. */
export class FakePractice {
  private practice: Practice | null = null;

  constructor(
    private readonly run: FakeRun,
    private readonly send: (message: ToPanel) => void,
  ) {}

  take({ run, moment, action }: PracticeFromPanel): void {
    switch (action.do) {
      case 'begin': {
        const { ask, of } = action.task;
        const base = { id: 'practice', prompt: [], at: null, hint: null, required: false, of } as const;
        const exercise: Practice['exercise'] =
          ask === 'formula'
            ? { ...base, kind: 'formula', tolerance: 0.0001 }
            : { ...base, kind: 'predict', ask, tolerance: 0.01 };
        this.tell({ run, moment, exercise, record: null, trouble: null });
        return;
      }
      case 'answer':
      case 'reveal':
        void this.settle(action);
        return;
      case 'end':
        this.tell(null);
    }
  }

  private async settle(action: Extract<PracticeAction, { do: 'answer' | 'reveal' }>): Promise<void> {
    const { practice } = this;
    if (practice === null) return;
    const { exercise, record: before } = practice;
    const ground = groundOf(this.run);
    const isRevealed = action.do === 'reveal';
    const verdict: Verdict =
      action.do === 'reveal'
        ? { outcome: 'wrong', message: await revealed(exercise, ground), mistake: null }
        : await judge(exercise, action.text, ground);
    const answer = action.do === 'answer' ? action.text : (before?.answer ?? '');
    const attempts = (before?.attempts ?? 0) + Number(!isRevealed && verdict.outcome !== 'unread');
    const record = { answer, attempts, verdict, revealed: isRevealed, at: null, when: '' };
    this.tell({ ...practice, record });
  }

  private tell(practice: Practice | null): void {
    this.practice = practice;
    this.send({ type: 'practice', practice });
  }
}

/** Expressions over the numbers of the fake run, as the engine evaluates them over its own. */
function groundOf(run: FakeRun): Ground {
  const { layers } = run.description;
  return {
    layers,
    evaluate: (text, frameLayer) => {
      try {
        const value = compile(text).evaluate({
          layers: layers.map(({ name }) => name),
          frameLayer,
          quantity: (layer, name) => run.tensor(layer, name),
          scalar: (name) => (name === 'N' ? run.state().N : name === 'loss' ? run.state().loss : null),
        });
        return Promise.resolve(value.kind === 'tensor' ? { kind: 'tensor', tensor: value } : value);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        return Promise.resolve({ kind: 'error', message: error.message, column: error.column });
      }
    },
    check: async (elements) => {
      const answer = await run.answer({ about: 'gradientCheck', elements });
      if (answer.about !== 'gradientCheck') throw new Error('The run answered another question.');
      return answer.check;
    },
  };
}
