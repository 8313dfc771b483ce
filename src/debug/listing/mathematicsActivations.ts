import * as l10n from '@vscode/l10n';
import type { ActivationDefinition } from '../../definition/definition';
import type { ActivationName } from '../../definition/names';

/** The right side of `output = …`, quantities in braces. */
export function activationFormula({ type, alpha }: ActivationDefinition): string {
  const formulas: Readonly<Record<ActivationName, string>> = {
    linear: '{preActivation}',
    sigmoid: '1 / (1 + exp(−{preActivation}))',
    tanh: 'tanh({preActivation})',
    relu: 'max(0, {preActivation})',
    leakyRelu: l10n.t('{0} where {0} > 0, else {1}', '{preActivation}', `${alpha} · {preActivation}`),
    elu: l10n.t('{0} where {0} > 0, else {1}', '{preActivation}', `${alpha} · (exp({preActivation}) − 1)`),
    softplus: 'ln(1 + exp({preActivation}))',
    swish: l10n.t('{0}, with {1}', '{preActivation} ∘ σ({preActivation})', 'σ(z) = 1 / (1 + exp(−z))'),
    gelu: l10n.t('{0}, with the normal distribution Φ', '{preActivation} ∘ Φ({preActivation})'),
    softmax: l10n.t('{0}, for each sample s', 'exp({preActivation}[s]) / Σ exp({preActivation}[s])'),
  };
  return formulas[type];
}
