/** What the panel knows. All of it can be told again: after a reload it starts empty and asks. */
import type { LossCurve } from '../../protocol/engine';
import type { Edited, FromPanel, LayerView, RunView, ToPanel } from '../../protocol/panel';
import type { Cells, LessonView } from '../../protocol/lesson';
import type { Practice } from '../../protocol/practice';
import type { Question } from '../../protocol/questions';
import type { Window } from '../../protocol/tensor';
import type { ViewName } from '../../protocol/views';
import type { OperationName, QuantityName } from '../../protocol/vocabulary';
import type { CellRef } from '../provenance/cell';
import type { Navigation } from './navigation';
import type { AskMessage, Questions } from './questions';
import type { Sheet } from './tiles';
import type { Part, Want } from './wants';

export type ReadMessage = Extract<FromPanel, { type: 'read' }>;
/** A read of whole tiles of a matrix of the layer on show. */
export type SheetRead = ReadMessage & { readonly window: Required<Window> };

export interface PanelState {
  readonly run: RunView;
  /** The layer on show; null until the run has sent one. */
  readonly layer: LayerView | null;
  /** A layer that came before the run message of its moment. */
  readonly earlyLayer: LayerView | null;
  readonly sheets: Readonly<Partial<Record<QuantityName, Sheet>>>;
  /** The same matrices as they were one batch step before; asked for only while that is on show. */
  readonly sheetsBefore: Readonly<Partial<Record<QuantityName, Sheet>>>;
  /** The quantities that had no numbers one batch step before. */
  readonly absentBefore: readonly QuantityName[];
  /** What each matrix shows of itself now. */
  readonly looks: Readonly<Partial<Record<QuantityName, Window>>>;
  /** What has been asked of the layer and moment on show and has brought no numbers yet: nothing is asked twice. */
  readonly asked: readonly SheetRead[];
  /** What views need beside the sheets, by who wants it; see `wants.ts`. */
  readonly wants: Readonly<Record<string, readonly Want[]>>;
  readonly parts: ReadonlyMap<string, Part>;
  /** The parts that were asked for at this moment, and the keys of those that were answered. */
  readonly partsAsked: readonly ReadMessage[];
  readonly partsAnswered: readonly string[];
  /** What views ask of the run beside that; see `questions.ts`. */
  readonly questions: Questions;
  /** The losses of this run, as far as they have come; null before. */
  readonly curve: LossCurve | null;
  /** The run and its finished batch steps for which the losses were last asked. */
  readonly curveAskedFor: { readonly run: string; readonly count: number } | null;
  readonly nextRequest: number;
  /** The latest answer to an edit of a cell; null before the first. */
  readonly edited: Edited | null;
  /** An operation that the person chose to look at; null follows the position. */
  readonly chosenOperation: OperationName | null;
  readonly navigation: Navigation;
  /** The lesson beside the run; null: none is open. */
  readonly lesson: LessonView | null;
  /** The exercise that a person has set at a pause; it may be over, see `practiceOnShow`. */
  readonly practice: Practice | null;
  /** What a link of the lesson has lit. */
  readonly lit: Cells | null;
}

export type PanelEvent =
  | { readonly kind: 'received'; readonly message: ToPanel }
  | { readonly kind: 'asked'; readonly reads: readonly SheetRead[] }
  | { readonly kind: 'wanted'; readonly owner: string; readonly wants: readonly Want[] }
  | { readonly kind: 'partsAsked'; readonly reads: readonly ReadMessage[] }
  | { readonly kind: 'questioned'; readonly owner: string; readonly questions: readonly Question[] }
  | { readonly kind: 'questionsAsked'; readonly asks: readonly AskMessage[] }
  | { readonly kind: 'viewChosen'; readonly view: ViewName }
  | { readonly kind: 'chosen'; readonly control: string; readonly value: string }
  | { readonly kind: 'curveAsked'; readonly run: string; readonly count: number }
  | { readonly kind: 'looked'; readonly quantity: QuantityName; readonly window: Window }
  | {
      readonly kind: 'scrolled';
      readonly quantity: QuantityName;
      readonly top: number;
      readonly left: number;
    }
  /** Null: no sample. */
  | { readonly kind: 'sampleChosen'; readonly sample: number | null }
  /** Explain this number; of a factor of the one on show, the trail goes on. */
  | { readonly kind: 'cellSelected'; readonly cell: CellRef }
  /** Back (below 0) or forward on the trail by so many cells. */
  | { readonly kind: 'trailMoved'; readonly by: number }
  | { readonly kind: 'trailClosed' }
  | { readonly kind: 'lit'; readonly cells: Cells }
  | { readonly kind: 'biasDrawn'; readonly asRow: boolean }
  | { readonly kind: 'operationChosen'; readonly operation: OperationName };

export function initialState(navigation: Navigation): PanelState {
  return {
    run: { kind: 'none' },
    layer: null,
    earlyLayer: null,
    sheets: {},
    sheetsBefore: {},
    absentBefore: [],
    looks: {},
    asked: [],
    wants: {},
    parts: new Map(),
    partsAsked: [],
    partsAnswered: [],
    questions: { open: {}, answers: new Map(), asked: [] },
    curve: null,
    curveAskedFor: null,
    nextRequest: 1,
    edited: null,
    chosenOperation: null,
    navigation,
    lesson: null,
    practice: null,
    lit: null,
  };
}

/** Whether the layer on show belongs to the moment at which the run stands. */
export function isFresh(state: PanelState): boolean {
  const { run, layer } = state;
  return (
    layer !== null &&
    (run.kind === 'stopped' || run.kind === 'ended') &&
    layer.run === run.run &&
    layer.moment === run.state.moment
  );
}
