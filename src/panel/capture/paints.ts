/** Computed colours, whatever their notation, as plain ones. */
import * as l10n from '@vscode/l10n';
import type { Paint } from './scene';

const known = new Map<string, Paint | null>();
let pixel: CanvasRenderingContext2D | null = null;

/** Null for what leaves no trace: transparent, or no colour at all. */
export function paintOf(colour: string): Paint | null {
  if (colour === '' || colour === 'none' || colour === 'transparent') return null;
  const before = known.get(colour);
  if (before !== undefined) return before;
  const paint = painted(colour);
  known.set(colour, paint);
  return paint;
}

/** color-mix(), color() and the rest: the browser knows them all, and a pixel tells. */
function painted(colour: string): Paint | null {
  pixel ??= pixelCanvas();
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, alpha = 0] = pixel.getImageData(0, 0, 1, 1).data;
  if (alpha === 0) return null;
  const hex = [r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('');
  return { colour: `#${hex}`, opacity: alpha / 255 };
}

function pixelCanvas(): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1, 1];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error(l10n.t('This page has no canvas to draw on.'));
  return context;
}

/** The same, less of it. */
export function faded(paint: Paint | null, by: number): Paint | null {
  return paint === null || by === 0 ? null : { ...paint, opacity: paint.opacity * by };
}
