/** The keys of the explanation. */

export type TrailKey =
  { readonly kind: 'move'; readonly by: number } | { readonly kind: 'factor'; readonly by: number };

/** Backspace goes back on the trail, with Shift forward; the arrows walk the factors. Null for other keys. */
export function keyOfTrail(event: KeyboardEvent): TrailKey | null {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (altKey || ctrlKey || metaKey) return null;
  switch (key) {
    case 'Backspace':
      return { kind: 'move', by: shiftKey ? 1 : -1 };
    case 'ArrowRight':
      return { kind: 'factor', by: 1 };
    case 'ArrowLeft':
      return { kind: 'factor', by: -1 };
    case 'Home':
      return { kind: 'factor', by: -Infinity };
    case 'End':
      return { kind: 'factor', by: Infinity };
    default:
      return null;
  }
}
