/** What the panel has to ask for: the tiles under what is visible, that it neither has nor has asked for. */
import type { StepsBack } from '../../protocol/engine';
import type { Window } from '../../protocol/tensor';
import { QUANTITY_NAMES, type QuantityName } from '../../protocol/vocabulary';
import { matrixSize } from '../../protocol/text/shapes';
import { showsBefore } from './compare';
import { isFresh, type PanelState, type SheetRead } from './model';
import { joined, tileKey, tilesUnder } from './tiles';
import { questionsSettled } from './questions';
import { partsSettled } from './wants';

/** What is read of a matrix before the page knows how much of it is visible: one tile. */
const FIRST_LOOK: Window = { row: 0, rows: 1, column: 0, columns: 1 };

/** The reads to send now, each of as many tiles as lie side by side. None while the run moves: it would answer for a moment that is over. */
export function readsNeeded(state: PanelState): SheetRead[] {
  const { layer } = state;
  if (layer === null || !isFresh(state)) return [];
  const times: readonly StepsBack[] = showsBefore(state) ? [0, 1] : [0];
  const missing = times.flatMap((stepsBack) =>
    QUANTITY_NAMES.flatMap((quantity) =>
      joined(
        missingTiles(state, quantity, stepsBack).filter(
          (window) => !wasAsked(state.asked, quantity, window, stepsBack),
        ),
      ).map((window) => ({ quantity, window, ...(stepsBack === 1 ? { stepsBack } : {}) })),
    ),
  );
  return missing.map((part, i) => ({
    type: 'read',
    run: layer.run,
    moment: layer.moment,
    layer: layer.layer,
    ...part,
    request: state.nextRequest + i,
  }));
}

/** Whether everything visible is of the moment at which the run stands. */
export function isSettled(state: PanelState): boolean {
  return (
    isFresh(state) &&
    partsSettled(state) &&
    questionsSettled(state) &&
    QUANTITY_NAMES.every(
      (quantity) =>
        missingTiles(state, quantity, 0).length === 0 &&
        (!showsBefore(state) || missingTiles(state, quantity, 1).length === 0),
    )
  );
}

/** The visible tiles of a present quantity whose numbers are not those of the moment on show. */
function missingTiles(state: PanelState, quantity: QuantityName, stepsBack: StepsBack): Required<Window>[] {
  const summary = state.layer?.summaries[quantity] ?? null;
  if (summary === null) return [];
  if (stepsBack === 1 && state.absentBefore.includes(quantity)) return [];
  const sheet = (stepsBack === 1 ? state.sheetsBefore : state.sheets)[quantity];
  const look = state.looks[quantity] ?? FIRST_LOOK;
  const { rows, columns } = matrixSize(summary.shape);
  const sample = sampleOnShow(state, summary.shape);
  return tilesUnder(look, rows, columns, sample).filter((window) => {
    const tile = sheet?.tiles.get(tileKey(window.sample, window.row, window.column));
    return tile?.moment !== state.layer?.moment;
  });
}

function wasAsked(
  asked: readonly SheetRead[],
  quantity: QuantityName,
  tile: Required<Window>,
  stepsBack: StepsBack,
): boolean {
  return asked.some(
    ({ window, ...read }) =>
      read.quantity === quantity &&
      (read.stepsBack ?? 0) === stepsBack &&
      window.sample === tile.sample &&
      window.row <= tile.row &&
      tile.row < window.row + window.rows &&
      window.column <= tile.column &&
      tile.column < window.column + window.columns,
  );
}

/** The sample whose matrix is drawn: the chosen one as far as the batch has it; 0 for none and for a plain matrix. */
export function sampleOnShow(state: PanelState, shape: readonly number[]): number {
  if (shape.length < 3) return 0;
  return Math.max(0, Math.min(state.navigation.sample ?? 0, (shape[0] ?? 1) - 1));
}
