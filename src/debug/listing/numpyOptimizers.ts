/** The optimizers in NumPy, as PyTorch defines them. What they remember is 0 before the first update. */
import type { OptimizerDefinition } from '../../definition/definition';

interface OptimizerCode {
  /** The settings, and what is done once for weights and bias. */
  readonly settings: readonly string[];
  /** Makes the parameter anew, and what is remembered of its gradients. `of` is `Weights` or `Bias`. */
  readonly update: (parameter: string, of: string) => readonly string[];
}

export function optimizerCode(optimizer: OptimizerDefinition): OptimizerCode {
  switch (optimizer.type) {
    case 'sgd':
      return sgd(optimizer);
    case 'adam':
      return adam(optimizer);
    case 'rmsprop':
      return rmsprop(optimizer);
  }
}

function sgd({ learningRate, momentum, nesterov }: OptimizerDefinition & { type: 'sgd' }): OptimizerCode {
  if (momentum === 0) {
    return {
      settings: [`learningRate = ${learningRate}`],
      update: (parameter, of) => [`${parameter} = ${parameter} - learningRate * gradient${of}`],
    };
  }
  return {
    settings: [`learningRate, momentum = ${learningRate}, ${momentum}`],
    update: (parameter, of) => [
      `velocity${of} = momentum * velocity${of} + gradient${of}`,
      nesterov
        ? `${parameter} = ${parameter} - learningRate * (momentum * velocity${of} + gradient${of})`
        : `${parameter} = ${parameter} - learningRate * velocity${of}`,
    ],
  };
}

function adam(settings: OptimizerDefinition & { type: 'adam' }): OptimizerCode {
  const { learningRate, beta1, beta2, epsilon } = settings;
  return {
    settings: [
      `learningRate, beta1, beta2, epsilon = ${learningRate}, ${beta1}, ${beta2}, ${epsilon}`,
      'updates = updates + 1',
      '# Both means start at 0 and are corrected for it.',
      'stepSize = learningRate / (1 - beta1 ** updates)',
    ],
    update: (parameter, of) => [
      `mean${of} = beta1 * mean${of} + (1 - beta1) * gradient${of}`,
      `squares${of} = beta2 * squares${of} + (1 - beta2) * gradient${of} ** 2`,
      `${parameter} = ${parameter} - stepSize * mean${of} / (np.sqrt(squares${of} / (1 - beta2 ** updates)) + epsilon)`,
    ],
  };
}

function rmsprop({ learningRate, rho, epsilon }: OptimizerDefinition & { type: 'rmsprop' }): OptimizerCode {
  return {
    settings: [`learningRate, rho, epsilon = ${learningRate}, ${rho}, ${epsilon}`],
    update: (parameter, of) => [
      `squares${of} = rho * squares${of} + (1 - rho) * gradient${of} ** 2`,
      `${parameter} = ${parameter} - learningRate * gradient${of} / (np.sqrt(squares${of}) + epsilon)`,
    ],
  };
}
