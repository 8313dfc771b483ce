/** Scrolls the page to an operation's equation; at once where the person asked for less motion. */
import type { OperationName } from '../../protocol/vocabulary';

export function operationId(operation: OperationName): string {
  return `operation-${operation}`;
}

export function lookAt(operation: OperationName): void {
  const still =
    document.body.classList.contains('vscode-reduce-motion') ||
    window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  document
    .getElementById(operationId(operation))
    ?.scrollIntoView({ block: 'nearest', behavior: still ? 'auto' : 'smooth' });
}
