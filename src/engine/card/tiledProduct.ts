/**
 * A matrix product in tiles of four by four, for textures. Rows that are no whole texels are filled up with zeros, and
 * what is too much of the result is cut off again.
 */
import type { Matrices } from '../compute';
import { resized } from '../kernels/moves';
import * as tiles from '../kernels/tiles';
import { sizesOf, type CardCall, type OnCard, type ProductSizes } from './memory';
import type { TextureKernels } from './textureKernels';

const KERNELS = {
  'A · B': tiles.tileOfProduct,
  'Aᵀ · B': tiles.tileOfProductOfTransposed,
  'A · Bᵀ': tiles.tileOfProductWithTransposed,
} as const;

/** With fewer multiply-adds, filling up takes longer than computing element by element. */
const WORTH_FILLING_UP = 50_000;

/** Rows and columns of a matrix as it lies in a texture. */
type Shape = readonly [rows: number, columns: number];

/** null when it had better be computed element by element: to the same bits. */
export function tiledProduct(kernels: TextureKernels, call: CardCall, matrices: Matrices): OnCard | null {
  const sizes = sizesOf(call, matrices);
  const { rows, inner, columns } = sizes;
  const whole = wholeTexels(sizes, matrices.form);
  const fits = whole.columns === columns && whole.inner === inner && whole.rows === rows;
  if (!fits && rows * inner * columns < WORTH_FILLING_UP) return null;
  const [a, b, bias] = call.args as readonly [OnCard, OnCard, OnCard?];
  const made: OnCard[] = [];
  const filled = (matrix: OnCard, from: Shape, to: Shape): OnCard => {
    if (from[0] === to[0] && from[1] === to[1]) return matrix;
    const larger = kernels.single(resized, to, { rows: from[0], columns: from[1] }, [matrix]);
    made.push(larger);
    return larger;
  };
  try {
    const [shapeA, shapeB] = [shapesOf(sizes, matrices.form), shapesOf(whole, matrices.form)];
    const factors = [filled(a, shapeA[0], shapeB[0]), filled(b, shapeA[1], shapeB[1])];
    const width = whole.columns / 4;
    const rowsOfTiles = kernels.inTiles(
      KERNELS[matrices.form],
      Math.ceil(rows / 4) * width,
      {
        inner: matrices.form === 'Aᵀ · B' ? inner : whole.inner / 4,
        fours: Math.floor(inner / 4),
        rows: whole.rows / 4,
        columns: width,
      },
      factors,
    );
    made.push(...rowsOfTiles);
    const result =
      bias === undefined
        ? kernels.inFours(
            tiles.rowsOfTiles,
            rows * width,
            { columns: width, divisor: matrices.isMean ? inner : 1 },
            rowsOfTiles,
          )
        : kernels.inFours(tiles.rowsOfTilesPlus, rows * width, { columns: width }, [
            ...rowsOfTiles,
            filled(bias, [1, columns], [1, whole.columns]),
          ]);
    if (whole.columns === columns) return result;
    made.push(result);
    return kernels.single(resized, [rows, columns], { rows, columns: whole.columns }, [result]);
  } finally {
    for (const tensor of made) tensor.delete();
  }
}

/** The sizes with which the rows of both matrices and of the result are whole texels. */
function wholeTexels({ rows, inner, columns }: ProductSizes, form: Matrices['form']): ProductSizes {
  return {
    rows: form === 'Aᵀ · B' ? upToFour(rows) : rows,
    inner: form === 'Aᵀ · B' ? inner : upToFour(inner),
    columns: upToFour(columns),
  };
}

function upToFour(length: number): number {
  return 4 * Math.ceil(length / 4);
}

function shapesOf({ rows, inner, columns }: ProductSizes, form: Matrices['form']): readonly [Shape, Shape] {
  switch (form) {
    case 'A · B':
      return [
        [rows, inner],
        [inner, columns],
      ];
    case 'Aᵀ · B':
      return [
        [inner, rows],
        [inner, columns],
      ];
    case 'A · Bᵀ':
      return [
        [rows, inner],
        [columns, inner],
      ];
  }
}
