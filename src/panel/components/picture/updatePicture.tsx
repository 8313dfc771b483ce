/** The update: two matrices of the same shape, number by number. */
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import { fitPitches } from '../../drawing/pitches';
import { QuantityFigure } from '../quantityFigure';
import type { ViewProps } from '../views';
import { countsOf } from './backwardPicture';
import { isUpdated } from './updated';

interface UpdatePictureProps {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly width: number;
}

export function UpdatePicture({ view, shape, width }: UpdatePictureProps): JSX.Element {
  const counts = countsOf(shape, view.run.state.N);
  const pitches = fitPitches(
    counts,
    width,
    (tried) => 2 * Math.max(118, counts.unit * tried.unit.across) + 140,
  );
  const figure = { view, shape, pitches };
  return (
    <div class="update-picture">
      <QuantityFigure
        {...figure}
        quantity="weights"
        note={isUpdated(view.run, view.layer) ? 'after the update' : 'before the update'}
      />
      <span class="hadamard-like" aria-hidden="true">
        ←
      </span>
      <QuantityFigure {...figure} quantity="gradientWeights" />
    </div>
  );
}
