/**
 * A scene as a PNG file. It is painted mark by mark: an SVG would have to be loaded as an image first, which the
 * page's content security policy rightly forbids.
 */
import * as l10n from '@vscode/l10n';
import { cssFont } from './readText';
import type { Mark, Paint, Scene, Stroke } from './scene';

/** Dots per CSS pixel, as on a good screen. */
const DOTS = 2;
/** No browser takes a canvas that is longer than this. */
const LONGEST = 16_384;
const MOST_DOTS = 120_000_000;

/** The size of the file's picture: twice that of the page, or as much as a canvas can hold. */
export function pngScale({ width, height }: Pick<Scene, 'width' | 'height'>): number {
  return Math.min(DOTS, LONGEST / Math.max(width, height), Math.sqrt(MOST_DOTS / (width * height)));
}

/** Rejects with the reason where the page cannot make the picture. */
export async function pngBytes(scene: Scene): Promise<Uint8Array> {
  const canvas = document.createElement('canvas');
  const scale = pngScale(scene);
  canvas.width = Math.round(scene.width * scale);
  canvas.height = Math.round(scene.height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error(l10n.t('This page has no canvas to draw on.'));
  context.scale(scale, scale);
  paint(context, scene.background);
  context.fillRect(0, 0, scene.width, scene.height);
  scene.marks.forEach((mark) => draw(context, mark));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error(l10n.t('The picture is too large for this page.'));
  return new Uint8Array(await blob.arrayBuffer());
}

function draw(context: CanvasRenderingContext2D, mark: Mark): void {
  context.save();
  switch (mark.kind) {
    case 'path': {
      if (mark.matrix) context.transform(...mark.matrix);
      const path = new Path2D(mark.d);
      withPaint(context, mark.fill, () => context.fill(path));
      withStroke(context, mark.stroke, () => context.stroke(path));
      break;
    }
    case 'text':
      drawText(context, mark);
      break;
    case 'image': {
      const { left, top, width, height } = mark.rect;
      context.globalAlpha = mark.opacity;
      context.drawImage(mark.image, left, top, width, height);
      break;
    }
    case 'group':
      if (mark.clip !== null) {
        const { left, top, width, height } = mark.clip;
        context.beginPath();
        context.rect(left, top, width, height);
        context.clip();
      }
      mark.marks.forEach((one) => draw(context, scaledOpacity(one, mark.opacity)));
      break;
  }
  context.restore();
}

/** A canvas has no groups: what they fade is faded mark by mark. */
function scaledOpacity(mark: Mark, by: number): Mark {
  if (by === 1) return mark;
  const fade = <P extends Paint>(one: P | null): P | null => one && { ...one, opacity: one.opacity * by };
  switch (mark.kind) {
    case 'path':
      return { ...mark, fill: fade(mark.fill), stroke: fade(mark.stroke) };
    case 'text':
      return { ...mark, paint: { ...mark.paint, opacity: mark.paint.opacity * by }, rim: fade(mark.rim) };
    case 'image':
      return { ...mark, opacity: mark.opacity * by };
    case 'group':
      return { ...mark, opacity: mark.opacity * by };
  }
}

function drawText(context: CanvasRenderingContext2D, mark: Extract<Mark, { kind: 'text' }>): void {
  const { text, x, y, length, angle, font } = mark;
  context.font = cssFont(font);
  context.translate(x, y);
  context.rotate((angle * Math.PI) / 180);
  const natural = context.measureText(text).width;
  if (length > 0 && natural > 0) context.scale(length / natural, 1);
  withStroke(context, mark.rim, () => context.strokeText(text, 0, 0));
  withPaint(context, mark.paint, () => context.fillText(text, 0, 0));
}

function paint(context: CanvasRenderingContext2D, { colour, opacity }: Paint): void {
  context.fillStyle = colour;
  context.globalAlpha = opacity;
}

function withPaint(context: CanvasRenderingContext2D, one: Paint | null, fill: () => void): void {
  if (one === null) return;
  paint(context, one);
  fill();
}

function withStroke(context: CanvasRenderingContext2D, line: Stroke | null, draws: () => void): void {
  if (line === null) return;
  context.strokeStyle = line.colour;
  context.globalAlpha = line.opacity;
  context.lineWidth = line.width;
  context.setLineDash([...line.dashes]);
  draws();
}
