/** The losses and their slopes in symbols. `a` is the last layer's output, `y` the target. */
import * as l10n from '@vscode/l10n';

const ofSamples = (): Readonly<Record<string, string>> => ({
  meanSquaredError: '(1/m) Σⱼ (output[s][j] − target[s][j])²',
  halfSquaredError: '½ Σⱼ (output[s][j] − target[s][j])²',
  meanAbsoluteError: '(1/m) Σⱼ |output[s][j] − target[s][j]|',
  huber: l10n.t('(1/m) Σⱼ huber(output[s][j] − target[s][j]): ½ e² up to |e| = 1, then |e| − ½'),
  binaryCrossentropy:
    '−(1/m) Σⱼ (target[s][j] · ln output[s][j] + (1 − target[s][j]) · ln(1 − output[s][j]))',
  categoricalCrossentropy: '−Σⱼ target[s][j] · ln output[s][j]',
});

const slopes = (): Readonly<Record<string, string>> => ({
  meanSquaredError: '2 · (output[s][j] − target[s][j]) / m',
  halfSquaredError: 'output[s][j] − target[s][j]',
  meanAbsoluteError: 'sign(output[s][j] − target[s][j]) / m',
  huber: l10n.t('(output[s][j] − target[s][j], held between −1 and 1) / m'),
  binaryCrossentropy: '((1 − target[s][j]) / (1 − output[s][j]) − target[s][j] / output[s][j]) / m',
  categoricalCrossentropy: '−target[s][j] / output[s][j]',
});

/** ℓ of a sample. */
export function formulaOfLoss(loss: string, sample: string): string {
  return (ofSamples()[loss] ?? `${loss}(output[s], target[s])`).replaceAll('[s]', `[${sample}]`);
}

/** ∂ℓ/∂output at one place. */
export function slopeOfLoss(loss: string, sample: string, unit: string): string {
  return (slopes()[loss] ?? `∂${loss}/∂output[s][j]`).replaceAll('[s][j]', `[${sample}][${unit}]`);
}
