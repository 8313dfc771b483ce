/** A canvas with coloured cells; what is not known yet lets the hatched ground of the style sheet show through. */
import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { paintRaster } from '../../drawing/paintRaster';
import type { RasterColours, Rgb } from '../../drawing/rasterPixels';
import type { Pitch } from '../../drawing/zoom';
import type { Raster } from '../../state/raster';
import { useTheme } from '../useTheme';

interface RasterCanvasProps {
  readonly raster: Raster;
  /** CSS pixels of the canvas. */
  readonly width: number;
  readonly height: number;
  /** Where on it the first cell stands. */
  readonly left: number;
  readonly top: number;
  readonly pitch: Pitch;
  readonly limit: number;
  readonly class: string;
  /** Where the canvas stands, as styles. */
  readonly place?: Readonly<Record<'top' | 'left' | 'marginLeft', string>>;
}

export function RasterCanvas(props: RasterCanvasProps): JSX.Element {
  const { raster, width, height, left, top, pitch, limit } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useColours(canvas);
  const scratch = useMemo(() => document.createElement('canvas'), []);
  const dots = window.devicePixelRatio;
  // Setting a size empties a canvas and takes it new memory: only when it changes.
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    canvas.current.width = Math.round(width * dots);
    canvas.current.height = Math.round(height * dots);
  }, [width, height, dots]);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null;
    if (context === null || colours === null) return;
    context.setTransform(dots, 0, 0, dots, 0, 0);
    paintRaster(context, width, height, { raster, left, top, pitch, limit, colours, scratch });
  }, [raster, width, height, left, top, pitch, limit, colours, dots]);
  return (
    <canvas
      ref={canvas}
      class={`unread-ground ${props.class}`}
      aria-hidden="true"
      style={{ ...props.place, width: `${width}px`, height: `${height}px` }}
    />
  );
}

/** The theme's colours as bytes, looked up once for each theme; null before the canvas is on the page. */
function useColours(canvas: { readonly current: HTMLCanvasElement | null }): RasterColours | null {
  const theme = useTheme();
  const [isThere, setThere] = useState(false);
  useLayoutEffect(() => setThere(true), []);
  return useMemo(() => (canvas.current === null ? null : coloursAt(canvas.current)), [theme, isThere]);
}

function coloursAt(element: HTMLElement): RasterColours {
  const style = getComputedStyle(element);
  const colour = (name: string): Rgb => bytesOf(style.getPropertyValue(name) || style.color);
  return {
    ground: colour('--vscode-editor-background'),
    positive: colour('--scale-positive'),
    negative: colour('--scale-negative'),
    broken: colour('--vscode-editorError-foreground'),
    most: parseFloat(style.getPropertyValue('--scale-most')) / 100,
  };
}

/** A theme may write its colours in any way that CSS knows: the browser reads them. */
function bytesOf(colour: string): Rgb {
  const pixel = document.createElement('canvas');
  pixel.width = pixel.height = 1;
  const context = pixel.getContext('2d');
  if (context === null) return [0, 0, 0];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
