/** The network, the loss and the optimizer in PyTorch's own words. */
import type { OptimizerDefinition } from '../definition/definition';
import type { ActivationName, LossName } from '../definition/names';
import type { LayerState } from '../protocol/batchStep';
import type { ShortCut } from '../protocol/text/derivatives';
import type { ActivationSource } from './python/functions';
import { numberText, tensorLiteral } from './python/literals';

const source =
  (code: string): ActivationSource =>
  (name, alpha) =>
    `def ${name}(Z):\n    return ${code.replaceAll('ALPHA', alpha)}\n`;

export const TORCH_ACTIVATIONS: Readonly<Record<ActivationName, ActivationSource>> = {
  linear: source('Z.clone()'),
  sigmoid: source('torch.sigmoid(Z)'),
  tanh: source('torch.tanh(Z)'),
  relu: source('F.relu(Z)'),
  leakyRelu: source('F.leaky_relu(Z, ALPHA)'),
  elu: source('F.elu(Z, ALPHA)'),
  softplus: source('F.softplus(Z, threshold=40)'),
  swish: source('F.silu(Z)'),
  gelu: source('F.gelu(Z)'),
  softmax: source('F.softmax(Z, dim=1)'),
};

/** `losses(Z, A, Y)`: one per sample. */
const LOSSES: Readonly<Record<LossName, string>> = {
  meanSquaredError: '((A - Y) ** 2).mean(dim=1)',
  halfSquaredError: '((A - Y) ** 2).sum(dim=1) / 2',
  meanAbsoluteError: '(A - Y).abs().mean(dim=1)',
  huber: 'F.huber_loss(A, Y, reduction="none").mean(dim=1)',
  binaryCrossentropy: '-(torch.xlogy(Y, A) + torch.xlogy(1 - Y, 1 - A)).mean(dim=1)',
  categoricalCrossentropy: '-torch.xlogy(Y, A).sum(dim=1)',
};

const SHORT_CUTS: Readonly<
  Record<ShortCut, { readonly losses: string; readonly gradient: readonly string[] }>
> = {
  'sigmoid + binaryCrossentropy': {
    losses: 'F.binary_cross_entropy_with_logits(Z, Y, reduction="none").mean(dim=1)',
    gradient: [
      'm = Z.shape[1]',
      'return (times_exp(1 - Y, -F.logsigmoid(-Z)) - times_exp(Y, -F.logsigmoid(Z))) / m',
    ],
  },
  'softmax + categoricalCrossentropy': {
    losses: '-(Y * F.log_softmax(Z, dim=1)).sum(dim=1)',
    gradient: ['return -times_exp(Y, -F.log_softmax(Z, dim=1))'],
  },
};

export function torchLoss(loss: LossName, shortCut: ShortCut | null): string {
  if (shortCut === null)
    return `def losses_of(Z, A, Y):\n    """One loss for each sample."""\n    return ${LOSSES[loss]}\n`;
  const { losses, gradient } = SHORT_CUTS[shortCut];
  return `def losses_of(Z, A, Y):
    """One loss for each sample, from Z: it stays exact when an output rounds to 0 or 1."""
    return ${losses}


def times_exp(x, y):
    """x exp(y), and 0 where x is 0."""
    return torch.where(x == 0, torch.zeros_like(x), x * torch.exp(torch.where(x == 0, torch.zeros_like(y), y)))


def loss_gradient(Z, Y):
    """The loss goes by Z, past A: so autograd has no gradient of A. This is what it would be for each sample."""
${gradient.map((line) => `    ${line}\n`).join('')}`;
}

export function torchOptimizer(optimizer: OptimizerDefinition): string {
  const of = (name: string, settings: readonly string[]): string =>
    `OPTIMIZER = torch.optim.${name}(PARAMETERS, ${settings.join(', ')})`;
  const rate = `lr=${numberText(optimizer.learningRate)}`;
  switch (optimizer.type) {
    case 'sgd': {
      const { momentum, nesterov } = optimizer;
      const settings = momentum === 0 ? [] : [`momentum=${numberText(momentum)}`];
      return of('SGD', [rate, ...settings, ...(momentum > 0 && nesterov ? ['nesterov=True'] : [])]);
    }
    case 'adam': {
      const { beta1, beta2, epsilon } = optimizer;
      const betas = `betas=(${numberText(beta1)}, ${numberText(beta2)})`;
      return of('Adam', [rate, betas, `eps=${numberText(epsilon)}`]);
    }
    case 'rmsprop':
      return of('RMSprop', [
        rate,
        `alpha=${numberText(optimizer.rho)}`,
        `eps=${numberText(optimizer.epsilon)}`,
      ]);
  }
}

/** PyTorch's names for what an optimizer remembers of a parameter. */
const MEMORY: Readonly<Record<OptimizerDefinition['type'], readonly string[]>> = {
  sgd: ['momentum_buffer'],
  adam: ['exp_avg', 'exp_avg_sq'],
  rmsprop: ['square_avg'],
};

/** Gives the optimizer what it remembered; nothing before the first update. */
export function torchMemory({ type }: OptimizerDefinition, states: readonly LayerState[]): string {
  const assignments = states.flatMap(({ memory, updates }, layer) =>
    (['weights', 'bias'] as const).flatMap((parameter) => {
      const remembered = memory[parameter];
      if (remembered.length === 0) return [];
      const step = type === 'sgd' ? [] : [`"step": torch.tensor(${numberText(updates)})`];
      const entries = remembered.map(
        (tensor, index) => `"${MEMORY[type][index] ?? ''}": ${tensorLiteral(tensor, '    ')}`,
      );
      const all = [...step, ...entries].map((entry) => `    ${entry},\n`).join('');
      return [`OPTIMIZER.state[LAYERS[${layer}]["${parameter}"]] = {\n${all}}\n`];
    }),
  );
  if (assignments.length === 0) return '';
  return `\n# What it remembers of the batch steps before.\n${assignments.join('')}`;
}
