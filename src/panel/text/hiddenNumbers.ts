/**
 * Numbers that are hidden while a learner predicts them. The state that is drawn holds NaN in their place, so that
 * nothing computed from them gives them away; how a NaN is written then is said here, once for the whole page.
 */
import type { QuantityName } from '../../protocol/vocabulary';

export const HIDDEN = '?';

let isHiding = false;
let secretShapes: ReadonlySet<string> = new Set();

/**
 * Said before a page is drawn: whether numbers of it are hidden, and of which matrices even the shape, each as the
 * layer's name and the quantity with a space between.
 */
export function setHiding(hiding: boolean, shapes: ReadonlySet<string>): void {
  isHiding = hiding;
  secretShapes = shapes;
}

/** Whether the shape of this matrix is not to be said. */
export function isSecretShape(layerName: string, quantity: QuantityName): boolean {
  return secretShapes.has(`${layerName} ${quantity}`);
}

/** Whether this number is to be drawn as hidden. While numbers are hidden, one that is NaN by itself is not told apart. */
export function isHiddenNumber(value: number): boolean {
  return isHiding && Number.isNaN(value);
}
