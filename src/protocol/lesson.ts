/**
 * A lesson as the panel is told it: pages of a typed tree, never HTML. What a lesson refers to in a run is named by
 * layer, operation and quantity, as its author wrote it; whoever acts on it looks the layer up in the run at hand.
 */
import type { ExerciseRecords } from './exercise';
import type { MathNode } from './mathTree';
import type { ViewName } from './views';
import type { OperationName, Phase, QuantityName } from './vocabulary';

/** What a lesson can hide beside views, to leave the learner what the lesson is about. */
export const CONTROL_NAMES = [
  'stepButtons',
  'runMenu',
  'timeline',
  'networkStrip',
  'operations',
  'explanations',
] as const;
export type ControlName = (typeof CONTROL_NAMES)[number];

export interface Lesson {
  readonly title: string;
  /** The definition file it belongs to, relative to the lesson's own. */
  readonly definition: string;
  /** The language of its text, as a BCP 47 tag. */
  readonly language: string;
  readonly hide: readonly (ViewName | ControlName)[];
  /** It begins in large type. */
  readonly presentation: boolean;
  /** The lesson that comes after it, relative to its own file. */
  readonly next: string | null;
  /** At least one. */
  readonly pages: readonly Page[];
  /** The words explained anywhere in it, by their key in `term` nodes. */
  readonly terms: Readonly<Record<string, Term>>;
}

export interface Term {
  readonly name: string;
  readonly meaning: string;
}

export interface Page {
  /** From its heading; unique in the lesson, and stable as long as the heading is. */
  readonly id: string;
  readonly title: readonly Inline[];
  /** The title without marks, for lists and screen readers. */
  readonly titleText: string;
  /** Where the run is put when the page is entered; null leaves it where it is. */
  readonly at: Place | null;
  /** The view that is opened then; null leaves the one on show. */
  readonly view: ViewName | null;
  readonly blocks: readonly Block[];
}

/** Just after an operation: `hidden.gradientWeights@1`. */
export interface Place {
  readonly operation: OperationName;
  /** Null for the loss alone. */
  readonly layer: string | null;
  /** Counted from 0 over the whole run; null: the one at hand. */
  readonly batchStep: number | null;
}

/** Numbers of the live run: a matrix, or what is left of it when indices are fixed. */
export interface Cells {
  /** Null for the loss alone. */
  readonly layer: string | null;
  readonly quantity: QuantityName | 'loss';
  /** One for each axis, counted from 0, null for all along it; empty for the whole. */
  readonly index: readonly (number | null)[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3 | 4; readonly content: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | {
      readonly kind: 'list';
      /** The first number of an ordered list; null for one with bullets. */
      readonly start: number | null;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'equation'; readonly math: MathNode; readonly latex: string }
  | { readonly kind: 'code'; readonly language: string | null; readonly text: string }
  | Figure
  | { readonly kind: 'exercise'; readonly exercise: Exercise };

/** A matrix of the live run in the text. */
export interface Figure {
  readonly kind: 'figure';
  readonly of: Cells;
  readonly caption: readonly Inline[];
  readonly phase: Phase;
  /** Counts the figures of its phase, from 1: `Figure 3, backward`. */
  readonly number: number;
}

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly content: readonly Inline[] }
  | { readonly kind: 'emphasis'; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'math'; readonly math: MathNode; readonly latex: string }
  | { readonly kind: 'quantity'; readonly name: QuantityName }
  /** A number that the live run fills in. */
  | { readonly kind: 'value'; readonly of: Cells }
  /** `key` is one of `Lesson.terms`. */
  | { readonly kind: 'term'; readonly key: string; readonly text: string }
  | { readonly kind: 'link'; readonly target: LinkTarget; readonly content: readonly Inline[] }
  | { readonly kind: 'break' };

export type LinkTarget =
  /** Puts the run there, back or ahead. */
  | { readonly to: 'place'; readonly place: Place }
  | { readonly to: 'view'; readonly view: ViewName }
  /** Lights them up. */
  | { readonly to: 'cells'; readonly cells: Cells }
  /** Explains where the one number comes from. */
  | { readonly to: 'why'; readonly cells: Cells }
  | { readonly to: 'page'; readonly page: number }
  | { readonly to: 'web'; readonly url: string };

export const EXERCISE_KINDS = ['predict', 'formula', 'gradient-check', 'question'] as const;
export type ExerciseKind = (typeof EXERCISE_KINDS)[number];

interface ExerciseBase {
  /** Unique in the lesson; answers and results are kept by it. */
  readonly id: string;
  readonly prompt: readonly Inline[];
  /** Where the run has to stand; null: where the page put it. */
  readonly at: Place | null;
  readonly hint: readonly Inline[] | null;
  /** Whether the lesson is complete only with it. */
  readonly required: boolean;
}

/** What the learner types at a `predict`; `direction`: which way the loss goes from one batch step to the next. */
export const PREDICTIONS = ['value', 'sign', 'shape', 'direction'] as const;
export type Prediction = (typeof PREDICTIONS)[number];

/** The answers of the first three come from the live run; that of a question is only known by its hash. */
export type Exercise =
  | (ExerciseBase & {
      readonly kind: 'predict';
      readonly of: Cells;
      readonly ask: Prediction;
      /**
       * They are asked as they will be just after this, always with its batch step: the run goes on to it with the
       * answer. Null: as they are where the run stands.
       */
      readonly after: Place | null;
      /** Relative. */
      readonly tolerance: number;
    })
  | (ExerciseBase & {
      readonly kind: 'formula';
      /** A whole quantity. */
      readonly of: Cells;
      readonly tolerance: number;
    })
  | (ExerciseBase & {
      readonly kind: 'gradient-check';
      /** `weights` or `bias` of a layer: all of it, or one element. */
      readonly of: Cells;
      /** Of the relative error. */
      readonly tolerance: number;
    })
  | (ExerciseBase & {
      readonly kind: 'question';
      /** The choices, of which one is right; null: the answer is typed. */
      readonly choices: readonly (readonly Inline[])[] | null;
      /** For a number: so many significant digits count. Null: the answer is words. */
      readonly digits: number | null;
      /** Null: nothing to check; a teacher reads it. */
      readonly answer: AnswerHash | null;
    });

/** Written `sha256:SALT:HASH`, both in hexadecimal; `src/lessons/answerHash.ts` says of what. */
export interface AnswerHash {
  readonly salt: string;
  readonly hash: string;
}

/** A lesson that is open, and where its reader is. */
export interface LessonView {
  /** Its file: tells lessons apart. */
  readonly id: string;
  readonly lesson: Lesson;
  readonly page: number;
  /** Counts every time a page was entered: entering the same page again is news, too. */
  readonly entered: number;
  /** The pages that were seen. */
  readonly visited: readonly number[];
  readonly records: ExerciseRecords;
  readonly presentation: boolean;
  /** Whether a run of the lesson's definition file is there; `other`: one of another file. */
  readonly run: 'none' | 'other' | 'live' | 'ended';
  /** What went wrong with the last thing that was asked for, in words; null: nothing. */
  readonly trouble: string | null;
}

/** Extension to panel; null: no lesson is open. */
export interface LessonToPanel {
  readonly type: 'lesson';
  readonly view: LessonView | null;
}

/** Panel to extension. */
export interface LessonFromPanel {
  readonly type: 'lesson';
  /** Of another lesson than the one that is open it is late, and dropped. */
  readonly id: string;
  readonly action: LessonAction;
}

export type LessonAction =
  | { readonly do: 'enter'; readonly page: number }
  | { readonly do: 'goTo'; readonly place: Place }
  /** Starts the run of the lesson's definition, or starts it again. */
  | { readonly do: 'start' }
  | { readonly do: 'openNext' }
  | { readonly do: 'present'; readonly on: boolean }
  /** Judged by the extension: `LessonView.records` tells how. */
  | { readonly do: 'answer'; readonly exercise: string; readonly text: string }
  /** Gives up: the answer is told. */
  | { readonly do: 'reveal'; readonly exercise: string }
  | { readonly do: 'saveResult' }
  | { readonly do: 'close' };
