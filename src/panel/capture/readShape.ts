/** Shapes of SVG drawings on the page, each as a path in its own coordinates. */
import type { Rect } from '../drawing/rect';
import { faded, paintOf } from './paints';
import type { Mark, Matrix, Stroke } from './scene';

/** Null for what is no shape. */
export function shapeMark(element: SVGGraphicsElement, origin: { x: number; y: number }): Mark | null {
  const d = pathOf(element);
  const matrix = matrixOf(element, origin);
  if (d === null || matrix === null) return null;
  const style = getComputedStyle(element);
  const fill = faded(paintOf(style.fill), Number(style.fillOpacity));
  return { kind: 'path', d, matrix, fill, stroke: strokeOf(style, matrix) };
}

/** The rectangle that a drawing is cut to, on the sheet; null where it is not. */
export function clipOfDrawing(element: SVGElement, origin: { x: number; y: number }): Rect | null {
  const id = /url\("?#([^")]+)/.exec(getComputedStyle(element).clipPath)?.[1];
  const rect = id === undefined ? null : document.getElementById(id)?.querySelector('rect');
  const matrix = element instanceof SVGGraphicsElement ? matrixOf(element, origin) : null;
  if (!rect || matrix === null) return null;
  const [a, , , d, e, f] = matrix;
  return {
    left: a * px(rect.x) + e,
    top: d * px(rect.y) + f,
    width: a * px(rect.width),
    height: d * px(rect.height),
  };
}

function pathOf(element: SVGGraphicsElement): string | null {
  if (element instanceof SVGPathElement) return element.getAttribute('d');
  if (element instanceof SVGLineElement) {
    const { x1, y1, x2, y2 } = element;
    return `M ${px(x1)} ${px(y1)} L ${px(x2)} ${px(y2)}`;
  }
  if (element instanceof SVGRectElement) {
    const { x, y, width, height } = element;
    return `M ${px(x)} ${px(y)} h ${px(width)} v ${px(height)} h ${-px(width)} Z`;
  }
  if (element instanceof SVGCircleElement) {
    const [x, y, r] = [px(element.cx), px(element.cy), px(element.r)];
    return `M ${x - r} ${y} a ${r} ${r} 0 1 0 ${2 * r} 0 a ${r} ${r} 0 1 0 ${-2 * r} 0 Z`;
  }
  if (element instanceof SVGPolylineElement || element instanceof SVGPolygonElement) {
    const points = [...element.points].map(({ x, y }) => `${x} ${y}`);
    return `M ${points.join(' L ')}${element instanceof SVGPolygonElement ? ' Z' : ''}`;
  }
  return null;
}

function px({ animVal }: SVGAnimatedLength): number {
  return animVal.value;
}

function matrixOf(element: SVGGraphicsElement, { x, y }: { x: number; y: number }): Matrix | null {
  const on = element.getScreenCTM();
  return on === null ? null : [on.a, on.b, on.c, on.d, on.e - x, on.f - y];
}

/** The width is in the shape's coordinates, unless it does not scale with them. */
function strokeOf(style: CSSStyleDeclaration, [a, b]: Matrix): Stroke | null {
  const paint = faded(paintOf(style.stroke), Number(style.strokeOpacity));
  const scale = style.getPropertyValue('vector-effect') === 'non-scaling-stroke' ? Math.hypot(a, b) : 1;
  const width = parseFloat(style.strokeWidth) / scale;
  if (paint === null || !(width > 0)) return null;
  const dashes = style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[\s,]+/);
  return { ...paint, width, dashes: dashes.map((length) => parseFloat(length) / scale) };
}
