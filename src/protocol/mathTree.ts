/** A formula as presentation MathML, of which only these elements and attributes are ever let through. */

export const MATH_TAGS = [
  'math',
  'mrow',
  'mi',
  'mn',
  'mo',
  'ms',
  'mtext',
  'mspace',
  'mfrac',
  'msqrt',
  'mroot',
  'msub',
  'msup',
  'msubsup',
  'munder',
  'mover',
  'munderover',
  'mmultiscripts',
  'mprescripts',
  'mtable',
  'mtr',
  'mtd',
  'mstyle',
  'mpadded',
  'mphantom',
  'menclose',
] as const;
export type MathTag = (typeof MATH_TAGS)[number];

/** Numbers, lengths and fixed words only: nothing that could fetch, run or restyle the page. */
export const MATH_ATTRIBUTES = [
  'mathvariant',
  'display',
  'displaystyle',
  'scriptlevel',
  'form',
  'fence',
  'separator',
  'stretchy',
  'symmetric',
  'largeop',
  'movablelimits',
  'accent',
  'accentunder',
  'lspace',
  'rspace',
  'minsize',
  'maxsize',
  'linethickness',
  'width',
  'height',
  'depth',
  'voffset',
  'columnspan',
  'rowspan',
] as const;
export type MathAttribute = (typeof MATH_ATTRIBUTES)[number];

export type MathNode = string | MathElement;

export interface MathElement {
  readonly tag: MathTag;
  readonly attributes: Readonly<Partial<Record<MathAttribute, string>>>;
  readonly children: readonly MathNode[];
}
