/** The run as the check of an answer sees it, at the moment at which it stands: in the editor or on the command line. */
import * as l10n from '@vscode/l10n';
import type { Cells } from '../../protocol/lesson';
import type { ExpressionResult, LayerShape } from '../../protocol/engine';
import type { CheckedElements, GradientCheck } from '../../protocol/gradientCheck';
import { formulasOf } from './rightFormulas';

export interface Ground {
  readonly layers: readonly LayerShape[];
  /** As `EngineClient.evaluateExpression`. */
  evaluate(text: string, layer: number): Promise<ExpressionResult>;
  /** As `EngineClient.checkGradient`. */
  check(elements: CheckedElements): Promise<GradientCheck>;
  /** The loss of the batch step before the one at hand; null when there is none. */
  lossBefore(): Promise<number | null>;
}

/** Numbers with their shape; a single number has the shape []. Row-major. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** In words: what could not be had. */
export interface Trouble {
  readonly trouble: string;
}

/** The layer's place; the loss is looked at from the last one. Null: the run has no such layer. */
export function layerOfCells({ layer }: Cells, { layers }: Ground): number | null {
  if (layer === null) return layers.length - 1;
  const index = layers.findIndex(({ name }) => name === layer);
  return index < 0 ? null : index;
}

/** The value of an expression as numbers. */
export async function numbersOf(ground: Ground, text: string, layer: number): Promise<Numbers | Trouble> {
  return asNumbers(await ground.evaluate(text, layer));
}

export function asNumbers(result: ExpressionResult): Numbers | Trouble {
  switch (result.kind) {
    case 'number':
      return { shape: [], data: [result.value] };
    case 'tensor':
      return { shape: result.tensor.shape, data: [...result.tensor.data] };
    case 'error':
      return { trouble: result.message };
    default:
      return {
        trouble:
          result.kind === 'text'
            ? l10n.t('It gives a text, not numbers.')
            : l10n.t('It gives true or false, not numbers.'),
      };
  }
}

/** The whole quantity that the cells belong to, computed or about to be. */
export async function quantityOf(ground: Ground, cells: Cells): Promise<Numbers | Trouble> {
  const layer = layerOfCells(cells, ground);
  if (layer === null) return { trouble: l10n.t("This run has no layer '{0}'.", cells.layer ?? '') };
  const there = await numbersOf(ground, cells.quantity, layer);
  if (!('trouble' in there)) return there;
  // Asked before the operation that makes it: what it will be follows from its equation.
  const { right } = formulasOf(cells.quantity, layer, ground.layers);
  const made = right === null ? there : await numbersOf(ground, right, layer);
  return 'trouble' in made ? there : made;
}

/** The numbers at the cells, the fixed axes dropped; null when the index lies outside. */
export function pick({ shape, data }: Numbers, index: readonly (number | null)[]): Numbers | null {
  if (index.length === 0) return { shape, data };
  let picked: Numbers = { shape, data };
  // From the last axis inwards: taking one away leaves those before it where they are.
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const at = index[axis] ?? null;
    if (at === null) continue;
    if (at >= (shape[axis] ?? 0)) return null;
    picked = without(picked, axis, at);
  }
  return picked;
}

function without({ shape, data }: Numbers, axis: number, at: number): Numbers {
  const length = shape[axis] ?? 1;
  const inner = shape.slice(axis + 1).reduce((product, one) => product * one, 1);
  return {
    shape: shape.filter((_, i) => i !== axis),
    data: data.filter((_, i) => Math.floor(i / inner) % length === at),
  };
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, i) => length === b[i]);
}

/** `2 × 3`; `a vector of 3`; `one number`. */
export function shapeWords(shape: readonly number[]): string {
  if (shape.length === 0) return l10n.t('one number');
  if (shape.length === 1) return l10n.t('a vector of {0}', shape[0] ?? 0);
  return shape.join(' × ');
}
