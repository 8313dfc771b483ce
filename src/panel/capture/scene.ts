/**
 * A part of the page as marks on a sheet, from which both kinds of files are made: the colours of the theme resolved,
 * every line of text in its place. Lengths are CSS pixels from the sheet's left upper corner.
 */
import type { Rect } from '../drawing/rect';

/** An opaque colour as `#rrggbb`, and how much of it there is. */
export interface Paint {
  readonly colour: string;
  readonly opacity: number;
}

export interface Stroke extends Paint {
  readonly width: number;
  /** Lengths of strokes and gaps; empty for a solid line. */
  readonly dashes: readonly number[];
}

export interface Font {
  readonly family: string;
  readonly size: number;
  readonly weight: string;
  readonly italic: boolean;
}

/** From a shape's own coordinates to those of the sheet: x′ = a x + c y + e, y′ = b x + d y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export type Mark =
  | {
      readonly kind: 'path';
      /** As in SVG, in the shape's own coordinates. */
      readonly d: string;
      /** None: those of the sheet. */
      readonly matrix?: Matrix | undefined;
      readonly fill: Paint | null;
      readonly stroke: Stroke | null;
    }
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Where its base line begins. */
      readonly x: number;
      readonly y: number;
      /** How long it is on the page: held, whatever font a reader has. */
      readonly length: number;
      /** Clockwise, in degrees. */
      readonly angle: number;
      readonly font: Font;
      readonly paint: Paint;
      /** A rim that parts it from what lies below. */
      readonly rim: Stroke | null;
    }
  | {
      readonly kind: 'image';
      readonly rect: Rect;
      readonly image: HTMLCanvasElement;
      readonly opacity: number;
    }
  | {
      readonly kind: 'group';
      readonly opacity: number;
      readonly clip: Rect | null;
      readonly marks: readonly Mark[];
    };

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly background: Paint;
  readonly marks: readonly Mark[];
  /** What the picture shows, for those who do not see it. */
  readonly title: string;
}

/** A rectangle as a path; with round corners where a radius is given. */
export function rectPath({ left, top, width, height }: Rect, radius = 0): string {
  const r = Math.min(radius, width / 2, height / 2);
  if (r <= 0) return `M ${left} ${top} h ${width} v ${height} h ${-width} Z`;
  const corner = (x: number, y: number): string => `a ${r} ${r} 0 0 1 ${x} ${y}`;
  return `M ${left + r} ${top} h ${width - 2 * r} ${corner(r, r)} v ${height - 2 * r} ${corner(-r, r)} h ${2 * r - width} ${corner(-r, -r)} v ${2 * r - height} ${corner(r, -r)} Z`;
}

/** Larger by so much on every side. */
export function grown({ left, top, width, height }: Rect, by: number): Rect {
  return { left: left - by, top: top - by, width: width + 2 * by, height: height + 2 * by };
}
