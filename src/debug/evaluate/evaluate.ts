/** What an expression means at a stop. Parse first, then ask the engine for what the names stand for. */
import { nearest } from '../../definition/spelling';
import { QUANTITY_NAMES, type QuantityName } from '../../protocol/vocabulary';
import type { ActiveRun } from '../activeRun';
import { ProtocolError } from '../protocolError';
import { absence, frameLayer, layerAt } from '../quantities';
import { currentShape, wholeView, type TensorView } from '../tensorView';
import { TRAINING_NAMES, trainingValue, type TrainingName } from '../training';
import { parseExpression, type Expression, type Subscript } from './parse';
import { select } from './select';

export type Value =
  | { readonly kind: 'scalar'; readonly text: string; readonly meaning: string }
  | { readonly kind: 'view'; readonly view: TensorView }
  | { readonly kind: 'layers' }
  | { readonly kind: 'layer'; readonly layer: number };

/** Throws an `evaluate` error in the user's terms: unknown or absent names, indices out of range. */
export function evaluateExpression(run: ActiveRun, text: string): Promise<Value> {
  return valueOf(run, parseExpression(text));
}

async function valueOf(run: ActiveRun, expression: Expression): Promise<Value> {
  switch (expression.kind) {
    case 'name':
      return named(run, expression.name);
    case 'member':
      return member(run, await valueOf(run, expression.of), expression.name);
    case 'subscript':
      return subscript(run, await valueOf(run, expression.of), expression.parts);
  }
}

async function named(run: ActiveRun, name: string): Promise<Value> {
  if (name === 'layers') return { kind: 'layers' };
  if (isQuantity(name)) return quantity(run, frameLayer(run), name, name);
  if (isTraining(name)) {
    const { value, absence: without, meaning } = trainingValue(run, name);
    if (value === null) throw fail(`${name} is absent here: ${without}.`);
    return { kind: 'scalar', text: value, meaning };
  }
  throw unknown(name, [...QUANTITY_NAMES, ...TRAINING_NAMES, 'layers'], 'There is no');
}

async function member(run: ActiveRun, value: Value, name: string): Promise<Value> {
  if (value.kind === 'layers') return layerNamed(run, name);
  if (value.kind === 'layer') {
    if (isQuantity(name)) return quantity(run, value.layer, name, `layers[${value.layer}].${name}`);
    throw unknown(name, QUANTITY_NAMES, 'A layer has no');
  }
  const what = value.kind === 'view' ? value.view.name : value.text;
  throw fail(`${what} has no '${name}'.`);
}

function subscript(run: ActiveRun, value: Value, parts: readonly Subscript[]): Value {
  switch (value.kind) {
    case 'view':
      return { kind: 'view', view: select(value.view, parts) };
    case 'layers':
      return layerAtSubscript(run, parts);
    case 'layer':
      throw fail(`A layer has names, not indices: layers[${value.layer}].output`);
    case 'scalar':
      throw fail(`${value.text} is a single value and has no indices.`);
  }
}

function layerAtSubscript(run: ActiveRun, parts: readonly Subscript[]): Value {
  const [part] = parts;
  if (parts.length === 1 && part?.kind === 'text') return layerNamed(run, part.text);
  if (parts.length !== 1 || part?.kind !== 'index') throw fail('layers takes one index: layers[0]');
  const count = run.layers.length;
  const layer = part.index < 0 ? part.index + count : part.index;
  if (layer < 0 || layer >= count) {
    throw fail(`Layer ${part.index} is out of range: there are ${layerList(run)}, counted from 0.`);
  }
  return { kind: 'layer', layer };
}

function layerNamed(run: ActiveRun, name: string): Value {
  const layer = run.layers.findIndex((shape) => shape.name === name);
  if (layer < 0) throw fail(`There is no layer '${name}'. The layers are ${layerList(run)}.`);
  return { kind: 'layer', layer };
}

function layerList(run: ActiveRun): string {
  return run.layers.map(({ name }) => `'${name}'`).join(', ');
}

async function quantity(run: ActiveRun, layer: number, name: QuantityName, spelled: string): Promise<Value> {
  const shape = await run.ask((engine) => currentShape(engine, layer, name));
  if (shape === null) {
    throw fail(`${name} of '${layerAt(run, layer).name}' is absent here: ${absence(run, layer, name)}.`);
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
function unknown(name: string, known: readonly string[], lead: string): ProtocolError {
  const near = nearest(name, known);
  const help = near === null ? `There are: ${known.join(', ')}.` : `Did you mean '${near}'?`;
  return fail(`${lead} '${name}' here. ${help}`);
}

function fail(message: string): ProtocolError {
  return new ProtocolError('evaluate', message);
}
