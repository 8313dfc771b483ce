/** The relative error over the step, both as powers of ten: the V of cutting the series short and of rounding. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { TOLERANCE, type ElementCheck } from '../../../protocol/gradientCheck';
import { frameOf, linePath, PLOT } from '../../drawing/plot';
import { powerOfTen, formatCell } from '../../text/format';
import { PlotFrame } from '../controls/plotFrame';

/** An error of 0 has no logarithm; it is drawn at the bottom. */
const LOWEST = -12;

export function StepPlot({ check }: { readonly check: ElementCheck }): JSX.Element {
  const level = (error: number): number => Math.max(LOWEST, Math.log10(error));
  const points = [...check.steps].map((step, i): [number, number] => [
    Math.log10(step),
    level(check.errors[i] ?? NaN),
  ]);
  const levels = points.map(([, y]) => y).filter(Number.isFinite);
  const low = Math.floor(levels.reduce((a, b) => Math.min(a, b), Math.log10(TOLERANCE)) - 0.5);
  const frame = frameOf({ low: -15.3, high: 0.3 }, { low, high: 0.6 });
  const ticks = (from: number, to: number, by: number): number[] =>
    Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);
  const drawn = { ...frame, xTicks: ticks(-15, 0, 3), yTicks: ticks(Math.ceil(low / 2) * 2, 0, 2) };
  const tolerance = frame.y(Math.log10(TOLERANCE));
  const here: readonly [number, number] = [Math.log10(check.step), level(check.error)];
  return (
    <PlotFrame
      frame={drawn}
      x={l10n.t('step h')}
      y={l10n.t('relative error')}
      tick={powerOfTen}
      label={l10n.t(
        'Relative error over the step h, both in powers of ten. At h = {0}, the step used, it is {1}.',
        formatCell(check.step),
        formatCell(check.error),
      )}
    >
      <line
        class="check-tolerance"
        x1={PLOT.left}
        x2={PLOT.width - PLOT.right}
        y1={tolerance}
        y2={tolerance}
      />
      <text class="plot-note" x={frame.x(-7.5)} y={tolerance - 5} text-anchor="middle">
        {l10n.t('tolerance')}
      </text>
      <path class="plot-curve check-curve" d={linePath(points, frame)} />
      {points.map(([x, y], i) =>
        Number.isFinite(y) ? (
          <circle
            key={x}
            class="check-point"
            cx={frame.x(x)}
            cy={frame.y(y)}
            r={2}
            data-step={check.steps[i]}
            data-error={check.errors[i]}
          />
        ) : null,
      )}
      {Number.isFinite(here[1]) && (
        <>
          <circle class="check-here" cx={frame.x(here[0])} cy={frame.y(here[1])} r={4.5} />
          <text class="plot-note" x={frame.x(here[0])} y={frame.y(here[1]) - 8} text-anchor="middle">
            {l10n.t('used here')}
          </text>
        </>
      )}
    </PlotFrame>
  );
}
