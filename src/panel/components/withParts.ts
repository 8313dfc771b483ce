/** Sentences of which a part is more than text. */
import type { ComponentChildren } from 'preact';

/**
 * A translated sentence with what stands at its placeholders: `{0}` is the first of the parts. In another language
 * they may come in another order.
 */
export function withParts(sentence: string, ...parts: readonly ComponentChildren[]): ComponentChildren[] {
  // Every second piece is the number of a placeholder.
  return sentence.split(/\{(\d+)\}/).map((piece, i) => (i % 2 === 0 ? piece : parts[Number(piece)]));
}
