/** Changing numbers by hand at a stop: what is to be changed, what to, and what is said of it. */
import * as l10n from '@vscode/l10n';
import type { Edit, ExpressionResult } from '../protocol/engine';
import type { ActiveRun } from './activeRun';
import { targetOf, unchangeable } from './evaluate/evaluate';
import { numberText, shapeText } from './format';
import { ProtocolError } from './protocolError';
import { absence, fileSays, frameLayer, layerAt } from './quantities';
import { show, type Shown } from './shown';
import { currentShape, elementOf, readView, shapeOf, wholeView, type TensorView } from './tensorView';
import type { Container } from './variables';
import { requireReadable, requireShown } from './veil';

/** What a person can change: a part of a quantity, or the one setting among the numbers of the training. */
export type EditTarget = TensorView | 'learningRate';

/** An edit that was made; `line` is `weights[0][3] of 'hidden': 0.12 → 0.5`. */
export type Change =
  | { readonly kind: 'view'; readonly view: TensorView; readonly shown: Shown; readonly line: string }
  | { readonly kind: 'learningRate'; readonly value: string; readonly line: string };

/** The child of a container with this name, if it is a quantity or a part of one; else an `evaluate` error. */
export async function targetIn(run: ActiveRun, container: Container, name: string): Promise<EditTarget> {
  switch (container.kind) {
    case 'quantities':
      return targetOf(run, `${container.prefix}${name}`);
    case 'elements': {
      const { view } = container;
      const index = Number(/^\[(\d+)\]$/.exec(name)?.[1]);
      if (!(index < (shapeOf(view)[0] ?? 0)))
        throw fail(l10n.t("{0} has no element '{1}'.", view.name, name));
      return elementOf(view, index);
    }
    case 'training':
      if (name === 'learningRate') return name;
      throw unchangeable(l10n.t("'{0}' belongs to the training and cannot be changed.", name));
    case 'kept':
      throw unchangeable(l10n.t('{0} is computed and cannot be changed.', `${container.kept.name}${name}`));
    case 'layers':
      throw unchangeable(l10n.t("'{0}' is a layer and cannot be changed.", name));
  }
}

/** Gives the target the value of an expression. Throws an `evaluate` error when it is wrong or does not fit. */
export function changeByHand(run: ActiveRun, target: EditTarget, text: string): Promise<Change> {
  return target === 'learningRate' ? changeLearningRate(run, text) : changeView(run, target, text);
}

/** From the next update on, as if the file said so; the file itself stays as it is. */
async function changeLearningRate(run: ActiveRun, text: string): Promise<Change> {
  requireReadable(run, text);
  const result = await run.ask((engine) => engine.evaluateExpression(text, frameLayer(run)));
  if (result.kind === 'error') throw fail(result.message);
  // What the optimizer calculates with: a number that is 0 or infinite there would be no learning rate.
  const fits =
    result.kind === 'number' && Math.fround(result.value) > 0 && Math.fround(result.value) < Infinity;
  if (!fits) throw fail(l10n.t('learningRate takes a number above 0.'));
  const { settings, learningRate: before } = run.state;
  await run.configure({ ...settings, optimizer: { ...settings.optimizer, learningRate: result.value } });
  const value = numberText(result.value);
  const inFile = run.fileSettings.optimizer.learningRate;
  const change = l10n.t('learningRate: {0} → {1} from the next update', numberText(before), value);
  const line = inFile === result.value ? change : `${change} (${fileSays(inFile)})`;
  return { kind: 'learningRate', value, line };
}

/**
 * Gives a part of a quantity the value of an expression, which is evaluated where the run stands. Throws an
 * `evaluate` error when the quantity is absent, the expression is wrong or its value does not fit.
 */
async function changeView(run: ActiveRun, view: TensorView, text: string): Promise<Change> {
  const { layer, quantity } = view;
  requireShown(run, layer, quantity);
  requireReadable(run, text);
  const shape = present(run, view, await run.ask((engine) => currentShape(engine, layer, quantity)));
  const before = present(run, view, await run.ask((engine) => show(engine, view)));
  const result = await run.ask((engine) => engine.evaluateExpression(text, frameLayer(run)));
  await run.edit(await editOf(run, view, shape, valuesFor(view, result)));
  const shown = present(run, view, await run.ask((engine) => show(engine, view)));
  const name = l10n.t("{0} of '{1}'", partName(view, shape), layerAt(run, layer).name);
  return { kind: 'view', view, shown, line: `${name}: ${before.value} → ${shown.value}` };
}

/** The numbers for every element of the view, row-major. */
function valuesFor(view: TensorView, result: ExpressionResult): readonly number[] {
  const shape = shapeOf(view);
  switch (result.kind) {
    case 'error':
      throw fail(
        result.column > 1 ? l10n.t('{0} (column {1})', result.message, result.column) : result.message,
      );
    case 'boolean':
      throw fail(l10n.t('{0}, not true or false.', wanted(view)));
    case 'text':
      throw fail(l10n.t('{0}, not a text.', wanted(view)));
    case 'number':
      if (shape.length === 0) return [result.value];
      throw fail(
        l10n.t(
          '{0}, not a single number: zeros({1}), or {2} * 2.',
          wanted(view),
          shape.join(', '),
          view.name,
        ),
      );
    case 'tensor': {
      const { tensor } = result;
      const fits = tensor.shape.length === shape.length && tensor.shape.every((n, axis) => n === shape[axis]);
      if (!fits) throw fail(l10n.t('{0}, not one of the shape {1}.', wanted(view), shapeText(tensor.shape)));
      return Array.from(tensor.data);
    }
  }
}

function wanted(view: TensorView): string {
  const shape = shapeText(shapeOf(view));
  switch (shapeOf(view).length) {
    case 0:
      return l10n.t('{0} takes one number', view.name);
    case 1:
      return l10n.t('{0} takes a row of the shape {1}', view.name, shape);
    case 2:
      return l10n.t('{0} takes a matrix of the shape {1}', view.name, shape);
    default:
      return l10n.t('{0} takes a stack of matrices of the shape {1}', view.name, shape);
  }
}

async function editOf(
  run: ActiveRun,
  view: TensorView,
  shape: readonly number[],
  values: readonly number[],
): Promise<Edit> {
  const { layer, quantity, axes } = view;
  const index = axes.filter((axis) => typeof axis === 'number');
  if (index.length === axes.length) return { layer, quantity, index, values };
  // The engine changes one element or all of them: a row becomes a change of all, with the others as they are.
  const whole = wholeView(layer, quantity, shape, quantity);
  const all = Array.from(present(run, view, await run.ask((engine) => readView(engine, whole))));
  offsetsOf(view, shape).forEach((offset, i) => {
    all[offset] = values[i] ?? NaN;
  });
  return { layer, quantity, index: null, values: all };
}

/** Where the elements of a view lie in the row-major quantity of this shape. */
function offsetsOf({ axes }: TensorView, shape: readonly number[]): number[] {
  return axes.reduce<number[]>(
    (offsets, axis, i) => {
      const { start, length } = typeof axis === 'number' ? { start: axis, length: 1 } : axis;
      return offsets.flatMap((offset) =>
        Array.from({ length }, (_, at) => offset * (shape[i] ?? 0) + start + at),
      );
    },
    [0],
  );
}

/** `weights[0][3]`, `weights[1]`, `weights[0:2]`: the quantity and what is chosen of it, without its layer. */
function partName({ quantity, axes }: TensorView, shape: readonly number[]): string {
  const isWhole = axes.map((axis, i) => typeof axis !== 'number' && axis.length === shape[i]);
  const chosen = axes.slice(0, isWhole.lastIndexOf(false) + 1).map((axis) => {
    if (typeof axis === 'number') return `[${axis}]`;
    return `[${axis.start}:${axis.start + axis.length}]`;
  });
  const slices = chosen.some((part) => part.includes(':'));
  return `${quantity}${slices ? `[${chosen.map((part) => part.slice(1, -1)).join(', ')}]` : chosen.join('')}`;
}

function present<T>(run: ActiveRun, { layer, quantity }: TensorView, value: T | null): T {
  if (value !== null) return value;
  throw fail(l10n.t('{0} is absent here: {1}.', quantity, absence(run, layer, quantity)));
}

function fail(message: string): ProtocolError {
  return new ProtocolError('evaluate', message);
}
