/** The coloured cells of a plate that is too small for numbers. */
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { paintMatrix, type PaintColours } from '../../drawing/paint';
import type { ElementAt } from '../../drawing/sums';
import type { Thinned } from '../../drawing/thinning';
import { useTheme } from '../useTheme';

interface PlateCanvasProps {
  readonly at: ElementAt;
  readonly rows: Thinned;
  readonly columns: Thinned;
  readonly across: number;
  readonly down: number;
  readonly limit: number;
}

export function PlateCanvas(props: PlateCanvasProps): JSX.Element {
  const { rows, columns, across, down } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const width = columns.indices.length * across;
  const height = rows.indices.length * down;
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null) return;
    const dots = window.devicePixelRatio;
    element.width = Math.round(width * dots);
    element.height = Math.round(height * dots);
    context.scale(dots, dots);
    paintMatrix(context, { ...props, colours: coloursOf(element) });
  }, [props.at, props.limit, width, height, rows.stride, columns.stride, theme]);
  return (
    <canvas
      ref={canvas}
      class="plate-canvas"
      aria-hidden="true"
      style={{ width: `${width}px`, height: `${height}px` }}
    />
  );
}

function coloursOf(element: HTMLElement): PaintColours {
  const style = getComputedStyle(element);
  return {
    positive: style.getPropertyValue('--scale-positive'),
    negative: style.getPropertyValue('--scale-negative'),
    most: parseFloat(style.getPropertyValue('--scale-most')) / 100,
    broken: style.getPropertyValue('--plate-broken') || style.color,
    unread: style.color,
  };
}
