import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { ActivationDefinition, InitializerDefinition } from './definition';
import type { LayerDraft } from './draft';
import { ACTIVATIONS, INITIALIZERS, type ActivationName, type InitializerName } from './names';
import { readNumbers, readRows } from './arrays';
import { ANY_NUMBER, type Fields, type NumberRule, type Reader } from './reader';
import { propertiesOf } from './tree';

export const LAYER_PROPERTIES = [
  'name',
  'units',
  'activation',
  'useBias',
  'kernelInitializer',
  'weights',
  'biases',
] as const;

/** More units than this in one layer is a slip of the finger, and would take the memory of the machine. */
export const MOST_UNITS = 65536;
const UNITS: NumberRule = {
  get says() {
    return l10n.t('a whole number from 1 to {0}', MOST_UNITS);
  },
  holds: (x) => Number.isInteger(x) && x >= 1 && x <= MOST_UNITS,
};

/** Activations with an `alpha`, and its default: the slope of leakyRelu below 0, the scale of elu. */
export const ALPHAS: Readonly<Partial<Record<ActivationName, number>>> = { leakyRelu: 0.01, elu: 1 };

/** Initializers with a `scale`, and its default. */
export const SCALES: Readonly<Partial<Record<InitializerName, number>>> = {
  uniform: 0.05,
  normal: 0.05,
  constant: 0,
};

/** The activation by its name with the alpha it has when none is given. */
export function activationOf(type: ActivationName): ActivationDefinition {
  return { type, alpha: ALPHAS[type] ?? 0 };
}

/** One element of `layers`; `index` counts from 0. */
export function readLayer(reader: Reader, node: Node, index: number): LayerDraft {
  const unnamed = `layer${index + 1}`;
  const name = layerName(node) ?? unnamed;
  const what = l10n.t("layer '{0}'", name);
  const fields = reader.object(node, what, LAYER_PROPERTIES);
  if (fields === null) return emptyLayer(name);
  const value = (property: string): Node | undefined => fields.get(property)?.value;
  const [named, units, activation, useBias] = ['name', 'units', 'activation', 'useBias'].map(value);
  if (named !== undefined) reader.string(named, `${what}: name`, l10n.t('a text that is not empty'));
  if (!fields.has('units')) {
    reader.missing(node, 'schema', l10n.t("{0}: 'units' is missing: how many outputs does it have?", what));
  }
  const weights = value('weights');
  const biases = value('biases');
  const initializer = value('kernelInitializer');
  return {
    name,
    units: units === undefined ? null : reader.number(units, `${what}: units`, UNITS),
    activation: activation === undefined ? activationOf('linear') : readActivation(reader, activation, what),
    useBias: (useBias && reader.boolean(useBias, `${what}: useBias`)) ?? true,
    kernelInitializer:
      initializer === undefined ? DEFAULT_INITIALIZER : readInitializer(reader, initializer, what),
    weights: weights === undefined ? null : readRows(reader, weights, `${what}: weights`),
    biases: biases === undefined ? null : readNumbers(reader, biases, `${what}: biases`),
  };
}

/** The name alone, before anything else is read: every message about the layer carries it. */
function layerName(node: Node): string | null {
  const name: unknown = propertiesOf(node).find((property) => property.name === 'name')?.value?.value;
  return typeof name === 'string' && name.trim() !== '' ? name : null;
}

const DEFAULT_INITIALIZER: InitializerDefinition = { type: 'glorotUniform', scale: 0 };

function emptyLayer(name: string): LayerDraft {
  return {
    name,
    units: null,
    activation: null,
    useBias: true,
    kernelInitializer: DEFAULT_INITIALIZER,
    weights: null,
    biases: null,
  };
}

function readActivation(reader: Reader, node: Node, layer: string): ActivationDefinition | null {
  const what = `${layer}: activation`;
  if (node.type !== 'object') {
    const type = reader.word(node, what, ACTIVATIONS);
    return type === null ? null : activationOf(type);
  }
  const named = typed(reader, node, what, 'alpha', ACTIVATIONS, ALPHAS, ANY_NUMBER);
  return named && { type: named.type, alpha: named.setting };
}

function readInitializer(reader: Reader, node: Node, layer: string): InitializerDefinition {
  const what = `${layer}: kernelInitializer`;
  if (node.type !== 'object') {
    const type = reader.word(node, what, INITIALIZERS);
    return type === null ? DEFAULT_INITIALIZER : { type, scale: SCALES[type] ?? 0 };
  }
  const named = typed(reader, node, what, 'scale', INITIALIZERS, SCALES, ANY_NUMBER);
  if (named === null) return DEFAULT_INITIALIZER;
  const scale = propertiesOf(node).find(({ name }) => name === 'scale')?.value;
  if (named.type !== 'constant' && named.setting < 0 && scale !== undefined) {
    reader.error(
      scale,
      'meaning',
      l10n.t('{0}: the scale of {1} is a width; it must be 0 or more.', what, named.type),
    );
  }
  return { type: named.type, scale: named.setting };
}

/** `{ "type", SETTING }`, where only the types in `defaults` take the setting. */
function typed<T extends string>(
  reader: Reader,
  node: Node,
  what: string,
  setting: string,
  words: Readonly<Record<T, string>>,
  defaults: Readonly<Partial<Record<T, number>>>,
  rule: NumberRule,
): { type: T; setting: number } | null {
  const fields = reader.object(node, what, ['type', setting]);
  if (fields === null) return null;
  const type = typeOf(reader, node, what, fields, words);
  const given = fields.get(setting);
  const value = given?.value && reader.number(given.value, `${what}: ${setting}`, rule);
  if (type === null) return null;
  const otherwise = defaults[type];
  if (given !== undefined && otherwise === undefined) {
    const takers = Object.keys(defaults).join(', ');
    reader.error(
      given.key,
      'meaning',
      l10n.t('{0}: {1} means nothing to {2}; only {3} take it.', what, setting, type, takers),
    );
  }
  return { type, setting: otherwise === undefined ? 0 : (value ?? otherwise) };
}

function typeOf<T extends string>(
  reader: Reader,
  node: Node,
  what: string,
  fields: Fields,
  words: Readonly<Record<T, string>>,
): T | null {
  const named = fields.get('type')?.value;
  if (named !== undefined) return reader.word(named, `${what}: type`, words);
  reader.missing(node, 'schema', l10n.t("{0}: 'type' is missing: which one is it?", what));
  return null;
}
