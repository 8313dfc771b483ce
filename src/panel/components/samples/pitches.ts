/** Cells of the n × m matrices of this view: numbers where a third of the page has room for them. */
import type { LayerShape } from '../../../protocol/engine';
import { fitPitches, type Pitches } from '../../drawing/pitches';
import { thin } from '../../drawing/thinning';

export function stagePitches(shape: LayerShape, N: number, room: number): Pitches {
  const drawn = (length: number): number => thin(length).indices.length;
  const counts = { sample: drawn(Math.max(1, N)), input: drawn(shape.inputs), unit: drawn(shape.units) };
  return fitPitches(counts, room, (tried) => counts.unit * tried.unit.across + 40);
}
