/** A canvas with coloured cells; what is not known yet lets the hatched ground of the style sheet show through. */
import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { paintRaster } from '../../drawing/paintRaster';
import type { Pitch } from '../../drawing/zoom';
import type { Raster } from '../../state/raster';
import { useRasterColours } from './useRasterColours';

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
  const colours = useRasterColours();
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
    if (context === null) return;
    context.setTransform(dots, 0, 0, dots, 0, 0);
    paintRaster(context, width, height, { raster, left, top, pitch, limit, colours, scratch });
    // By its numbers: whoever draws this may say the same pitch in a new object.
  }, [raster, width, height, left, top, pitch.across, pitch.down, limit, colours, dots]);
  return (
    <canvas
      ref={canvas}
      class={`unread-ground ${props.class}`}
      aria-hidden="true"
      style={{ ...props.place, width: `${width}px`, height: `${height}px` }}
    />
  );
}
