/**
 * Reads a part of the page as a scene. The page is asked where everything is and what it looks like, so that nothing
 * is laid out twice; what only serves to be operated is left out.
 */
import type { Rect } from '../drawing/rect';
import { boxMarks, outlineMarks } from './readBox';
import { clipOfDrawing, shapeMark } from './readShape';
import { metricsOf, textMarks } from './readText';
import { paintOf } from './paints';
import type { Mark, Paint, Scene } from './scene';

/** Where the sheet begins on the page, and how far to the right it is drawn on so far, in its own pixels. */
interface Sheet {
  readonly x: number;
  readonly y: number;
  right: number;
}

/** Room around the picture. */
const MARGIN = 16;
/** Below the picture, for the line that says where it comes from. */
const FOOT = 24;

/**
 * @param root what is drawn
 * @param title what it shows
 * @param source where it comes from, written below it
 */
export function readScene(root: HTMLElement, title: string, source: string): Scene {
  const { scrollX, scrollY } = window;
  // The style sheet hides what is operated while this stands there. It is never painted so.
  root.dataset.capturing = '';
  try {
    const edge = root.getBoundingClientRect();
    const sheet = { x: edge.left - MARGIN, y: edge.top - MARGIN, right: 0 };
    const marks = readElement(root, sheet);
    const foot = footMark(source, root, MARGIN, edge.height + 2 * MARGIN + FOOT / 2);
    return {
      width: Math.ceil(Math.max(sheet.right, foot.x + foot.length) + MARGIN),
      height: Math.ceil(edge.height + 2 * MARGIN + FOOT),
      background: groundOf(),
      marks: [...marks, foot],
      title,
    };
  } finally {
    delete root.dataset.capturing;
    window.scrollTo(scrollX, scrollY);
  }
}

function groundOf(): Paint {
  return paintOf(getComputedStyle(document.body).backgroundColor) ?? { colour: '#ffffff', opacity: 1 };
}

function footMark(text: string, root: HTMLElement, x: number, y: number): Mark & { readonly kind: 'text' } {
  const style = getComputedStyle(root);
  const paint = paintOf(style.getPropertyValue('--muted')) ??
    paintOf(style.color) ?? { colour: '#808080', opacity: 1 };
  const font = { family: style.fontFamily, size: 11, weight: '400', italic: false };
  const length = metricsOf(font, text).width;
  return { kind: 'text', text, x, y, length, angle: 0, font, paint, rim: null };
}

function readElement(element: Element, sheet: Sheet): Mark[] {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.opacity === '0') return [];
  const edge = element.getBoundingClientRect();
  // Words for screen readers only.
  if (style.clipPath !== 'none' && edge.width <= 1 && edge.height <= 1) return [];
  if (element instanceof HTMLCanvasElement) reach(sheet, moved(edge, sheet));
  const marks =
    element instanceof HTMLCanvasElement
      ? [{ kind: 'image', rect: moved(edge, sheet), image: element, opacity: 1 } as const]
      : element instanceof SVGElement
        ? drawingMarks(element, style, sheet)
        : elementMarks(element, style, edge, sheet);
  const opacity = Number(style.opacity);
  return opacity < 1 && marks.length > 0 ? [{ kind: 'group', opacity, clip: null, marks }] : marks;
}

function elementMarks(element: Element, style: CSSStyleDeclaration, edge: DOMRect, sheet: Sheet): Mark[] {
  const isSeen = style.visibility === 'visible';
  const rects = isSeen ? [...element.getClientRects()].map((rect) => moved(rect, sheet)) : [];
  const clip = clipOf(style, moved(edge, sheet));
  const below = rects.flatMap((rect) => boxMarks(rect, style));
  if (below.length > 0) reach(sheet, moved(edge, sheet));
  const before = sheet.right;
  const inner = childMarks(element, style, sheet);
  // What is cut off takes no room.
  if (clip !== null) sheet.right = Math.max(before, Math.min(sheet.right, clip.left + clip.width));
  return [
    ...below,
    ...(clip === null || inner.length === 0
      ? inner
      : [{ kind: 'group' as const, opacity: 1, clip, marks: inner }]),
    ...fractionBar(element, style, sheet),
    ...rects.flatMap((rect) => outlineMarks(rect, style)),
  ];
}

/** In the order in which they are painted, as far as the panel makes use of it. */
function childMarks(element: Element, style: CSSStyleDeclaration, sheet: Sheet): Mark[] {
  const children = [...element.childNodes].map((node) => ({
    level: node instanceof Element ? Number(getComputedStyle(node).zIndex) || 0 : 0,
    node,
  }));
  return children
    .toSorted((a, b) => a.level - b.level)
    .flatMap(({ node }) => {
      if (node instanceof Element) return readElement(node, sheet);
      if (!(node instanceof Text)) return [];
      const marks = textMarks(node, element, style, sheet);
      for (const mark of marks)
        if (mark.kind === 'text' && mark.angle === 0) reach(sheet, { left: mark.x, width: mark.length });
      return marks;
    });
}

const UNDRAWN: ReadonlySet<string> = new Set(['clipPath', 'defs', 'title', 'desc']);

function drawingMarks(element: SVGElement, style: CSSStyleDeclaration, sheet: Sheet): Mark[] {
  if (style.visibility !== 'visible') return [];
  const shape = element instanceof SVGGraphicsElement ? shapeMark(element, sheet) : null;
  // What stands there to be referred to is not drawn.
  if (UNDRAWN.has(element.localName)) return [];
  if (shape === null) {
    const inner = childMarks(element, style, sheet);
    const clip = clipOfDrawing(element, sheet);
    return clip === null ? inner : [{ kind: 'group', opacity: 1, clip, marks: inner }];
  }
  reach(sheet, moved(element.getBoundingClientRect(), sheet));
  return [shape];
}

function reach(sheet: Sheet, { left, width }: Pick<Rect, 'left' | 'width'>): void {
  sheet.right = Math.max(sheet.right, left + width);
}

function scrolls(overflow: string): boolean {
  return overflow === 'auto' || overflow === 'scroll';
}

/** Farther than any page. */
const FAR = 1e5;

/** What overflows is cut off as on the page; only what is scrolled sideways out of sight is drawn. */
function clipOf({ overflowX, overflowY }: CSSStyleDeclaration, edge: Rect): Rect | null {
  const acrossFree = overflowX === 'visible' || scrolls(overflowX);
  const downFree = overflowY === 'visible';
  if (acrossFree && downFree) return null;
  return {
    ...(acrossFree ? { left: -FAR, width: 2 * FAR } : { left: edge.left, width: edge.width }),
    ...(downFree ? { top: -FAR, height: 2 * FAR } : { top: edge.top, height: edge.height }),
  };
}

/** An equation's own lines, which no style sheet knows of: the bar of a fraction, the roof of a root. */
function fractionBar(element: Element, { color, fontSize }: CSSStyleDeclaration, sheet: Sheet): Mark[] {
  const paint = paintOf(color);
  const width = Math.max(1, parseFloat(fontSize) / 18);
  if (paint === null || !(element instanceof MathMLElement)) return [];
  const stroke = { ...paint, width, dashes: [] };
  const [first, second] = [...element.children].map((child) => moved(child.getBoundingClientRect(), sheet));
  const own = moved(element.getBoundingClientRect(), sheet);
  if (element.localName === 'mfrac' && first && second) {
    const y = (first.top + first.height + second.top) / 2;
    return [{ kind: 'path', d: `M ${own.left} ${y} h ${own.width}`, fill: null, stroke }];
  }
  if (element.localName === 'msqrt' && first) {
    const [top, foot] = [own.top + width / 2, own.top + own.height];
    const [start, end] = [own.left, first.left];
    const hook = `M ${start} ${foot - own.height * 0.4} L ${start + (end - start) * 0.3} ${foot - own.height * 0.5} L ${start + (end - start) * 0.55} ${foot} L ${end} ${top} H ${own.left + own.width}`;
    return [{ kind: 'path', d: hook, fill: null, stroke }];
  }
  return [];
}

function moved({ left, top, width, height }: Rect, { x, y }: Sheet): Rect {
  return { left: left - x, top: top - y, width, height };
}
