/**
 * Parts of matrices that a view needs beside the sheets of the layer on show: of any layer, any rectangle. A view
 * says what it wants; the store asks for what has not come; the view draws what `partOf` gives, if anything.
 */
import type { TensorSlice, Window } from '../../protocol/tensor';
import type { ReadableName } from '../../protocol/vocabulary';
import { isFresh, type PanelState, type ReadMessage } from './model';

export interface Want {
  readonly layer: number;
  readonly quantity: ReadableName;
  readonly window: Window;
}

/** A part that has come, and the moment its numbers belong to. */
export interface Part {
  readonly moment: number;
  readonly slice: TensorSlice;
}

/** Every row and column of the sample's matrix (of the whole, for a plain matrix); the engine cuts it to what exists. */
export function wholeOf(layer: number, quantity: ReadableName, sample = 0): Want {
  const most = 2 ** 31 - 1;
  return { layer, quantity, window: { sample, row: 0, rows: most, column: 0, columns: most } };
}

/** Tells wants apart. */
export function wantKey({ layer, quantity, window }: Want): string {
  const { sample = 0, row, rows, column, columns } = window;
  return [layer, quantity, sample, row, rows, column, columns].join(' ');
}

/** The part with these numbers; null while it has not come, and when it is absent. `fresh`: of the moment on show. */
export function partOf(
  state: PanelState,
  want: Want,
): { readonly slice: TensorSlice; readonly fresh: boolean } | null {
  const part = state.parts.get(wantKey(want));
  return part === undefined
    ? null
    : { slice: part.slice, fresh: isFresh(state) && part.moment === state.layer?.moment };
}

/** The reads for what is wanted and has neither come nor been asked for. None while the run moves. */
export function partReadsNeeded(state: PanelState): ReadMessage[] {
  const { layer: shown } = state;
  if (shown === null || !isFresh(state)) return [];
  const asked = new Set(state.partsAsked.map(wantKey));
  const missing = new Map(missingWants(state).map((want) => [wantKey(want), want]));
  return [...missing]
    .filter(([key]) => !asked.has(key))
    .map(([, { layer, quantity, window }], i) => ({
      type: 'read',
      run: shown.run,
      moment: shown.moment,
      layer,
      quantity,
      window,
      request: state.nextRequest + i,
    }));
}

/** Whether every answer to what is wanted has come; what is absent was answered, too. */
export function partsSettled(state: PanelState): boolean {
  const answered = new Set(state.partsAnswered);
  return missingWants(state).every((want) => answered.has(wantKey(want)));
}

function missingWants(state: PanelState): Want[] {
  return Object.values(state.wants)
    .flat()
    .filter((want) => state.parts.get(wantKey(want))?.moment !== state.layer?.moment);
}

/** The state with this answer among its parts; null when it answers no part that was asked for at this moment. */
export function withPart(
  state: PanelState,
  answer: Pick<ReadMessage, 'run' | 'moment' | 'request'> & { readonly slice: TensorSlice | null },
): PanelState | null {
  const read = state.partsAsked.find(({ request }) => request === answer.request);
  if (read?.run !== answer.run || read.moment !== answer.moment) return null;
  const key = wantKey(read);
  const parts = new Map(state.parts);
  if (answer.slice === null) parts.delete(key);
  else parts.set(key, { moment: answer.moment, slice: answer.slice });
  return { ...state, parts, partsAnswered: [...state.partsAnswered, key] };
}

/** The state in which this owner wants these parts, and no others any more; parts that nobody wants are forgotten. */
export function withWants(state: PanelState, owner: string, wanted: readonly Want[]): PanelState {
  const wants = { ...state.wants, [owner]: wanted };
  const keys = new Set(Object.values(wants).flat().map(wantKey));
  return {
    ...state,
    wants,
    parts: new Map([...state.parts].filter(([key]) => keys.has(key))),
    // What nobody wanted meanwhile was dropped when it came: it is asked for anew.
    partsAsked: state.partsAsked.filter((read) => keys.has(wantKey(read))),
    partsAnswered: state.partsAnswered.filter((key) => keys.has(key)),
  };
}
