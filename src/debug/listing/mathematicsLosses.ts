/** The losses and their gradients as mathematics: right sides of equations, quantities in braces. */
import type { LossName } from '../../definition/names';
import type { ShortCut } from '../../protocol/text/derivatives';

interface LossFormula {
  /** ℓ of one sample; the sums go over its m units. */
  readonly losses: string;
  readonly gradient: string;
}

const LOSSES: Readonly<Record<LossName, LossFormula>> = {
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
    losses: '(1/m) Σ h({output}[s] − {target}[s]), with h(e) = ½ e² where |e| ≤ 1, else |e| − ½',
    gradient: '({output} − {target}, held between −1 and 1) / m',
  },
  binaryCrossentropy: {
    losses: '−(1/m) Σ [{target}[s] ln {output}[s] + (1 − {target}[s]) ln(1 − {output}[s])]',
    gradient: '((1 − {target}) / (1 − {output}) − {target} / {output}) / m, element by element',
  },
  categoricalCrossentropy: {
    losses: '−Σ {target}[s] ln {output}[s]',
    gradient: '−{target} / {output}, element by element',
  },
};

const FROM_PRE_ACTIVATION = 'computed from {preActivation}';

/** With a short cut the equations are the same; they are computed in another way. */
export function lossFormula(loss: LossName, shortCut: ShortCut | null): LossFormula {
  const { losses, gradient } = LOSSES[loss];
  if (shortCut === null) return { losses, gradient };
  return {
    losses: `${losses}, ${FROM_PRE_ACTIVATION}`,
    gradient: `${gradient}, ${FROM_PRE_ACTIVATION}`,
  };
}

/** δ where the loss and the activation are computed as one. */
export function shortCutFormula(shortCut: ShortCut): string {
  return shortCut === 'sigmoid + binaryCrossentropy'
    ? '({output} − {target}) / m'
    : '{output} − {target}, where each row of {target} sums to 1 (else {output} times that sum)';
}
