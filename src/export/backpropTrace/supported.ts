/** What the format can say: one hidden layer, some activations, losses and optimizers. The rest is refused. */
import * as l10n from '@vscode/l10n';
import type { Definition, OptimizerDefinition } from '../../definition/definition';
import { withSettings } from '../../definition/settings';
import type { WholeBatchStep } from '../../protocol/batchStep';
import { Refusal } from '../refusal';
import { parametersOf, type Sizes } from './names';

const MOST_UNITS = 64;
const MOST_PARAMETERS = 4096;
const HIDDEN_ACTIVATIONS: Readonly<Record<string, string>> = {
  sigmoid: 'sigmoid',
  linear: 'identity',
  relu: 'relu',
};

export interface Supported {
  readonly sizes: Sizes;
  readonly hiddenActivation: string;
  readonly outputActivation: string;
  readonly loss: 'half_squared_error' | 'cross_entropy_softmax';
  readonly optimizer: OptimizerDefinition;
}

/** Throws a Refusal for a batch step that the format cannot express. */
export function supported(definition: Definition, step: WholeBatchStep): Supported {
  const { layers, loss, optimizer } = withSettings(definition, step.settings);
  const [hidden, output] = layers;
  if (layers.length !== 2 || hidden === undefined || output === undefined)
    throw refusal(l10n.t('networks with exactly one hidden layer; this one has {0}', layers.length - 1));
  const N = step.input.shape[0] ?? 0;
  const sizes = { inputs: step.input.shape[1] ?? 0, hidden: hidden.units, outputs: output.units };
  if (Math.max(...Object.values(sizes)) > MOST_UNITS)
    throw refusal(l10n.t('layers of at most {0} units and inputs', MOST_UNITS));
  if (parametersOf(sizes).length > MOST_PARAMETERS)
    throw refusal(l10n.t('networks of at most {0} weights and biases', MOST_PARAMETERS.toLocaleString('en')));
  if (hidden.useBias !== output.useBias)
    throw refusal(l10n.t('networks in which both layers have a bias, or neither has'));

  const hiddenActivation = HIDDEN_ACTIVATIONS[hidden.activation.type];
  if (hiddenActivation === undefined)
    throw refusal(l10n.t('sigmoid, relu and linear in the hidden layer, not {0}', hidden.activation.type));
  const isSoftmax = output.activation.type === 'softmax';
  const outputActivation = isSoftmax ? 'softmax' : HIDDEN_ACTIVATIONS[output.activation.type];
  if (outputActivation === undefined)
    throw refusal(
      l10n.t('sigmoid, relu, linear and softmax in the last layer, not {0}', output.activation.type),
    );
  if (isSoftmax !== (loss === 'categoricalCrossentropy'))
    throw refusal(l10n.t('softmax together with categoricalCrossentropy, and neither without the other'));
  if (isSoftmax) requireShares(step);
  // Of two outputs, a mean of squares is half their sum.
  const isHalf = loss === 'halfSquaredError' || (loss === 'meanSquaredError' && sizes.outputs === 2);
  if (!isSoftmax && !isHalf)
    throw refusal(
      l10n.t(
        'the losses categoricalCrossentropy and halfSquaredError (which meanSquaredError is for two outputs), not {0}',
        loss,
      ),
    );
  requireOptimizer(optimizer, N);
  requireFinite(step);
  return {
    sizes,
    hiddenActivation,
    outputActivation,
    loss: isSoftmax ? 'cross_entropy_softmax' : 'half_squared_error',
    optimizer,
  };
}

function requireShares({ target }: WholeBatchStep): void {
  const [rows = 0, width = 0] = target.shape;
  for (let row = 0; row < rows; row++) {
    const sum = target.data.subarray(row * width, (row + 1) * width).reduce((all, share) => all + share, 0);
    if (Math.abs(sum - 1) > 1e-6) throw refusal(l10n.t('targets whose rows sum to 1'));
  }
}

function requireOptimizer(optimizer: OptimizerDefinition, N: number): void {
  const inside = (value: number): boolean => value > 0 && value < 1;
  if (optimizer.type === 'rmsprop') throw refusal(l10n.t('the optimizers sgd and adam, not rmsprop'));
  const isPlain = optimizer.type === 'sgd' && optimizer.momentum === 0;
  if (N > 1 && !isPlain) {
    throw refusal(
      optimizer.type === 'sgd'
        ? l10n.t('sgd with momentum for batches of one sample only (batchSize 1); this batch has {0}', N)
        : l10n.t('{0} for batches of one sample only (batchSize 1); this batch has {1}', optimizer.type, N),
    );
  }
  if (optimizer.type === 'sgd' && !isPlain && !inside(optimizer.momentum))
    throw refusal(l10n.t('a momentum below 1'));
  if (
    optimizer.type === 'adam' &&
    !(inside(optimizer.beta1) && inside(optimizer.beta2) && optimizer.epsilon > 0)
  )
    throw refusal(l10n.t('adam with beta1 and beta2 between 0 and 1 and an epsilon above 0'));
}

function requireFinite({ layers, after, input, target }: WholeBatchStep): void {
  const tensors = [
    input,
    target,
    ...layers.flatMap((layer) => Object.values(layer)),
    ...after.flatMap(({ weights, bias }) => [weights, bias]),
  ];
  if (tensors.some((tensor) => tensor?.data.some((value) => !Number.isFinite(value)) === true))
    throw refusal(l10n.t('numbers that are finite; this batch step has NaN or infinity'));
}

function refusal(knows: string): Refusal {
  return new Refusal(l10n.t('The format of backprop-trace knows only {0}.', knows));
}
