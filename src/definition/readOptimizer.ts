import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { OptimizerDefinition } from './definition';
import { OPTIMIZERS, type OptimizerName } from './names';
import { NOT_NEGATIVE, POSITIVE, SHARE, type Fields, type NumberRule, type Reader } from './reader';
import { listed } from './spelling';

/** What may be set for each optimizer beside `type`. */
export const OPTIMIZER_SETTINGS = {
  sgd: ['learningRate', 'momentum', 'nesterov'],
  adam: ['learningRate', 'beta1', 'beta2', 'epsilon'],
  rmsprop: ['learningRate', 'rho', 'epsilon'],
} as const satisfies Record<OptimizerName, readonly string[]>;

/** PyTorch's defaults, but for sgd's learning rate, which has none there. */
export const OPTIMIZER_DEFAULTS = {
  learningRate: { sgd: 0.1, adam: 0.001, rmsprop: 0.01 },
  momentum: 0,
  nesterov: false,
  beta1: 0.9,
  beta2: 0.999,
  rho: 0.99,
  epsilon: 1e-8,
} as const;

const MOMENTUM: NumberRule = {
  get says() {
    return l10n.t('a number from 0 to 1');
  },
  holds: (x) => x >= 0 && x <= 1,
};

export const DEFAULT_OPTIMIZER: OptimizerDefinition = {
  type: 'sgd',
  learningRate: OPTIMIZER_DEFAULTS.learningRate.sgd,
  momentum: OPTIMIZER_DEFAULTS.momentum,
  nesterov: OPTIMIZER_DEFAULTS.nesterov,
};

/** `optimizer`: a name, or an object with `type` (default sgd) and its settings. */
export function readOptimizer(reader: Reader, node: Node): OptimizerDefinition {
  if (node.type === 'string') {
    return optimizer(reader, reader.word(node, 'optimizer', OPTIMIZERS) ?? 'sgd', new Map());
  }
  const known = ['type', ...new Set(Object.values(OPTIMIZER_SETTINGS).flat())];
  const fields = reader.object(node, 'optimizer', known);
  if (fields === null) return DEFAULT_OPTIMIZER;
  const named = fields.get('type')?.value;
  const type = named === undefined ? 'sgd' : reader.word(named, 'optimizer: type', OPTIMIZERS);
  // Of an unknown optimizer no one can say which settings belong to it.
  if (type !== null) noteForeignSettings(reader, fields, type);
  return optimizer(reader, type ?? 'sgd', fields);
}

function noteForeignSettings(reader: Reader, fields: Fields, type: OptimizerName): void {
  const own: readonly string[] = OPTIMIZER_SETTINGS[type];
  for (const { name, key } of fields.values()) {
    if (name === 'type' || own.includes(name)) continue;
    const message = l10n.t(
      "optimizer: '{0}' means nothing to {1}, which takes {2}.",
      name,
      type,
      listed(own, 'and'),
    );
    reader.error(key, 'meaning', message);
  }
}

function optimizer(reader: Reader, type: OptimizerName, fields: Fields): OptimizerDefinition {
  const number = (name: string, rule: NumberRule, otherwise: number): number => {
    const node = fields.get(name)?.value;
    return (node && reader.number(node, `optimizer: ${name}`, rule)) ?? otherwise;
  };
  const learningRate = number('learningRate', POSITIVE, OPTIMIZER_DEFAULTS.learningRate[type]);
  const epsilon = number('epsilon', NOT_NEGATIVE, OPTIMIZER_DEFAULTS.epsilon);
  switch (type) {
    case 'sgd': {
      const momentum = number('momentum', MOMENTUM, OPTIMIZER_DEFAULTS.momentum);
      return { type, learningRate, momentum, nesterov: nesterov(reader, fields, momentum) };
    }
    case 'adam': {
      const beta1 = number('beta1', SHARE, OPTIMIZER_DEFAULTS.beta1);
      const beta2 = number('beta2', SHARE, OPTIMIZER_DEFAULTS.beta2);
      return { type, learningRate, beta1, beta2, epsilon };
    }
    case 'rmsprop':
      return { type, learningRate, rho: number('rho', SHARE, OPTIMIZER_DEFAULTS.rho), epsilon };
  }
}

function nesterov(reader: Reader, fields: Fields, momentum: number): boolean {
  const node = fields.get('nesterov')?.value;
  if (node === undefined) return false;
  const on = reader.boolean(node, 'optimizer: nesterov') ?? false;
  if (on && momentum === 0) {
    reader.error(
      node,
      'meaning',
      l10n.t('optimizer: nesterov looks ahead along the momentum, so it needs a momentum above 0.'),
    );
  }
  return on;
}
