/** Paints a matrix as coloured cells, where there is no room for its numbers. */
import { cellColour } from './scale';
import type { ElementAt } from './sums';
import type { Thinned } from './thinning';

/** The colours of the theme, as the style sheet has them. */
export interface PaintColours {
  readonly positive: string;
  readonly negative: string;
  /** The tint of the largest number, 0 to 1. */
  readonly most: number;
  readonly broken: string;
  readonly unread: string;
}

export interface PaintJob {
  readonly at: ElementAt;
  readonly rows: Thinned;
  readonly columns: Thinned;
  /** Pixels of a cell. */
  readonly across: number;
  readonly down: number;
  readonly limit: number;
  readonly colours: PaintColours;
}

/** One cell after the other, with a gap between them where they are large enough. */
export function paintMatrix(context: CanvasRenderingContext2D, job: PaintJob): void {
  const { at, rows, columns, across, down, limit, colours } = job;
  const gap = Math.min(across, down) >= 6 ? 1 : 0;
  rows.indices.forEach((row, i) => {
    columns.indices.forEach((column, j) => {
      paintCell(context, at(row, column), limit, colours, {
        x: j * across + gap,
        y: i * down + gap,
        width: across - gap,
        height: down - gap,
      });
    });
  });
  context.globalAlpha = 1;
}

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function paintCell(
  context: CanvasRenderingContext2D,
  value: number | null,
  limit: number,
  colours: PaintColours,
  { x, y, width, height }: Cell,
): void {
  if (value === null) {
    context.globalAlpha = 0.25;
    context.fillStyle = colours.unread;
    context.fillRect(x + width / 2 - 1, y + height / 2 - 1, 2, 2);
    return;
  }
  const { kind, strength } = cellColour(value, limit);
  if (kind === 'zero') return;
  // What is hidden is no number, either: a cross has the room where a question mark has none.
  if (kind === 'nonFinite' || kind === 'veiled') {
    paintCross(context, colours.broken, { x, y, width, height });
    return;
  }
  context.globalAlpha = strength * colours.most;
  context.fillStyle = colours[kind];
  context.fillRect(x, y, width, height);
}

/** NaN and the infinities are told by a shape, not by a colour alone. */
function paintCross(context: CanvasRenderingContext2D, colour: string, { x, y, width, height }: Cell): void {
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x + 1, y + 1);
  context.lineTo(x + width - 1, y + height - 1);
  context.moveTo(x + width - 1, y + 1);
  context.lineTo(x + 1, y + height - 1);
  context.stroke();
}
