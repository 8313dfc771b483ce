/**
 * What an expression means at a stop. A name with members and indices behind it is a view, of which only the part
 * on show is ever read; everything else is computed in the engine, where the numbers are.
 */
import * as l10n from '@vscode/l10n';
import { didYouMean, nearest, sentences } from '../../definition/spelling';
import { QUANTITY_NAMES, type QuantityName } from '../../protocol/vocabulary';
import type { ActiveRun } from '../activeRun';
import { numberText } from '../format';
import type { Kept } from '../kept';
import { ProtocolError } from '../protocolError';
import { absence, frameLayer, layerAt } from '../quantities';
import { currentShape, wholeView, type TensorView } from '../tensorView';
import { TRAINING_NAMES, trainingValue, type TrainingName } from '../training';
import { requireReadable, requireShown } from '../veil';
import { parsePath, type Path, type Subscript } from './parse';
import { select } from './select';

/** What a path of names, members and indices leads to. */
type PathValue =
  | { readonly kind: 'scalar'; readonly text: string; readonly meaning: string }
  | { readonly kind: 'view'; readonly view: TensorView }
  | { readonly kind: 'layers' }
  | { readonly kind: 'layer'; readonly layer: number };

export type Value = PathValue | { readonly kind: 'kept'; readonly kept: Kept };

/** Throws an `evaluate` error in the user's terms: unknown or absent names, what does not fit. */
export function evaluateExpression(run: ActiveRun, text: string): Promise<Value> {
  const path = parsePath(text);
  return path !== null && isKnown(rootOf(path)) ? valueOf(run, path) : computed(run, text);
}

/**
 * The part of a quantity that an expression names, to be changed by hand. Throws an `evaluate` error for what is
 * none: a number of the training, a layer, something computed.
 */
export async function targetOf(run: ActiveRun, text: string): Promise<TensorView> {
  const path = parsePath(text);
  if (path === null || !isKnown(rootOf(path)))
    throw unchangeable(l10n.t("'{0}' is computed and cannot be changed.", text.trim()));
  if (isTraining(rootOf(path)))
    throw unchangeable(l10n.t("'{0}' belongs to the training and cannot be changed.", rootOf(path)));
  const value = await valueOf(run, path);
  if (value.kind !== 'view')
    throw unchangeable(l10n.t("'{0}' is not a number or a matrix and cannot be changed.", text.trim()));
  return value.view;
}

/** What is said of something that no edit can change: the reason, and what can be changed instead. */
export function unchangeable(reason: string): ProtocolError {
  return fail(sentences(reason, l10n.t('Quantities of a layer can, such as weights[0][0].')));
}

/** What the engine makes of the text. A matrix is kept: it would have to be computed again for each page. */
async function computed(run: ActiveRun, text: string): Promise<Value> {
  requireReadable(run, text);
  const result = await run.ask((engine) => engine.evaluateExpression(text, frameLayer(run)));
  switch (result.kind) {
    case 'error':
      throw fail(
        result.column > 1 ? l10n.t('{0} (column {1})', result.message, result.column) : result.message,
      );
    case 'tensor':
      return { kind: 'kept', kept: { ...result.tensor, name: `(${text.trim()})` } };
    case 'number':
      return { kind: 'scalar', text: numberText(result.value), meaning: l10n.t('a number') };
    case 'boolean':
      return { kind: 'scalar', text: String(result.value), meaning: l10n.t('true or false') };
    case 'text':
      return { kind: 'scalar', text: JSON.stringify(result.value), meaning: l10n.t('a text') };
  }
}

function rootOf(path: Path): string {
  return path.kind === 'name' ? path.name : rootOf(path.of);
}

function isKnown(name: string): boolean {
  return name === 'layers' || isQuantity(name) || isTraining(name);
}

async function valueOf(run: ActiveRun, path: Path): Promise<PathValue> {
  switch (path.kind) {
    case 'name':
      return named(run, path.name);
    case 'member':
      return member(run, await valueOf(run, path.of), path.name);
    case 'subscript':
      return subscript(run, await valueOf(run, path.of), path.parts);
  }
}

async function named(run: ActiveRun, name: string): Promise<PathValue> {
  if (name === 'layers') return { kind: 'layers' };
  if (isQuantity(name)) return quantity(run, frameLayer(run), name, name);
  if (isTraining(name)) {
    if (name === 'loss') requireShown(run, frameLayer(run), name);
    const { value, absence: without, meaning } = trainingValue(run, name);
    if (value === null) throw fail(l10n.t('{0} is absent here: {1}.', name, without));
    return { kind: 'scalar', text: value, meaning };
  }
  throw unknown(l10n.t("There is no '{0}' here.", name), name, [
    ...QUANTITY_NAMES,
    ...TRAINING_NAMES,
    'layers',
  ]);
}

async function member(run: ActiveRun, value: PathValue, name: string): Promise<PathValue> {
  if (value.kind === 'layers') return layerNamed(run, name);
  if (value.kind === 'layer') {
    if (isQuantity(name)) return quantity(run, value.layer, name, `layers[${value.layer}].${name}`);
    throw unknown(l10n.t("A layer has no '{0}' here.", name), name, QUANTITY_NAMES);
  }
  const what = value.kind === 'view' ? value.view.name : value.text;
  throw fail(l10n.t("{0} has no '{1}'.", what, name));
}

function subscript(run: ActiveRun, value: PathValue, parts: readonly Subscript[]): PathValue {
  switch (value.kind) {
    case 'view':
      return { kind: 'view', view: select(value.view, parts) };
    case 'layers':
      return layerAtSubscript(run, parts);
    case 'layer':
      throw fail(l10n.t('A layer has names, not indices: layers[{0}].output', value.layer));
    case 'scalar':
      throw fail(l10n.t('{0} is a single value and has no indices.', value.text));
  }
}

function layerAtSubscript(run: ActiveRun, parts: readonly Subscript[]): PathValue {
  const [part] = parts;
  if (parts.length === 1 && part?.kind === 'text') return layerNamed(run, part.text);
  if (parts.length !== 1 || part?.kind !== 'index') throw fail(l10n.t('layers takes one index: layers[0]'));
  const count = run.layers.length;
  const layer = part.index < 0 ? part.index + count : part.index;
  if (layer < 0 || layer >= count) {
    throw fail(
      l10n.t('Layer {0} is out of range: there are {1}, counted from 0.', part.index, layerList(run)),
    );
  }
  return { kind: 'layer', layer };
}

function layerNamed(run: ActiveRun, name: string): PathValue {
  const layer = run.layers.findIndex((shape) => shape.name === name);
  if (layer < 0) throw fail(l10n.t("There is no layer '{0}'. The layers are {1}.", name, layerList(run)));
  return { kind: 'layer', layer };
}

function layerList(run: ActiveRun): string {
  return run.layers.map(({ name }) => `'${name}'`).join(', ');
}

async function quantity(
  run: ActiveRun,
  layer: number,
  name: QuantityName,
  spelled: string,
): Promise<PathValue> {
  requireShown(run, layer, name);
  const shape = await run.ask((engine) => currentShape(engine, layer, name));
  if (shape === null) {
    throw fail(
      l10n.t("{0} of '{1}' is absent here: {2}.", name, layerAt(run, layer).name, absence(run, layer, name)),
    );
  }
  return { kind: 'view', view: wholeView(layer, name, shape, spelled) };
}

function isQuantity(name: string): name is QuantityName {
  return (QUANTITY_NAMES as readonly string[]).includes(name);
}

function isTraining(name: string): name is TrainingName {
  return (TRAINING_NAMES as readonly string[]).includes(name);
}

/** An error for a name that is not there, with the nearest one that is, when it is near. */
function unknown(message: string, name: string, known: readonly string[]): ProtocolError {
  const near = nearest(name, known);
  const help = near === null ? l10n.t('There are: {0}.', known.join(', ')) : didYouMean(near);
  return fail(sentences(message, help));
}

function fail(message: string): ProtocolError {
  return new ProtocolError('evaluate', message);
}
