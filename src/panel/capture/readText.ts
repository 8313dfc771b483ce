/** The text of the page, line by line as it is broken there, equations included: their letters are text, too. */
import * as l10n from '@vscode/l10n';
import type { Rect } from '../drawing/rect';
import { faded, paintOf } from './paints';
import { mathItalic } from './mathItalic';
import type { Font, Mark, Paint, Stroke } from './scene';

interface Origin {
  readonly x: number;
  readonly y: number;
}

/** The lines of a text node; none where it is not drawn. */
export function textMarks(node: Text, parent: Element, style: CSSStyleDeclaration, origin: Origin): Mark[] {
  const isSvg = parent instanceof SVGElement;
  const paint = isSvg ? faded(paintOf(style.fill), Number(style.fillOpacity)) : paintOf(style.color);
  if (paint === null || style.visibility !== 'visible') return [];
  const look: Look = { style, paint, rim: isSvg ? rimOf(style) : null, isSvg, angle: angleOf(parent) };
  if (parent.localName === 'mo' && LARGE.test(node.data)) return largeMark(node, parent, look, origin);
  const isVariable = style.textTransform === 'math-auto';
  return linesOf(node, isUpright(look.angle)).map(({ text, rect }) =>
    lineMark(isVariable ? mathItalic(text) : text, moved(rect, origin), look),
  );
}

interface Look {
  readonly style: CSSStyleDeclaration;
  readonly paint: Paint;
  readonly rim: Stroke | null;
  readonly isSvg: boolean;
  readonly angle: number;
}

function lineMark(text: string, rect: Rect, { style, paint, rim, isSvg, angle }: Look): Mark {
  const [length, height] = isUpright(angle) ? [rect.height, rect.width] : [rect.width, rect.height];
  const plain = fontOf(style);
  const metrics = metricsOf(plain, text);
  const own = metrics.fontBoundingBoxAscent + metrics.fontBoundingBoxDescent;
  // A drawing is scaled with its letters; on the page a line is as high as its font.
  const scale = isSvg && own > 0 ? height / own : 1;
  const font = { ...plain, size: plain.size * scale };
  // From the middle of the line, in the direction of the text, to the beginning of its base line.
  const down = (metrics.fontBoundingBoxAscent - metrics.fontBoundingBoxDescent) * 0.5 * scale;
  const [middleX, middleY] = [rect.left + rect.width / 2, rect.top + rect.height / 2];
  const turn = (angle * Math.PI) / 180;
  const x = middleX - (length / 2) * Math.cos(turn) - down * Math.sin(turn);
  const y = middleY - (length / 2) * Math.sin(turn) + down * Math.cos(turn);
  return { kind: 'text', text, x, y, length, angle, font, paint, rim };
}

/** Its lines run up or down. */
function isUpright(angle: number): boolean {
  return Math.abs(angle % 180) === 90;
}

/** Operators that an equation draws larger than its letters; the page tells only the room that they take. */
const LARGE = /^[∑√∏∫]$/;

function largeMark(node: Text, parent: Element, { style, paint }: Look, origin: Origin): Mark[] {
  const rect = moved(parent.getBoundingClientRect(), origin);
  const font = fontOf(style);
  const metrics = metricsOf(font, node.data);
  const [ascent, descent] = [metrics.actualBoundingBoxAscent, metrics.actualBoundingBoxDescent];
  if (rect.height === 0 || ascent + descent <= 0) return [];
  const scale = rect.height / (ascent + descent);
  const length = metrics.width * scale;
  return [
    {
      kind: 'text',
      text: node.data,
      x: rect.left + (rect.width - length) / 2,
      y: rect.top + ascent * scale,
      length,
      angle: 0,
      font: { ...font, size: font.size * scale },
      paint,
      rim: null,
    },
  ];
}

function moved({ left, top, width, height }: Rect, { x, y }: Origin): Rect {
  return { left: left - x, top: top - y, width, height };
}

function fontOf(style: CSSStyleDeclaration): Font {
  return {
    family: style.fontFamily,
    size: parseFloat(style.fontSize),
    weight: style.fontWeight,
    italic: style.fontStyle !== 'normal',
  };
}

let measuring: CanvasRenderingContext2D | null = null;

/** How text comes out in a font. */
export function metricsOf(font: Font, text: string): TextMetrics {
  measuring ??= document.createElement('canvas').getContext('2d');
  if (measuring === null) throw new Error(l10n.t('This page has no canvas to measure on.'));
  measuring.font = cssFont(font);
  return measuring.measureText(text);
}

/** As the `font` of a canvas. */
export function cssFont({ italic, weight, size, family }: Font): string {
  return `${italic ? 'italic ' : ''}${weight} ${size}px ${family}`;
}

function rimOf(style: CSSStyleDeclaration): Stroke | null {
  const paint = paintOf(style.stroke);
  return paint === null ? null : { ...paint, width: parseFloat(style.strokeWidth), dashes: [] };
}

/** How the text is turned, clockwise: by its writing mode, and by what it stands in. */
function angleOf(parent: Element): number {
  let angle = getComputedStyle(parent).writingMode === 'vertical-rl' ? 90 : 0;
  for (let at: Element | null = parent; at !== null; at = at.parentElement) {
    const { transform } = getComputedStyle(at);
    if (transform === 'none') continue;
    const { a, b } = new DOMMatrixReadOnly(transform);
    angle += Math.round((Math.atan2(b, a) * 180) / Math.PI);
  }
  return angle % 360;
}

interface Line {
  readonly text: string;
  readonly rect: DOMRect;
}

/** Words that stand on one line together, and where. */
function linesOf(node: Text, upright: boolean): Line[] {
  const lines: { text: string; from: number; to: number; top: number; left: number }[] = [];
  for (const { 0: word, index } of node.data.matchAll(/[^ \t\n\r\f]+/g)) {
    for (const piece of piecesOf(node, index, index + word.length)) {
      const text = node.data.slice(piece.from, piece.to);
      const line = lines.at(-1);
      const continues =
        line !== undefined && Math.abs(upright ? line.left - piece.rect.left : line.top - piece.rect.top) < 1;
      if (continues) {
        line.text += (line.to === piece.from ? '' : ' ') + text;
        line.to = piece.to;
      } else lines.push({ ...piece, text, top: piece.rect.top, left: piece.rect.left });
    }
  }
  return lines.flatMap(({ text, from, to }) => {
    const rect = rangeOf(node, from, to).getBoundingClientRect();
    return rect.width > 0 && rect.height > 0 ? [{ text, rect }] : [];
  });
}

/** A word as a whole, or letter by letter where the page breaks it. */
function piecesOf(
  node: Text,
  from: number,
  to: number,
): { readonly from: number; readonly to: number; readonly rect: DOMRect }[] {
  const rects = rangeOf(node, from, to).getClientRects();
  const [first] = rects;
  if (first === undefined) return [];
  if (rects.length === 1 || to - from === 1) return [{ from, to, rect: first }];
  return Array.from({ length: to - from }, (_, i) => i + from).flatMap((at) => piecesOf(node, at, at + 1));
}

function rangeOf(node: Text, from: number, to: number): Range {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return range;
}
