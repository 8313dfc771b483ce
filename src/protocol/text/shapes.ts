/** What shape a quantity has before it is computed, so that its place can be kept. */
import * as l10n from '@vscode/l10n';
import type { LayerShape } from '../engine';
import { QUANTITIES, type Axis, type QuantityName } from '../vocabulary';

/** What an axis counts, in a word: `sample`. */
export function axisText(axis: Axis): string {
  switch (axis) {
    case 'sample':
      return l10n.t('sample');
    case 'input':
      return l10n.t('input');
    case 'unit':
      return l10n.t('unit');
  }
}

/** The same for more than one: `samples`. */
export function axisPlural(axis: Axis): string {
  switch (axis) {
    case 'sample':
      return l10n.t('samples');
    case 'input':
      return l10n.t('inputs');
    case 'unit':
      return l10n.t('units');
  }
}

/** Whether the derivative of the activation is a Jacobian per sample (N × m × m) instead of N × m. */
export function hasJacobian(layer: LayerShape): boolean {
  return layer.activation === 'softmax';
}

/** A layer without a bias has neither the bias nor its gradient, at no moment. */
export function existsIn(layer: LayerShape, quantity: QuantityName): boolean {
  return layer.hasBias || (quantity !== 'bias' && quantity !== 'gradientBias');
}

export function axesOf(layer: LayerShape, quantity: QuantityName): readonly Axis[] {
  return quantity === 'activationDerivative' && hasJacobian(layer)
    ? ['sample', 'unit', 'unit']
    : QUANTITIES[quantity].axes;
}

/** The axes in words, outermost first: `samples × units`. */
export function axesInWords(layer: LayerShape, quantity: QuantityName): string {
  return axesOf(layer, quantity).map(axisPlural).join(' × ');
}

/** What a row and a column of the drawn matrix count. A vector is one row. */
export function drawnAxes(
  layer: LayerShape,
  quantity: QuantityName,
): { readonly row: string; readonly column: string } {
  const axes = axesOf(layer, quantity);
  const row = axes.at(-2);
  const column = axes.at(-1);
  return {
    row: row === undefined ? '' : axisText(row),
    column: column === undefined ? '' : axisText(column),
  };
}

/** The shape with the letter N where the batch is not known yet. */
export function expectedShape(layer: LayerShape, quantity: QuantityName, N: number): (number | string)[] {
  return axesOf(layer, quantity).map((axis) => {
    switch (axis) {
      case 'sample':
        return N > 0 ? N : 'N';
      case 'input':
        return layer.inputs;
      case 'unit':
        return layer.units;
    }
  });
}

/** Rows and columns of the matrix that is drawn for a tensor of this shape: its last two axes. */
export function matrixSize(shape: readonly number[]): { readonly rows: number; readonly columns: number } {
  return { rows: shape.length < 2 ? 1 : (shape.at(-2) ?? 0), columns: shape.at(-1) ?? 0 };
}
