/** The letters that MathML draws for a variable of one letter: those of Unicode's mathematical italics. */

const RANGES = [
  { first: 'A', last: 'Z', to: 0x1d434 },
  { first: 'a', last: 'z', to: 0x1d44e },
  { first: 'α', last: 'ω', to: 0x1d6fc },
] as const;

/** These stand elsewhere in Unicode. */
const APART: Readonly<Record<string, string>> = { h: '\u210e', '∂': '\u{1d715}' };

/** A single letter as a variable; any other text as it is, as CSS's `text-transform: math-auto` has it. */
export function mathItalic(text: string): string {
  if (text.length !== 1) return text;
  const apart = APART[text];
  if (apart !== undefined) return apart;
  const range = RANGES.find(({ first, last }) => text >= first && text <= last);
  if (range === undefined) return text;
  return String.fromCodePoint(range.to + text.charCodeAt(0) - range.first.charCodeAt(0));
}
