/** The network as columns of units with connections between them; a wide layer is one bundle. */
import type { LayerShape } from '../../protocol/engine';
import type { TensorSummary } from '../../protocol/tensor';

/** A layer with more units than this is drawn as a bundle. */
export const MOST_UNITS = 16;
/** In units of the view box. */
export const COLUMN = 132;
const FIRST = 60;
const NODE_GAP = 22;
const TOP = 18;
export const NODE_RADIUS = 7;
export const BUNDLE_WIDTH = 20;

export interface Column {
  readonly x: number;
  readonly count: number;
  /** The heights of the units' centres; one, the middle, for a bundle. */
  readonly nodes: readonly number[];
  readonly isBundle: boolean;
}

export interface NetworkPicture {
  /** The data's inputs first, then one column per layer. */
  readonly columns: readonly Column[];
  readonly width: number;
  readonly height: number;
  /** Half the height of a bundle. */
  readonly bundle: number;
}

export function networkPicture(layers: readonly LayerShape[]): NetworkPicture {
  const counts = [layers[0]?.inputs ?? 0, ...layers.map(({ units }) => units)];
  const tallest = Math.max(4, ...counts.filter((count) => count <= MOST_UNITS));
  const height = 2 * TOP + (tallest - 1) * NODE_GAP;
  const columns = counts.map((count, index): Column => {
    const isBundle = count > MOST_UNITS;
    const shown = isBundle ? 1 : count;
    const start = (height - (shown - 1) * NODE_GAP) / 2;
    const nodes = Array.from({ length: shown }, (_, i) => start + i * NODE_GAP);
    return { x: FIRST + index * COLUMN, count, nodes, isBundle };
  });
  return {
    columns,
    width: 2 * FIRST + (counts.length - 1) * COLUMN,
    height,
    bundle: height / 2 - TOP + NODE_RADIUS,
  };
}

/** Whether each connection of a layer is drawn by itself. */
export function drawsEach({ inputs, units }: LayerShape): boolean {
  return inputs <= MOST_UNITS && units <= MOST_UNITS;
}

export interface Connection {
  readonly row: number;
  readonly column: number;
  readonly value: number;
  /** From 0 to 1, on the scale of the whole picture. */
  readonly strength: number;
}

/** The connections of an n × m matrix, the weakest first: the strong ones lie on top. */
export function connectionsOf(data: Float32Array, columns: number, limit: number): Connection[] {
  return Array.from(data, (value, at) => ({
    row: Math.floor(at / columns),
    column: at % columns,
    value,
    strength: limit > 0 && Number.isFinite(value) ? Math.min(1, Math.abs(value) / limit) : 0,
  })).sort((a, b) => a.strength - b.strength);
}

/** How large the elements of a matrix are on the whole. */
export function rootMeanSquare({ norm, shape, nonFinite }: TensorSummary): number | null {
  const finite = shape.reduce((product, length) => product * length, 1) - nonFinite;
  return norm === null || finite === 0 ? null : norm / Math.sqrt(finite);
}
