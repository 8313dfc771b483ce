import type { ActivationDefinition } from '../../definition/definition';
import type { ActivationName } from '../../definition/names';

/** The right side of `output = …`, quantities in braces. */
export function activationFormula({ type, alpha }: ActivationDefinition): string {
  const formulas: Readonly<Record<ActivationName, string>> = {
    linear: '{preActivation}',
    sigmoid: '1 / (1 + exp(−{preActivation}))',
    tanh: 'tanh({preActivation})',
    relu: 'max(0, {preActivation})',
    leakyRelu: `{preActivation} where {preActivation} > 0, else ${alpha} · {preActivation}`,
    elu: `{preActivation} where {preActivation} > 0, else ${alpha} · (exp({preActivation}) − 1)`,
    softplus: 'ln(1 + exp({preActivation}))',
    swish: '{preActivation} ∘ σ({preActivation}), with σ(z) = 1 / (1 + exp(−z))',
    gelu: '{preActivation} ∘ Φ({preActivation}), with the normal distribution Φ',
    softmax: 'exp({preActivation}[s]) / Σ exp({preActivation}[s]), for each sample s',
  };
  return formulas[type];
}
