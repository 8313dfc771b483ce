/** Rectangles on a drawn page, in CSS pixels. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function right({ left, width }: Rect): number {
  return left + width;
}

export function bottom({ top, height }: Rect): number {
  return top + height;
}

export function middle({ left, top, width, height }: Rect): { readonly x: number; readonly y: number } {
  return { x: left + width / 2, y: top + height / 2 };
}
