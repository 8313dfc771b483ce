/** Scrolls the page to an operation: its equation and, where there is room, its matrices. */
import type { OperationName } from '../../protocol/vocabulary';
import { wantsStillness } from './motion';

export function operationId(operation: OperationName): string {
  return `operation-${operation}`;
}

/** As little as needed, and at once where the person asked for less motion. */
export function lookAt(operation: OperationName): void {
  const equation = document.getElementById(operationId(operation));
  const group = equation?.closest('.group');
  if (!equation || !group) return;
  const header = document.querySelector('.header')?.clientHeight ?? 0;
  const fits = group.clientHeight < window.innerHeight - header - 40;
  const behavior = wantsStillness() ? 'auto' : 'smooth';
  (fits ? group : equation).scrollIntoView({ block: 'nearest', behavior });
}
