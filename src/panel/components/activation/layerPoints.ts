/** The numbers of the layer on show as points of its activation's curve, as far as they have come. */
import type { PanelState } from '../../state/model';
import { partOf, type Want } from '../../state/wants';
import type { QuantityName } from '../../../protocol/vocabulary';
import type { LayerPoints } from '../../drawing/activationPoints';

/** Numbers read of one quantity; a layer with more shows the first samples of its batch. */
export const MOST_READ = 200_000;

/** What is wanted of a quantity with one number per sample and unit. */
export function pointsWanted(layer: number, units: number, quantity: QuantityName): Want {
  const rows = Math.max(1, Math.floor(MOST_READ / Math.max(1, units)));
  return { layer, quantity, window: { sample: 0, row: 0, rows, column: 0, columns: units } };
}

export interface HeldPoints extends LayerPoints {
  readonly fresh: boolean;
}

/** Null until preActivation and output have come. Slopes of another moment than theirs are left out. */
export function pointsOf(state: PanelState, layer: number, units: number): HeldPoints | null {
  const [z, a, slope] = (['preActivation', 'output', 'activationDerivative'] as const).map((quantity) =>
    partOf(state, pointsWanted(layer, units, quantity)),
  );
  if (!z || !a || z.slice.data.length !== a.slice.data.length || z.fresh !== a.fresh) return null;
  const withSlopes = slope?.fresh === a.fresh && slope.slice.data.length === a.slice.data.length;
  return {
    samples: a.slice.rows,
    units: a.slice.columns,
    preActivation: z.slice.data,
    output: a.slice.data,
    slopes: withSlopes ? slope.slice.data : null,
    fresh: a.fresh,
  };
}
