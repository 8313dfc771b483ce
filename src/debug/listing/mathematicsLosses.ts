/** The losses and their gradients as mathematics: right sides of equations, quantities in braces. */
import * as l10n from '@vscode/l10n';
import type { LossName } from '../../definition/names';
import type { ShortCut } from '../../protocol/text/derivatives';

interface LossFormula {
  /** ℓ of one sample; the sums go over its m units. */
  readonly losses: string;
  readonly gradient: string;
}

const lossFormulas = (): Readonly<Record<LossName, LossFormula>> => ({
  meanSquaredError: {
    losses: '(1/m) Σ ({output}[s] − {target}[s])²',
    gradient: '2 ({output} − {target}) / m',
  },
  halfSquaredError: { losses: '½ Σ ({output}[s] − {target}[s])²', gradient: '{output} − {target}' },
  meanAbsoluteError: {
    losses: '(1/m) Σ |{output}[s] − {target}[s]|',
    gradient: 'sign({output} − {target}) / m',
  },
  huber: {
    losses: l10n.t(
      '{0}, with h(e) = ½ e² where |e| ≤ 1, else |e| − ½',
      '(1/m) Σ h({output}[s] − {target}[s])',
    ),
    gradient: l10n.t('({0}, held between −1 and 1) / m', '{output} − {target}'),
  },
  binaryCrossentropy: {
    losses: '−(1/m) Σ [{target}[s] ln {output}[s] + (1 − {target}[s]) ln(1 − {output}[s])]',
    gradient: l10n.t(
      '{0}, element by element',
      '((1 − {target}) / (1 − {output}) − {target} / {output}) / m',
    ),
  },
  categoricalCrossentropy: {
    losses: '−Σ {target}[s] ln {output}[s]',
    gradient: l10n.t('{0}, element by element', '−{target} / {output}'),
  },
});

/** With a short cut the equations are the same; they are computed in another way. */
export function lossFormula(loss: LossName, shortCut: ShortCut | null): LossFormula {
  const { losses, gradient } = lossFormulas()[loss];
  if (shortCut === null) return { losses, gradient };
  const fromPreActivation = (formula: string): string =>
    l10n.t('{0}, computed from {1}', formula, '{preActivation}');
  return { losses: fromPreActivation(losses), gradient: fromPreActivation(gradient) };
}

/** δ where the loss and the activation are computed as one. */
export function shortCutFormula(shortCut: ShortCut): string {
  return shortCut === 'sigmoid + binaryCrossentropy'
    ? '({output} − {target}) / m'
    : l10n.t(
        '{0}, where each row of {1} sums to 1 (else {2} times that sum)',
        '{output} − {target}',
        '{target}',
        '{output}',
      );
}
