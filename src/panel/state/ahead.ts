/** The numbers that come along with a layer, before anybody asks: they answer what would be asked of that moment. */
import {
  partKey,
  type AheadPart,
  type LayerView,
  type ReadPart,
  type ToPanel,
  type ToldAhead,
} from '../../protocol/panel';
import { questionKey, type Question } from '../../protocol/questions';
import type { TensorSlice } from '../../protocol/tensor';
import type { ReadMessage } from './model';
import type { AskMessage } from './questions';
import { cut } from './tiles';

type Slice = Extract<ToPanel, { type: 'slice' }>;
type AnswerMessage = Extract<ToPanel, { type: 'answer' }>;

const NOTHING: ToldAhead = { parts: [], answers: [] };

export class Ahead {
  private readonly of: Pick<LayerView, 'run' | 'moment'> | null;
  private readonly told: ToldAhead;
  private readonly used = new Set<object>();

  /** Of a message without such numbers, or of none, there are none. */
  constructor(message?: Extract<ToPanel, { type: 'layer' }>) {
    this.of = message?.view ?? null;
    this.told = message?.ahead ?? NOTHING;
  }

  /** The answer to a read; null when it did not come along, or is of another run or moment. */
  answerTo(read: ReadMessage): Slice | null {
    const { run, moment, layer, quantity, request } = read;
    if (this.of?.run !== run || this.of.moment !== moment) return null;
    for (const part of this.told.parts) {
      const slice = within(part, read);
      if (slice === null) continue;
      this.used.add(part);
      return { type: 'slice', run, moment, layer, quantity, request, slice };
    }
    return null;
  }

  answerToQuestion({ run, moment, question, request }: AskMessage): AnswerMessage | null {
    if (this.of?.run !== run || this.of.moment !== moment) return null;
    const key = questionKey(question);
    const told = this.told.answers.find((one) => questionKey(one.question) === key);
    if (told === undefined) return null;
    this.used.add(told);
    return { type: 'answer', run, moment, request, answer: told.answer };
  }

  get unneededQuestions(): readonly Question[] {
    return this.told.answers.filter((told) => !this.used.has(told)).map(({ question }) => question);
  }

  get unneededParts(): readonly ReadPart[] {
    return this.told.parts
      .filter((part) => !this.used.has(part))
      .map(({ layer, quantity, window, stepsBack }) => ({ layer, quantity, window, stepsBack }));
  }
}

/** What is asked for, out of a part that has all of it; null from any other. */
function within(part: AheadPart, read: ReadMessage): TensorSlice | null {
  const { slice } = part;
  if (partKey(part) === partKey(read)) return slice;
  const { sample = 0, row, rows, column, columns } = read.window;
  const isPart =
    part.layer === read.layer &&
    part.quantity === read.quantity &&
    (part.stepsBack ?? 0) === (read.stepsBack ?? 0) &&
    slice.sample === sample &&
    slice.row <= row &&
    slice.column <= column &&
    row + rows <= slice.row + slice.rows &&
    column + columns <= slice.column + slice.columns;
  return isPart ? cut(slice, { sample, row, rows, column, columns }) : null;
}
