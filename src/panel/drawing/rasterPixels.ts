/** The colours of many cells, one pixel for each, as bytes of red, green, blue and opacity. */
import { OLD, UNREAD, type Raster } from '../state/raster';
import { cellColour } from './scale';

export type Rgb = readonly [number, number, number];

/** The colours of the theme as bytes. */
export interface RasterColours {
  readonly ground: Rgb;
  readonly positive: Rgb;
  readonly negative: Rgb;
  readonly broken: Rgb;
  /** The tint of the largest number, 0 to 1. */
  readonly most: number;
}

/** What is left of the tint of a number of an earlier moment; the style sheet has the same (.cell.old). */
const OLD_TINT = 0.4;

/**
 * The pixels of a raster. What is not known is transparent: it never has the colour of a number, not even that of 0,
 * which is the opaque ground.
 */
export function rasterPixels(
  { values, states }: Raster,
  limit: number,
  colours: RasterColours,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * states.length);
  const [red, green, blue] = colours.ground;
  for (let i = 0; i < states.length; i++) {
    const state = states[i];
    if (state === UNREAD) continue;
    const { kind, strength } = cellColour(values[i] ?? Number.NaN, limit);
    const colour =
      kind === 'nonFinite' || kind === 'veiled'
        ? colours.broken
        : kind === 'negative'
          ? colours.negative
          : colours.positive;
    const full = kind === 'nonFinite' || kind === 'veiled' ? 1 : strength * colours.most;
    const tint = state === OLD ? full * OLD_TINT : full;
    pixels[4 * i] = red + (colour[0] - red) * tint;
    pixels[4 * i + 1] = green + (colour[1] - green) * tint;
    pixels[4 * i + 2] = blue + (colour[2] - blue) * tint;
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}
