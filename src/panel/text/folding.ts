/** Long sums: the largest terms first, and what the others come to together. */
import { evaluate, type Lookup } from '../provenance/evaluate';
import type { SumTerm } from '../provenance/expression';

/** Terms of a sum that are written before it folds. */
export const MOST_TERMS = 8;
/** Terms that one unfolding adds at most. */
const PAGE = 100;

export interface Folded {
  readonly terms: readonly SumTerm[];
  /** What is folded away; null when nothing is. `together` is null where a term has no value yet. */
  readonly rest: { readonly count: number; readonly together: number | null } | null;
}

/** @param shown how many terms to write; null for as many as usual. */
export function folded(terms: readonly SumTerm[], lookup: Lookup, shown: number | null): Folded {
  const most = shown ?? MOST_TERMS;
  // A fold of one term would take the room of the term.
  if (terms.length <= most + 1 && shown === null) return { terms, rest: null };
  const valued = terms.map((term, place) => ({ term, place, value: valueOf(term, lookup) }));
  const sorted = valued.toSorted((a, b) => sizeOf(b.value) - sizeOf(a.value) || a.place - b.place);
  const hidden = sorted.slice(most);
  const first = sorted.slice(0, most).map(({ term }) => term);
  if (hidden.length === 0) return { terms: first, rest: null };
  const together = hidden.reduce<number | null>(
    (sum, { value }) => (sum === null || value === null ? null : sum + value),
    0,
  );
  return { terms: first, rest: { count: hidden.length, together } };
}

export function unfoldedAfter(shown: number): number {
  return shown + PAGE;
}

function valueOf({ sign, of }: SumTerm, lookup: Lookup): number | null {
  const value = evaluate(of, lookup);
  return value === null ? null : sign * value.value;
}

/** What is not finite comes first: it decides the sum. */
function sizeOf(value: number | null): number {
  if (value === null) return 0;
  return Number.isFinite(value) ? Math.abs(value) : Infinity;
}
