/**
 * Reads a part of the page as a scene. The page is asked where everything is and what it looks like, so that nothing
 * is laid out twice; what only serves to be operated is left out.
 */
import type { Rect } from '../drawing/rect';
import { boxMarks, outlineMarks } from './readBox';
import { shapeMark } from './readShape';
import { textMarks } from './readText';
import { paintOf } from './paints';
import type { Mark, Paint, Scene } from './scene';

interface Origin {
  readonly x: number;
  readonly y: number;
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
    const origin = { x: edge.left - MARGIN, y: edge.top - MARGIN };
    const marks = readElement(root, origin);
    const { width, height } = sizeOf(root, edge);
    const foot = footMark(source, root, MARGIN, height + 2 * MARGIN + FOOT / 2);
    return {
      width: Math.ceil(width + 2 * MARGIN),
      height: Math.ceil(height + 2 * MARGIN + FOOT),
      background: groundOf(),
      marks: [...marks, foot],
      title,
    };
  } finally {
    delete root.dataset.capturing;
    window.scrollTo(scrollX, scrollY);
  }
}

/** What is scrolled sideways out of sight belongs to the picture. */
function sizeOf(root: HTMLElement, edge: DOMRect): { readonly width: number; readonly height: number } {
  const wide = [...root.querySelectorAll<HTMLElement>('*')].filter(
    (element) => element.scrollWidth > element.clientWidth && scrolls(getComputedStyle(element).overflowX),
  );
  const rights = wide.map(
    (element) => element.getBoundingClientRect().left + element.scrollWidth - edge.left,
  );
  return { width: Math.max(edge.width, ...rights), height: edge.height };
}

function groundOf(): Paint {
  return paintOf(getComputedStyle(document.body).backgroundColor) ?? { colour: '#ffffff', opacity: 1 };
}

function footMark(source: string, root: HTMLElement, x: number, y: number): Mark {
  const style = getComputedStyle(root);
  const paint = paintOf(style.getPropertyValue('--muted')) ?? paintOf(style.color);
  const font = { family: style.fontFamily, size: 11, weight: '400', italic: false };
  return {
    kind: 'text',
    text: source,
    x,
    y,
    length: 0,
    angle: 0,
    font,
    paint: paint ?? { colour: '#808080', opacity: 1 },
    rim: null,
  };
}

function readElement(element: Element, origin: Origin): Mark[] {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.opacity === '0') return [];
  const edge = element.getBoundingClientRect();
  // Words for screen readers only.
  if (style.clipPath !== 'none' && edge.width <= 1 && edge.height <= 1) return [];
  const marks =
    element instanceof HTMLCanvasElement
      ? [{ kind: 'image', rect: moved(edge, origin), image: element, opacity: 1 } as const]
      : element instanceof SVGElement
        ? drawingMarks(element, style, origin)
        : elementMarks(element, style, edge, origin);
  const opacity = Number(style.opacity);
  return opacity < 1 && marks.length > 0 ? [{ kind: 'group', opacity, clip: null, marks }] : marks;
}

function elementMarks(element: Element, style: CSSStyleDeclaration, edge: DOMRect, origin: Origin): Mark[] {
  const isSeen = style.visibility === 'visible';
  const rects = isSeen ? [...element.getClientRects()].map((rect) => moved(rect, origin)) : [];
  const clip = clipOf(style, moved(edge, origin));
  const inner = childMarks(element, style, origin);
  return [
    ...rects.flatMap((rect) => boxMarks(rect, style)),
    ...(clip === null || inner.length === 0
      ? inner
      : [{ kind: 'group' as const, opacity: 1, clip, marks: inner }]),
    ...fractionBar(element, style, origin),
    ...rects.flatMap((rect) => outlineMarks(rect, style)),
  ];
}

/** In the order in which they are painted, as far as the panel makes use of it. */
function childMarks(element: Element, style: CSSStyleDeclaration, origin: Origin): Mark[] {
  const children = [...element.childNodes].map((node) => ({
    level: node instanceof Element ? Number(getComputedStyle(node).zIndex) || 0 : 0,
    node,
  }));
  return children
    .toSorted((a, b) => a.level - b.level)
    .flatMap(({ node }) => {
      if (node instanceof Element) return readElement(node, origin);
      return node instanceof Text ? textMarks(node, element, style, origin) : [];
    });
}

function drawingMarks(element: SVGElement, style: CSSStyleDeclaration, origin: Origin): Mark[] {
  if (style.visibility !== 'visible') return [];
  const shape = element instanceof SVGGraphicsElement ? shapeMark(element, origin) : null;
  return shape === null ? childMarks(element, style, origin) : [shape];
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
function fractionBar(element: Element, { color, fontSize }: CSSStyleDeclaration, origin: Origin): Mark[] {
  const paint = paintOf(color);
  const width = Math.max(1, parseFloat(fontSize) / 18);
  if (paint === null || !(element instanceof MathMLElement)) return [];
  const stroke = { ...paint, width, dashes: [] };
  const [first, second] = [...element.children].map((child) => moved(child.getBoundingClientRect(), origin));
  const own = moved(element.getBoundingClientRect(), origin);
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

function moved({ left, top, width, height }: Rect, { x, y }: Origin): Rect {
  return { left: left - x, top: top - y, width, height };
}
