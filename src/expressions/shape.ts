/**
 * Which shapes fit together, and what shape comes out: the same rules for the tensors of a run and, before the
 * run, for shapes of which some lengths are not known yet.
 */
import * as l10n from '@vscode/l10n';

/** A length: a number; 'N', the batch at hand, not known before the run; or '?', not known. */
export type Length = number | 'N' | '?';
export type Shape = readonly Length[];

/** What the two lengths are together; null when they cannot be the same. N may be any number. */
function common(a: Length, b: Length): Length | null {
  if (a === b) return a;
  if (typeof a === 'number' && typeof b === 'number') return null;
  return typeof a === 'number' ? a : typeof b === 'number' ? b : '?';
}

function commonOrOne(a: Length, b: Length): Length | null {
  if (a === 1) return b;
  if (b === 1) return a;
  if (a === b) return a;
  // An unknown length may be 1, and then the other one decides.
  return typeof a === 'number' && typeof b === 'number' ? null : '?';
}

/**
 * The shape of an operation element by element, null when there is none. Vectors and matrices as in NumPy: a
 * vector is a row that goes with every row, a length of 1 goes with every length. With three axes: the same shape.
 */
export function elementwiseShape(left: Shape, right: Shape): Shape | null {
  if (left.length > 2 || right.length > 2) {
    if (left.length !== right.length) return null;
    return all(left.map((length, axis) => common(length, right[axis] ?? '?')));
  }
  const axes = Math.max(left.length, right.length);
  return all(
    Array.from({ length: axes }, (_, axis) =>
      commonOrOne(left[axis - axes + left.length] ?? 1, right[axis - axes + right.length] ?? 1),
    ),
  );
}

/**
 * The shape of the matrix product, null when there is none: n × k · k × m is n × m. A vector on the left is a row,
 * on the right a column; two vectors make a single number, of shape [].
 */
export function productShape(left: Shape, right: Shape): Shape | null {
  if (left.length > 2 || right.length > 2 || left.length === 0 || right.length === 0) return null;
  const inner = common(left.at(-1) ?? '?', right[0] ?? '?');
  return inner === null ? null : [...left.slice(0, -1), ...right.slice(1)];
}

export function transposedShape(shape: Shape): Shape {
  return shape.toReversed();
}

function all(lengths: readonly (Length | null)[]): Shape | null {
  return lengths.some((length) => length === null) ? null : lengths.filter((length) => length !== null);
}

/** The hint behind a product that does not fit: the transpose that would make it fit, if one does. */
export function productHint(left: Shape, right: Shape, written: readonly [string, string]): string | null {
  const [first, second] = written;
  const candidates: readonly (readonly [Shape, Shape, string])[] = [
    [transposedShape(left), right, `transpose(${first}) * ${second}`],
    [left, transposedShape(right), `${first} * transpose(${second})`],
  ];
  // The transpose of a vector is the same vector. Before the run, N and 8 may fit; 8 and 8 do.
  const fitting = candidates.find(
    ([a, b]) => left.length === 2 && right.length === 2 && a.at(-1) === b[0] && b[0] !== '?',
  );
  const possible = fitting ?? candidates.find(([a, b]) => productShape(a, b) !== null);
  if (possible) return l10n.t('{0} would fit.', possible[2]);
  return elementwiseShape(left, right) ? l10n.t('Element by element it is .*') : null;
}
