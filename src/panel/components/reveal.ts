/** Scrolls the page to an operation, its equation and, where there is room, its matrices; or to a whole step. */
import type { OperationName } from '../../protocol/vocabulary';
import { wantsStillness } from './motion';
import { pinnedAbove } from './pinned';

/** Pixels at the edge of the page in which nothing can be read. */
const MARGIN = 40;

export function operationId(operation: OperationName): string {
  return `operation-${operation}`;
}

/** As little as needed. */
export function lookAt(operation: OperationName): void {
  const equation = document.getElementById(operationId(operation));
  const group = equation?.closest('.group');
  if (!equation || !group) return;
  const fits = group.clientHeight < window.innerHeight - pinnedAbove() - MARGIN;
  scroll(fits ? group : equation, 'nearest');
}

/** To where this part of the page begins, if nothing of it is in sight. */
export function lookAtPart(part: Element): void {
  const { top, bottom } = part.getBoundingClientRect();
  if (bottom < pinnedAbove() + MARGIN || top > window.innerHeight - MARGIN) scroll(part, 'start');
}

/** At once where the person asked for less motion. */
function scroll(to: Element, block: ScrollLogicalPosition): void {
  to.scrollIntoView({ block, behavior: wantsStillness() ? 'auto' : 'smooth' });
}
