/** The axes of a plot, with what is drawn in it. */
import * as l10n from '@vscode/l10n';
import type { ComponentChildren, JSX } from 'preact';
import { PLOT, type Frame } from '../../drawing/plot';
import { formatTick } from '../../text/format';

interface PlotFrameProps {
  readonly frame: Frame;
  /** What the axes are, in words. */
  readonly x: string;
  readonly y: string;
  /** What the plot shows, for those who do not see it. */
  readonly label: string;
  /** How the numbers at the axes are written. */
  readonly tick?: (value: number) => string;
  readonly children: ComponentChildren;
}

export function PlotFrame({
  frame,
  x,
  y,
  label,
  tick: write = formatTick,
  children,
}: PlotFrameProps): JSX.Element {
  const { width, height, left, right, top, bottom } = PLOT;
  return (
    <figure class="plot">
      <figcaption>
        <span class="plot-y">{y}</span> <span class="muted">{l10n.t('over')}</span>{' '}
        <span class="plot-x">{x}</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {frame.xTicks.map((tick) => (
          <g key={`x${tick}`}>
            <line
              class={tick === 0 ? 'plot-zero' : 'plot-line'}
              x1={frame.x(tick)}
              x2={frame.x(tick)}
              y1={top}
              y2={height - bottom}
            />
            <text class="plot-tick" x={frame.x(tick)} y={height - bottom + 14} text-anchor="middle">
              {write(tick)}
            </text>
          </g>
        ))}
        {frame.yTicks.map((tick) => (
          <g key={`y${tick}`}>
            <line
              class={tick === 0 ? 'plot-zero' : 'plot-line'}
              x1={left}
              x2={width - right}
              y1={frame.y(tick)}
              y2={frame.y(tick)}
            />
            <text class="plot-tick" x={left - 5} y={frame.y(tick) + 3.5} text-anchor="end">
              {write(tick)}
            </text>
          </g>
        ))}
        {children}
      </svg>
    </figure>
  );
}
