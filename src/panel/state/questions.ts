/**
 * What views ask of the run beside parts of matrices. As with wants: a view says what it asks, the store asks it
 * at every moment on show, and the view draws what `answerTo` gives, if anything.
 */
import type { FromPanel, ToPanel } from '../../protocol/panel';
import { questionKey, type Answer, type AnswerTo, type Question } from '../../protocol/questions';
import { isFresh, type PanelState } from './model';
import { OVER } from './tiles';

export type AskMessage = Extract<FromPanel, { type: 'ask' }>;

export interface Questions {
  /** By who asks them. */
  readonly open: Readonly<Record<string, readonly Question[]>>;
  /** By `questionKey`, with the moment they belong to. */
  readonly answers: ReadonlyMap<string, { readonly moment: number; readonly answer: Answer }>;
  /** What was asked at this moment. */
  readonly asked: readonly AskMessage[];
}

/** The answer; null while it has not come. `fresh`: of the moment on show. */
export function answerTo<Q extends Question>(
  state: PanelState,
  question: Q,
): { readonly answer: AnswerTo<Q>; readonly fresh: boolean } | null {
  const held = state.questions.answers.get(questionKey(question));
  if (held?.answer.about !== question.about) return null;
  return {
    // The key names the kind of question, and only its own answer is kept under it.
    answer: held.answer as AnswerTo<Q>,
    fresh: isFresh(state) && held.moment === state.layer?.moment,
  };
}

/** The questions to send now. None while the run moves. */
export function asksNeeded(state: PanelState): AskMessage[] {
  const { layer } = state;
  if (layer === null || !isFresh(state)) return [];
  const asked = new Set(state.questions.asked.map(({ question }) => questionKey(question)));
  return unanswered(state)
    .filter(([key]) => !asked.has(key))
    .map(([, question], i) => ({
      type: 'ask',
      run: layer.run,
      moment: layer.moment,
      question,
      request: state.nextRequest + i,
    }));
}

/** Whether every answer has come. */
export function questionsSettled(state: PanelState): boolean {
  return unanswered(state).length === 0;
}

function unanswered(state: PanelState): [string, Question][] {
  const { open, answers } = state.questions;
  const byKey = new Map(
    Object.values(open)
      .flat()
      .filter((question) => !isOfMatrixGone(state, question))
      .map((question) => [questionKey(question), question]),
  );
  return [...byKey].filter(([key]) => answers.get(key)?.moment !== state.layer?.moment);
}

/**
 * Whether the question is about a matrix that is going to leave the page, being another layer's or not computed at this
 * moment: who asks it hears of that only when the page is drawn, which must not wait for an answer to it.
 */
function isOfMatrixGone({ layer }: PanelState, question: Question): boolean {
  if (question.about !== 'overview' && question.about !== 'histogram') return false;
  return layer?.layer !== question.layer || layer.summaries[question.quantity] === null;
}

/** Another moment, or a change by hand: all is to be asked anew, and what is known is old until then. */
export function agedQuestions({ open, answers }: Questions): Questions {
  const aged = [...answers].map(([key, { answer }]) => [key, { moment: OVER, answer }] as const);
  return { open, answers: new Map(aged), asked: [] };
}

/** The state with an answer; unchanged when it is not one that was asked for at this moment. */
export function withAnswer(state: PanelState, message: Extract<ToPanel, { type: 'answer' }>): PanelState {
  const { questions } = state;
  const ask = questions.asked.find(({ request }) => request === message.request);
  if (ask?.run !== message.run || ask.moment !== message.moment) return state;
  const answers = new Map(questions.answers);
  answers.set(questionKey(ask.question), { moment: message.moment, answer: message.answer });
  return { ...state, questions: { ...questions, answers } };
}

/** The state in which this owner asks these questions, and no others any more. */
export function withQuestions(state: PanelState, owner: string, asked: readonly Question[]): PanelState {
  const { questions } = state;
  const open = { ...questions.open, [owner]: asked };
  const keys = new Set(Object.values(open).flat().map(questionKey));
  return {
    ...state,
    questions: {
      open,
      answers: new Map([...questions.answers].filter(([key]) => keys.has(key))),
      asked: questions.asked.filter(({ question }) => keys.has(questionKey(question))),
    },
  };
}
