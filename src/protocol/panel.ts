/** Every message between the panel (a webview) and the extension that hosts it; they travel in lists, in their order. */
import type { LayerSummaries, LossCurve, RunDescription, RunState, StepsBack } from './engine';
import type { Export, PictureFile, PictureFormat } from './export';
import type { LessonFromPanel, LessonToPanel } from './lesson';
import type { PracticeFromPanel, PracticeToPanel } from './practice';
import type { Answer, Question } from './questions';
import type { TensorSlice, Window } from './tensor';
import type { RunTargetName } from './runTarget';
import type { ViewName } from './views';
import type { OperationName, QuantityName, ReadableName } from './vocabulary';

/** What the panel shows: a run that stands, a run under way, one that is over, or none. */
export type RunView =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'stopped' | 'running' | 'ended';
      /** Tells runs apart: messages of another run are dropped. */
      readonly run: string;
      /** The definition file's name. */
      readonly file: string;
      readonly description: RunDescription;
      readonly state: RunState;
      /** Why it stopped, in words: "backward step of 'output'". Empty while it runs. */
      readonly reason: string;
    };

/** The layer on show at one moment, with the summary of each of its quantities. */
export interface LayerView {
  readonly run: string;
  readonly moment: number;
  readonly layer: number;
  readonly summaries: LayerSummaries;
}

export type StepAction =
  'continue' | 'reverseContinue' | 'pause' | 'next' | 'stepIn' | 'stepOut' | 'stepBack' | 'restart' | 'stop';

/** Extension to panel. */
export type ToPanel =
  | { readonly type: 'run'; readonly view: RunView }
  /** Sent after a stop, and whenever another layer is to be shown; `ahead`: what the panel is expected to ask of it. */
  | { readonly type: 'layer'; readonly view: LayerView; readonly ahead?: ToldAhead }
  /** The answer to `losses`; of the whole run, so it holds at every moment of it. */
  | { readonly type: 'losses'; readonly run: string; readonly curve: LossCurve }
  /** The answer to `ask`. */
  | {
      readonly type: 'answer';
      readonly run: string;
      readonly moment: number;
      /** The request this answers. */
      readonly request: number;
      readonly answer: Answer;
    }
  | Edited
  | LessonToPanel
  | PracticeToPanel
  /** Somebody has asked for this view from outside the panel. */
  | { readonly type: 'showView'; readonly view: ViewName }
  /** The answer to `read`; `slice` is null when the quantity is absent. */
  | {
      readonly type: 'slice';
      readonly run: string;
      readonly moment: number;
      readonly layer: number;
      readonly quantity: ReadableName;
      /** The request this answers. */
      readonly request: number;
      readonly slice: TensorSlice | null;
    };

/**
 * Rows and columns of a tile, in which the panel asks for a matrix: a small one is one tile, a screenful of a large one
 * is one to four.
 */
export const TILE = 32;

/** What a `read` asks for, of whichever moment. */
export interface ReadPart {
  readonly layer: number;
  readonly quantity: ReadableName;
  readonly window: Window;
  readonly stepsBack?: StepsBack | undefined;
}

/** A part that is told before it is asked for, of the run and moment of the layer it comes with. */
export interface AheadPart extends ReadPart {
  readonly slice: TensorSlice;
}

/** What the panel is expected to ask, with the answers. */
export interface ToldAhead {
  readonly parts: readonly AheadPart[];
  readonly answers: readonly AheadAnswer[];
}

export interface AheadAnswer {
  readonly question: Question;
  readonly answer: Answer;
}

/** Tells parts apart. */
export function partKey({ layer, quantity, window, stepsBack = 0 }: ReadPart): string {
  const { sample = 0, row, rows, column, columns } = window;
  return [layer, quantity, stepsBack, sample, row, rows, column, columns].join(' ');
}

/** The answer to `edit`: `refusal` says why not, in the user's terms; null when it is done. */
export interface Edited {
  readonly type: 'edited';
  readonly request: number;
  readonly refusal: string | null;
}

/** Points of the loss curve: more than a panel of 2000 px can show apart bring nothing. */
export const CURVE_POINTS = 1200;

/** Panel to extension. */
export type FromPanel =
  /** The panel's script has started and knows nothing yet. */
  | { readonly type: 'ready' }
  /** These were told ahead, and were not needed: they need not be told any more. */
  | {
      readonly type: 'unneeded';
      readonly parts: readonly ReadPart[];
      readonly questions: readonly Question[];
    }
  /** The focus has come into the panel, or left it. */
  | { readonly type: 'focus'; readonly inside: boolean }
  /** Somebody has asked where a number comes from; said once. */
  | { readonly type: 'explained' }
  | { readonly type: 'action'; readonly action: StepAction }
  /** Show where another backend is chosen. */
  | { readonly type: 'chooseBackend' }
  | {
      readonly type: 'ask';
      readonly run: string;
      readonly moment: number;
      readonly question: Question;
      readonly request: number;
    }
  /**
   * Give an element the value of an expression; `index` has as many numbers as the quantity has axes. Answered by
   * `edited`.
   */
  | {
      readonly type: 'edit';
      readonly run: string;
      readonly moment: number;
      readonly layer: number;
      readonly quantity: QuantityName;
      readonly index: readonly number[];
      readonly text: string;
      readonly request: number;
    }
  /** Tell the losses of the batch steps, at most `CURVE_POINTS` of them. */
  | { readonly type: 'losses'; readonly run: string }
  /** To the operation at hand, but in this batch step, counted from 0 over the whole run; or to the newest moment. */
  | { readonly type: 'goTo'; readonly run: string; readonly step: number | 'newest' }
  /** Send the run on to here; the layer is the one on show, and a person is asked for a number. */
  | { readonly type: 'runTo'; readonly to: RunTargetName }
  /** A watchpoint on a quantity, or on one of its elements (`index`, as many as it has axes); its rule is asked for. */
  | {
      readonly type: 'watch';
      readonly run: string;
      readonly layer: number;
      readonly quantity: QuantityName;
      readonly index: readonly number[] | null;
    }
  | LessonFromPanel
  | PracticeFromPanel
  /** Copy or save a whole quantity; `sample` chooses one matrix of three axes, null takes all. The editor answers. */
  | ({
      readonly type: 'export';
      readonly run: string;
      readonly moment: number;
      readonly layer: number;
      readonly quantity: QuantityName;
      readonly sample: number | null;
    } & Export)
  /** Save a picture of a view; `name` is what the file is called, without its ending. The editor answers. */
  | {
      readonly type: 'savePicture';
      readonly name: string;
      readonly format: PictureFormat;
      readonly file: PictureFile;
    }
  /** Show this layer, and select its line in the file (at the operation's property, if one is named). */
  | { readonly type: 'showLayer'; readonly layer: number; readonly operation?: OperationName }
  | {
      readonly type: 'read';
      readonly run: string;
      readonly moment: number;
      readonly layer: number;
      readonly quantity: ReadableName;
      readonly window: Window;
      /** 1: as it was one batch step before; otherwise as it is. */
      readonly stepsBack?: StepsBack;
      readonly request: number;
    };
