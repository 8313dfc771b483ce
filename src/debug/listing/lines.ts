/** Lines of a listing, as both notations write them. */
import type { OperationName, Phase, QuantityName } from '../../protocol/vocabulary';
import type { ListingLine } from './listing';

/** A line that belongs to no operation. */
export function plain(text = ''): ListingLine {
  return { text, step: null, makes: null };
}

/** A line of an equation on the way to a result. */
export interface Equation {
  readonly text: string;
  readonly makes?: QuantityName | 'loss';
}

/** The lines of one operation. */
export function stepLines(
  phase: Phase,
  operation: OperationName,
  equations: readonly Equation[],
): ListingLine[] {
  const step = { phase, operation };
  return equations.map(({ text, makes }) => ({ text, step, makes: makes ?? null }));
}

/** A layer's name may hold anything; a line may not break. */
export function oneLine(name: string): string {
  return name.replaceAll(/\s+/g, ' ');
}
