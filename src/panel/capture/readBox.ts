/** What CSS draws around and below the content of an element: ground, shadow, border and outline. */
import type { Rect } from '../drawing/rect';
import { paintOf } from './paints';
import { grown, rectPath, type Mark, type Paint, type Stroke } from './scene';

/** Below the content. */
export function boxMarks(rect: Rect, style: CSSStyleDeclaration): Mark[] {
  const radius = parseFloat(style.borderTopLeftRadius) || 0;
  const ground = paintOf(style.backgroundColor);
  return [
    ...shadowMarks(rect, style, radius),
    ...(ground === null ? [] : [filled(rectPath(rect, radius), ground)]),
    ...hatching(rect, style),
    ...gradientMarks(rect, style),
    ...borderMarks(rect, style, radius),
  ];
}

/** Above the content. */
export function outlineMarks(rect: Rect, style: CSSStyleDeclaration): Mark[] {
  const stroke = strokeOf(style.outlineStyle, style.outlineWidth, style.outlineColor);
  if (stroke === null) return [];
  const by = parseFloat(style.outlineOffset) + stroke.width / 2;
  return [{ kind: 'path', d: rectPath(grown(rect, by)), fill: null, stroke }];
}

function filled(d: string, fill: Paint): Mark {
  return { kind: 'path', d, fill, stroke: null };
}

function strokeOf(line: string, width: string, colour: string): Stroke | null {
  const pixels = parseFloat(width);
  const paint = paintOf(colour);
  if (line === 'none' || line === 'hidden' || !(pixels > 0) || paint === null) return null;
  const dashes = line === 'dashed' ? [2.5 * pixels, 2 * pixels] : line === 'dotted' ? [pixels, pixels] : [];
  return { ...paint, width: pixels, dashes };
}

type Side = 'Top' | 'Right' | 'Bottom' | 'Left';

function borderMarks(rect: Rect, style: CSSStyleDeclaration, radius: number): Mark[] {
  const side = (name: Side): Stroke | null =>
    strokeOf(style[`border${name}Style`], style[`border${name}Width`], style[`border${name}Color`]);
  const [top, right, bottom, left] = (['Top', 'Right', 'Bottom', 'Left'] as const).map(side);
  if (top && [right, bottom, left].every((one) => JSON.stringify(one) === JSON.stringify(top))) {
    const d = rectPath(grown(rect, -top.width / 2), radius - top.width / 2);
    return [{ kind: 'path', d, fill: null, stroke: top }];
  }
  const [x1, y1, x2, y2] = [rect.left, rect.top, rect.left + rect.width, rect.top + rect.height];
  const line = (stroke: Stroke | null | undefined, d: (half: number) => string): Mark[] =>
    stroke ? [{ kind: 'path', d: d(stroke.width / 2), fill: null, stroke }] : [];
  return [
    ...line(top, (half) => `M ${x1} ${y1 + half} H ${x2}`),
    ...line(right, (half) => `M ${x2 - half} ${y1} V ${y2}`),
    ...line(bottom, (half) => `M ${x1} ${y2 - half} H ${x2}`),
    ...line(left, (half) => `M ${x1 + half} ${y1} V ${y2}`),
  ];
}

/** Hard shadows only, the last one lowest: those that the panel stacks plates with. */
function shadowMarks(rect: Rect, style: CSSStyleDeclaration, radius: number): Mark[] {
  const shadows = style.boxShadow === 'none' ? [] : style.boxShadow.split(/,(?![^(]*\))/);
  return shadows.toReversed().flatMap((shadow) => {
    const colour = /^\s*([a-z#][^\s(]*(?:\([^)]*\))?)/.exec(shadow)?.[1] ?? '';
    const [x = 0, y = 0, blur = 0, spread = 0] = (
      shadow.replace(colour, '').match(/-?[\d.]+(?=px)/g) ?? []
    ).map(Number);
    const paint = blur > 0 ? null : paintOf(colour);
    if (paint === null) return [];
    if (shadow.includes('inset')) return [filled(rectPath(insetBar(rect, x, y)), paint)];
    // Nothing of a shadow shines through the element itself: around it only a ring is left.
    if (x === 0 && y === 0)
      return [
        {
          kind: 'path' as const,
          d: rectPath(grown(rect, spread / 2), radius + spread / 2),
          fill: null,
          stroke: { ...paint, width: spread, dashes: [] },
        },
      ];
    const at = grown({ ...rect, left: rect.left + x, top: rect.top + y }, spread);
    return [filled(rectPath(at, radius), paint)];
  });
}

/** What an inner shadow leaves dark: a bar along one side. */
function insetBar({ left, top, width, height }: Rect, x: number, y: number): Rect {
  if (x !== 0) return { left: x > 0 ? left : left + width + x, top, width: Math.abs(x), height };
  return { left, top: y > 0 ? top : top + height + y, width, height: Math.abs(y) };
}

/** Colours as a computed style writes them. */
const COLOURS = /(?:rgba?|color)\([^)]*\)/g;
/** Steps between two colours of a gradient: more than one can tell apart on so short a bar. */
const STEPS = 16;

/** A gradient from left to right with evenly spaced colours, as the scales' legend has it, in steps. */
function gradientMarks({ left, top, width, height }: Rect, style: CSSStyleDeclaration): Mark[] {
  if (!style.backgroundImage.startsWith('linear-gradient(to right')) return [];
  const colours = style.backgroundImage.match(COLOURS) ?? [];
  const count = (colours.length - 1) * STEPS;
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const [from = '', to = ''] = colours.slice(Math.floor(i / STEPS));
    const share = ((i % STEPS) + 0.5) / STEPS;
    const paint = paintOf(`color-mix(in srgb, ${to} ${100 * share}%, ${from})`);
    const step = { left: left + (i * width) / count, top, width: width / count, height };
    return paint === null ? [] : [filled(rectPath(step), paint)];
  }).flat();
}

/** Pixels between the strokes of a hatching. */
const HATCH = 5;

/** A repeating gradient is a hatching here: it tells without a colour what is negative, or not finite. */
function hatching(rect: Rect, style: CSSStyleDeclaration): Mark[] {
  if (!style.backgroundImage.startsWith('repeating-linear-gradient')) return [];
  const colours = style.backgroundImage.match(COLOURS) ?? [];
  const paint = colours.map(paintOf).find((one) => one !== null) ?? null;
  if (paint === null) return [];
  const width = Math.min(rect.width, parseFloat(style.backgroundSize) || rect.width);
  const clip = { ...rect, width };
  const count = Math.ceil((width + rect.height) / HATCH);
  const lines = Array.from({ length: count }, (_, i) => {
    const x = rect.left + i * HATCH;
    return `M ${x} ${rect.top} l ${-rect.height} ${rect.height}`;
  });
  const stroke = { ...paint, width: 1.4, dashes: [] };
  const hatch: Mark = { kind: 'path', d: lines.join(' '), fill: null, stroke };
  return [{ kind: 'group', opacity: 1, clip, marks: [hatch] }];
}
