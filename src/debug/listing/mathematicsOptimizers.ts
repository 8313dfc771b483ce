/** The optimizers as mathematics. What they remember of a parameter p is 0 before the first update. */
import * as l10n from '@vscode/l10n';
import type { OptimizerDefinition } from '../../definition/definition';

interface OptimizerFormulas {
  /** The optimizer with its settings, in a line. */
  readonly text: string;
  /** The equations of W or of b; the last one makes it anew. */
  readonly rule: (parameter: 'W' | 'b') => readonly string[];
}

const OF = {
  W: { parameter: '{weights}', gradient: '{gradientWeights}' },
  b: { parameter: '{bias}', gradient: '{gradientBias}' },
} as const;

export function optimizerFormulas(optimizer: OptimizerDefinition): OptimizerFormulas {
  switch (optimizer.type) {
    case 'sgd':
      return sgd(optimizer);
    case 'adam':
      return adam(optimizer);
    case 'rmsprop':
      return rmsprop(optimizer);
  }
}

function sgd({ learningRate, momentum, nesterov }: OptimizerDefinition & { type: 'sgd' }): OptimizerFormulas {
  const text = l10n.t('{0}, learning rate η = {1}', 'sgd', learningRate);
  if (momentum === 0) {
    return {
      text,
      rule: (p) => [`${OF[p].parameter} ← ${OF[p].parameter} − η ${OF[p].gradient}`],
    };
  }
  return {
    text: `${text}, momentum μ = ${momentum}${nesterov ? ', nesterov' : ''}`,
    rule: (p) => {
      const { parameter, gradient } = OF[p];
      const direction = nesterov ? `(μ v(${p}) + ${gradient})` : `v(${p})`;
      return [`v(${p}) ← μ v(${p}) + ${gradient}`, `${parameter} ← ${parameter} − η ${direction}`];
    },
  };
}

function adam(settings: OptimizerDefinition & { type: 'adam' }): OptimizerFormulas {
  const { learningRate, beta1, beta2, epsilon } = settings;
  return {
    text: l10n.t(
      'adam, learning rate η = {0}, β₁ = {1}, β₂ = {2}, ε = {3}, in the t-th update',
      learningRate,
      beta1,
      beta2,
      epsilon,
    ),
    rule: (p) => {
      const { parameter, gradient } = OF[p];
      return [
        `v(${p}) ← β₁ v(${p}) + (1 − β₁) ${gradient}`,
        `s(${p}) ← β₂ s(${p}) + (1 − β₂) (${gradient})²`,
        `${parameter} ← ${parameter} − η (v(${p}) / (1 − β₁ᵗ)) / (√(s(${p}) / (1 − β₂ᵗ)) + ε)`,
      ];
    },
  };
}

function rmsprop({
  learningRate,
  rho,
  epsilon,
}: OptimizerDefinition & { type: 'rmsprop' }): OptimizerFormulas {
  return {
    text: `${l10n.t('{0}, learning rate η = {1}', 'rmsprop', learningRate)}, ρ = ${rho}, ε = ${epsilon}`,
    rule: (p) => {
      const { parameter, gradient } = OF[p];
      return [
        `s(${p}) ← ρ s(${p}) + (1 − ρ) (${gradient})²`,
        `${parameter} ← ${parameter} − η ${gradient} / (√s(${p}) + ε)`,
      ];
    },
  };
}
