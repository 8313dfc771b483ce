/** Which gradient is checked, and how far its check has come. Pure: the view asks, piece by piece. */
import type { RunDescription } from '../../protocol/engine';
import {
  allOf,
  elementsIn,
  elementsInPiece,
  merged,
  piecesOf,
  sizeOfChecked,
  someOf,
  summaryOf,
  type CheckedElement,
  type CheckedElements,
  type CheckedQuantity,
  type CheckSummary,
  type Disturbance,
  type GradientCheck,
} from '../../protocol/gradientCheck';
import type { LayerView } from '../../protocol/panel';
import { MOST_DRAWN } from '../drawing/thinning';
import type { PanelEvent } from './model';
import { choiceOf, type Navigation } from './navigation';

const QUANTITY_CONTROL = 'checked gradient';
const ELEMENT_CONTROL = 'checked element';

export function quantityToCheck(navigation: Navigation, hasBias: boolean): CheckedQuantity {
  const chosen = choiceOf(navigation, QUANTITY_CONTROL, ['gradientWeights', 'gradientBias']);
  return hasBias ? chosen : 'gradientWeights';
}

export function chooseQuantity(dispatch: (event: PanelEvent) => void, value: CheckedQuantity): void {
  dispatch({ kind: 'chosen', control: QUANTITY_CONTROL, value });
}

/** Opens the view on this gradient of the layer on show. */
export function openGradientCheck(dispatch: (event: PanelEvent) => void, quantity: CheckedQuantity): void {
  chooseQuantity(dispatch, quantity);
  dispatch({ kind: 'viewChosen', view: 'gradientCheck' });
}

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The element that is written out: the chosen one as far as there is such a one here, or the first. */
export function placeToCheck({ choices }: Navigation, rows: number, columns: number): Place {
  const [row = 0, column = 0] = (choices[ELEMENT_CONTROL] ?? '').split(' ').map(Number);
  const within = (at: number, count: number): number =>
    Number.isInteger(at) && at >= 0 && at < count ? at : 0;
  return { row: within(row, rows), column: within(column, columns) };
}

export function choosePlace(dispatch: (event: PanelEvent) => void, { row, column }: Place): void {
  dispatch({ kind: 'chosen', control: ELEMENT_CONTROL, value: `${row} ${column}` });
}

/** A check under way, or done. It belongs to one layer at one moment, and to what a hand has made of that. */
export interface CheckUnderWay {
  readonly of: LayerView;
  readonly quantity: CheckedQuantity;
  /** Every element, not only those that are drawn. */
  readonly all: boolean;
  readonly stopped: boolean;
  /** Pieces that were answered. */
  readonly done: number;
  readonly summary: CheckSummary;
  /** What is drawn, by `keyOf`. */
  readonly drawn: ReadonlyMap<string, CheckedElement>;
  readonly disturbances: readonly Disturbance[];
  /** Why there is nothing to check. */
  readonly absent: string | null;
}

export function keyOf({ row, column }: Place): string {
  return `${row} ${column}`;
}

export function begun(of: LayerView, quantity: CheckedQuantity): CheckUnderWay {
  const nothing = { summary: summaryOf([]), drawn: new Map(), disturbances: [], absent: null };
  return { of, quantity, all: false, stopped: false, done: 0, ...nothing };
}

/** From its beginning, but over all elements. */
export function overAll(check: CheckUnderWay): CheckUnderWay {
  return { ...check, all: true, stopped: false, done: 0, summary: summaryOf([]) };
}

/** What to ask for, one piece after the other. */
export function piecesToAsk(
  { layers }: RunDescription,
  layer: number,
  quantity: CheckedQuantity,
  all: boolean,
  N: number,
): CheckedElements[] {
  const shape = layers[layer];
  const size = shape === undefined ? null : sizeOfChecked(shape, quantity);
  if (size === null) return [];
  const [rows, columns] = all
    ? [allOf(size.rows), allOf(size.columns)]
    : [someOf(size.rows, MOST_DRAWN), someOf(size.columns, MOST_DRAWN)];
  return piecesOf({ layer, quantity, rows, columns }, elementsInPiece(layers, layer, N));
}

/** The check with the answer to its next piece. */
export function withPiece(
  check: CheckUnderWay,
  piece: CheckedElements,
  answer: GradientCheck,
): CheckUnderWay {
  if (answer.kind === 'absent') return { ...check, absent: answer.reason };
  const elements = elementsIn(piece, answer);
  const summary = merged(check.summary, summaryOf(elements));
  const next = { ...check, done: check.done + 1, summary, disturbances: answer.disturbances };
  // What is drawn was asked for first.
  if (check.all) return next;
  const entries = elements.map((element) => [keyOf(element), element] as const);
  return { ...next, drawn: new Map([...check.drawn, ...entries]) };
}
