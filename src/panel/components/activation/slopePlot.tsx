/** The derivative, over preActivation or over output: the same points either way. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { activationAt } from '../../drawing/activations';
import { isFlat } from '../../drawing/activationPoints';
import { frameOf, linePath, padded, rangeOf, union } from '../../drawing/plot';
import { PlotFrame } from '../controls/plotFrame';
import { curveSteps, type ActivationPlotProps } from './curvePlot';
import { PointMarks } from './pointMarks';

interface SlopePlotProps extends ActivationPlotProps {
  readonly axis: 'preActivation' | 'output';
}

export function SlopePlot({ shape, held, drawn, chosen, axis, onChoose }: SlopePlotProps): JSX.Element {
  const curve = curveSteps(held).flatMap((z): [number, number][] => {
    const at = activationAt(shape.activation, shape.alpha ?? 0, z);
    return at === null ? [] : [[axis === 'output' ? at.value : z, at.slope]];
  });
  const slopes = held?.slopes ?? null;
  const alongX = union(rangeOf(curve.map(([x]) => x)), rangeOf(held?.[axis] ?? curve.map(([x]) => x)));
  const alongY = union(rangeOf(curve.map(([, y]) => y)), { low: 0, high: 1 });
  const frame = frameOf(padded(alongX), padded(alongY));
  return (
    <PlotFrame
      frame={frame}
      x={axis}
      y="activationDerivative"
      label={
        slopes === null
          ? l10n.t('{0}: activationDerivative over {1}, without points', shape.activation, axis)
          : l10n.t('{0}: {1} over {2}', shape.activation, 'activationDerivative', axis)
      }
    >
      <path class="plot-curve" d={linePath(curve, frame)} />
      {held !== null && slopes !== null && (
        <PointMarks
          frame={frame}
          drawn={drawn}
          units={shape.units}
          samples={held.samples}
          chosen={chosen}
          fresh={held.fresh}
          x={held[axis]}
          y={slopes}
          isMarked={(element) => isFlat(shape.activation, held.output[element] ?? 0)}
          onChoose={onChoose}
        />
      )}
      {held !== null && slopes === null && (
        <text class="plot-note" x={frame.x((alongX.low + alongX.high) / 2)} y={30} text-anchor="middle">
          {l10n.t('not computed yet in this batch step')}
        </text>
      )}
    </PlotFrame>
  );
}
