/** The equations of a batch step in NumPy. The formulas are those of the engine's kernels. */
import type { OptimizerDefinition } from '../definition/definition';
import type { ActivationName, LossName } from '../definition/names';
import type { ShortCut } from '../protocol/text/derivatives';
import type { ActivationSource } from './python/functions';
import { numberText } from './python/literals';

/** `NAME` makes A of Z, `NAME_derivative` makes a' of Z and A. */
const source =
  (forward: string, derivative: string, note = ''): ActivationSource =>
  (name, alpha) =>
    `def ${name}(Z):
    return ${forward.replaceAll('ALPHA', alpha)}


def ${name}_derivative(Z, A):
${note}    return ${derivative.replaceAll('ALPHA', alpha)}
`;

const NEEDS_Z = '    # It falls before it rises: A alone does not tell the slope, Z does.\n';

/** With a negative alpha, A does not tell the sign of Z; Z always does. */
export const NUMPY_ACTIVATIONS: Readonly<Record<ActivationName, ActivationSource>> = {
  linear: source('Z', 'np.ones_like(A)'),
  sigmoid: source('1 / (1 + np.exp(-Z))', 'A * (1 - A)'),
  tanh: source('np.tanh(Z)', '1 - A ** 2'),
  relu: source('np.maximum(Z, 0)', 'np.where(A > 0, 1.0, 0.0)'),
  leakyRelu: source('np.where(Z > 0, Z, ALPHA * Z)', 'np.where(Z > 0, 1.0, ALPHA)'),
  elu: source('np.where(Z > 0, Z, ALPHA * np.expm1(Z))', 'np.where(Z > 0, 1.0, A + ALPHA)'),
  softplus: source('np.logaddexp(0, Z)', '1 - np.exp(-A)'),
  swish: source('Z / (1 + np.exp(-Z))', '(1 + Z * (1 - 1 / (1 + np.exp(-Z)))) / (1 + np.exp(-Z))', NEEDS_Z),
  gelu: source(
    'Z * (1 + erf(Z / np.sqrt(2))) / 2',
    '(1 + erf(Z / np.sqrt(2))) / 2 + Z * np.exp(-Z ** 2 / 2) / np.sqrt(2 * np.pi)',
    NEEDS_Z,
  ),
  softmax: (name) => `def ${name}(Z):
    # Less the largest of the row: the same quotient, but nothing can overflow.
    powers = np.exp(Z - Z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def ${name}_derivative(Z, A):
    # Each output depends on every Z of its sample: one Jacobian per sample, N x m x m.
    return np.stack([np.diag(a) - np.outer(a, a) for a in A])
`,
};

/** `losses(Z, A, Y)`, one per sample, and `loss_gradient(Z, A, Y)`, row by row. */
interface LossSource {
  readonly losses: readonly string[];
  readonly gradient: readonly string[];
}

const LOSSES: Readonly<Record<LossName, LossSource>> = {
  meanSquaredError: {
    losses: ['return ((A - Y) ** 2).mean(axis=1)'],
    gradient: ['return 2 * (A - Y) / m'],
  },
  halfSquaredError: { losses: ['return ((A - Y) ** 2).sum(axis=1) / 2'], gradient: ['return A - Y'] },
  meanAbsoluteError: {
    losses: ['return np.abs(A - Y).mean(axis=1)'],
    gradient: ['return np.sign(A - Y) / m'],
  },
  huber: {
    losses: [
      'error = np.abs(A - Y)',
      'return np.where(error <= 1, error ** 2 / 2, error - 0.5).mean(axis=1)',
    ],
    gradient: ['return np.clip(A - Y, -1, 1) / m'],
  },
  binaryCrossentropy: {
    losses: ['return -(times_log(Y, A) + times_log(1 - Y, 1 - A)).mean(axis=1)'],
    gradient: ['return (over(1 - Y, 1 - A) - over(Y, A)) / m'],
  },
  categoricalCrossentropy: {
    losses: ['return -times_log(Y, A).sum(axis=1)'],
    gradient: ['return -over(Y, A)'],
  },
};

/** A loss that is computed with the last layer's activation as one, from Z: exact when an output saturates. */
const SHORT_CUTS: Readonly<Record<ShortCut, LossSource & { readonly delta: readonly string[] }>> = {
  'sigmoid + binaryCrossentropy': {
    losses: [
      '# -ln(A) = ln(1 + exp(-Z)): from Z it stays exact when A rounds to 0 or 1.',
      'return (Y * np.logaddexp(0, -Z) + (1 - Y) * np.logaddexp(0, Z)).mean(axis=1)',
    ],
    gradient: ['return (times_exp(1 - Y, np.logaddexp(0, Z)) - times_exp(Y, np.logaddexp(0, -Z))) / m'],
    delta: ['# gradient * activationDerivative: the factors A and 1 - A cancel.', 'return (A - Y) / m'],
  },
  'softmax + categoricalCrossentropy': {
    losses: [
      '# ln(A) from Z: it stays exact when A rounds to 0 or 1.',
      'return -(Y * log_softmax(Z)).sum(axis=1)',
    ],
    gradient: ['return -times_exp(Y, -log_softmax(Z))'],
    delta: [
      '# gradient times the Jacobian comes to A - Y, where each row of Y sums to 1.',
      'return A * Y.sum(axis=1, keepdims=True) - Y',
    ],
  },
};

const HELPERS: readonly (readonly [name: string, code: string])[] = [
  [
    'times_log',
    'def times_log(x, y):\n    """x ln(y), and 0 where x is 0, whatever the logarithm is."""\n    return np.where(x == 0, 0.0, x * np.log(np.where(x == 0, 1.0, y)))\n',
  ],
  [
    'over',
    'def over(x, y):\n    """x / y, and 0 where x is 0."""\n    return np.where(x == 0, 0.0, x / np.where(x == 0, 1.0, y))\n',
  ],
  [
    'times_exp',
    'def times_exp(x, y):\n    """x exp(y), and 0 where x is 0."""\n    return np.where(x == 0, 0.0, x * np.exp(np.where(x == 0, 0.0, y)))\n',
  ],
  [
    'log_softmax',
    'def log_softmax(Z):\n    shifted = Z - Z.max(axis=1, keepdims=True)\n    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))\n',
  ],
];

export function lossFunctions(loss: LossName, shortCut: ShortCut | null): string {
  const { losses, gradient } = shortCut === null ? LOSSES[loss] : SHORT_CUTS[shortCut];
  const delta = shortCut === null ? [] : SHORT_CUTS[shortCut].delta;
  const usesM = (code: readonly string[]): boolean => code.some((line) => /\bm\b/.test(line));
  const body = (code: readonly string[]): string =>
    [...(usesM(code) ? ['m = A.shape[1]'] : []), ...code].map((line) => `    ${line}\n`).join('');
  const functions = [
    `def losses_of(Z, A, Y):\n    """One loss for each sample."""\n${body(losses)}`,
    `def loss_gradient(Z, A, Y):\n    """The derivative of each sample's own loss: not divided by N."""\n${body(gradient)}`,
    ...(delta.length === 0 ? [] : [`def loss_delta(A, Y):\n${body(delta)}`]),
  ];
  const text = functions.join('\n\n');
  const helpers = HELPERS.filter(([name]) => text.includes(`${name}(`)).map(([, code]) => code);
  return [...helpers, text].join('\n\n');
}

/** `update(parameter, gradient, memory, updates)` gives the parameter after it and what is remembered then. */
export function updateFunction(optimizer: OptimizerDefinition): string {
  switch (optimizer.type) {
    case 'sgd':
      return sgd(optimizer);
    case 'adam':
      return adam(optimizer);
    case 'rmsprop':
      return `RATE, RHO, EPSILON = ${numbers(optimizer.learningRate, optimizer.rho, optimizer.epsilon)}


def update(parameter, gradient, memory, updates):
    [squares] = memory or [np.zeros_like(gradient)]
    squares = RHO * squares + (1 - RHO) * gradient ** 2
    return parameter - RATE * gradient / (np.sqrt(squares) + EPSILON), [squares]
`;
  }
}

function sgd({ learningRate, momentum, nesterov }: Extract<OptimizerDefinition, { type: 'sgd' }>): string {
  if (momentum === 0) {
    return `RATE = ${numberText(learningRate)}


def update(parameter, gradient, memory, updates):
    return parameter - RATE * gradient, []
`;
  }
  const step = nesterov
    ? '    # Nesterov looks one step ahead: the same formula once more.\n    return parameter - RATE * (gradient + MOMENTUM * velocity), [velocity]'
    : '    return parameter - RATE * velocity, [velocity]';
  return `RATE, MOMENTUM = ${numbers(learningRate, momentum)}


def update(parameter, gradient, memory, updates):
    # The first velocity is the gradient itself.
    velocity = MOMENTUM * memory[0] + gradient if memory else gradient
${step}
`;
}

function adam({
  learningRate,
  beta1,
  beta2,
  epsilon,
}: Extract<OptimizerDefinition, { type: 'adam' }>): string {
  return `RATE, BETA1, BETA2, EPSILON = ${numbers(learningRate, beta1, beta2, epsilon)}


def update(parameter, gradient, memory, updates):
    mean, squares = memory or [np.zeros_like(gradient), np.zeros_like(gradient)]
    mean = BETA1 * mean + (1 - BETA1) * gradient
    squares = BETA2 * squares + (1 - BETA2) * gradient ** 2
    # Both started at 0 and are corrected for it.
    step = RATE / (1 - BETA1 ** updates)
    return parameter - step * mean / (np.sqrt(squares / (1 - BETA2 ** updates)) + EPSILON), [mean, squares]
`;
}

function numbers(...values: readonly number[]): string {
  return values.map(numberText).join(', ');
}
