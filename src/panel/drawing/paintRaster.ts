/** Paints a raster of coloured cells in one pass: one pixel for each number, enlarged to its cell. */
import { UNREAD, type Raster } from '../state/raster';
import { rasterPixels, type RasterColours } from './rasterPixels';
import type { Pitch } from './zoom';

export interface RasterJob {
  readonly raster: Raster;
  /** Where the first cell stands on the canvas, in CSS pixels. */
  readonly left: number;
  readonly top: number;
  readonly pitch: Pitch;
  readonly limit: number;
  readonly colours: RasterColours;
  /** Another canvas, for the pixels before they are enlarged: kept, since a new one for each picture is dear. */
  readonly scratch: HTMLCanvasElement;
}

/** Cells from this size on stand apart by a line of the ground. */
const LINED = 10;
/** The cross of what is not finite is at least so large, even where its cell is smaller. */
const LEAST_CROSS = 7;
/** Where more is not finite, its colour alone fills so much that no cross is needed to see it. */
const MOST_CROSSES = 400;

/** Paints over whatever is on the canvas, whose units are CSS pixels. */
export function paintRaster(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  job: RasterJob,
): void {
  const { raster, left, top, pitch, limit, colours } = job;
  context.clearRect(0, 0, width, height);
  if (raster.rows === 0 || raster.columns === 0) return;
  const { scratch } = job;
  if (scratch.width < raster.columns) scratch.width = raster.columns;
  if (scratch.height < raster.rows) scratch.height = raster.rows;
  const pixels = new ImageData(rasterPixels(raster, limit, colours), raster.columns, raster.rows);
  scratch.getContext('2d')?.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = false;
  const enlarged = [left, top, raster.columns * pitch.across, raster.rows * pitch.down] as const;
  context.drawImage(scratch, 0, 0, raster.columns, raster.rows, ...enlarged);
  if (Math.min(pitch.across, pitch.down) >= LINED) paintLines(context, job);
  paintCrosses(context, job);
}

/** Only where there are numbers: what is not known stays hatched all over. */
function paintLines(
  context: CanvasRenderingContext2D,
  { raster, left, top, pitch, colours }: RasterJob,
): void {
  context.fillStyle = `rgb(${colours.ground.join(' ')})`;
  raster.states.forEach((state, at) => {
    if (state === UNREAD) return;
    const x = left + (at % raster.columns) * pitch.across;
    const y = top + Math.floor(at / raster.columns) * pitch.down;
    context.fillRect(x, y, pitch.across, 1);
    context.fillRect(x, y, 1, pitch.down);
  });
}

/** NaN and the infinities are told by a shape, not by a colour alone. */
function paintCrosses(
  context: CanvasRenderingContext2D,
  { raster, left, top, pitch, colours }: RasterJob,
): void {
  const broken = brokenIn(raster);
  if (broken.length > MOST_CROSSES) return;
  const reach = Math.max(LEAST_CROSS, Math.min(pitch.across, pitch.down)) / 2 - 1;
  // On a cell that it fills the cross is cut out of its colour; around a smaller one it is drawn in it.
  const isInside = pitch.across >= LEAST_CROSS;
  context.strokeStyle = `rgb(${(isInside ? colours.ground : colours.broken).join(' ')})`;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const at of broken) {
    const x = left + ((at % raster.columns) + 0.5) * pitch.across;
    const y = top + (Math.floor(at / raster.columns) + 0.5) * pitch.down;
    context.moveTo(x - reach, y - reach);
    context.lineTo(x + reach, y + reach);
    context.moveTo(x + reach, y - reach);
    context.lineTo(x - reach, y + reach);
  }
  context.stroke();
}

/** One more than there are crosses for is enough to know. */
function brokenIn({ values, states }: Raster): number[] {
  const broken: number[] = [];
  for (let i = 0; i < values.length && broken.length <= MOST_CROSSES; i++)
    if (states[i] !== UNREAD && !Number.isFinite(values[i])) broken.push(i);
  return broken;
}
