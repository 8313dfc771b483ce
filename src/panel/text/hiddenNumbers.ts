/**
 * Numbers that are hidden while a learner predicts them. The state that is drawn holds NaN in their place, so that
 * nothing computed from them gives them away; how a NaN is written then is said here, once for the whole page.
 */
export const HIDDEN = '?';

let isHiding = false;

/** Said before a page is drawn: whether numbers of it are hidden. */
export function setHiding(hiding: boolean): void {
  isHiding = hiding;
}

/** Whether this number is to be drawn as hidden. While numbers are hidden, one that is NaN by itself is not told apart. */
export function isHiddenNumber(value: number): boolean {
  return isHiding && Number.isNaN(value);
}
