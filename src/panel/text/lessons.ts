/** What the picture teaches, one short paragraph per operation. */
import * as l10n from '@vscode/l10n';
import type { LayerShape, RunDescription } from '../../protocol/engine';
import type { Axis, OperationName } from '../../protocol/vocabulary';
import { hasJacobian } from '../../protocol/text/shapes';

/** The letters of the axes, as the shapes have them. */
export const AXIS_LETTERS: Readonly<Record<Axis, string>> = { sample: 'N', input: 'n', unit: 'm' };

/** Why the operation is what it is. Brackets count from 0, as everywhere: sample s, input j, unit i. */
export function lessonOf(operation: OperationName, layer: LayerShape): readonly string[] {
  switch (operation) {
    case 'preActivation':
      return [
        l10n.t(
          'Every sample’s row meets every unit’s column: input[s, j] · weights[j, i], summed over the inputs j. The inputs run along the rows of the one and down the columns of the other, so nothing has to be turned.',
        ),
      ];
    case 'output':
      return [
        hasJacobian(layer)
          ? l10n.t(
              'softmax looks at a whole row: it makes the units of a sample into shares that add up to 1.',
            )
          : l10n.t('The activation function works on each number alone. The shape stays.'),
      ];
    case 'loss':
      return [l10n.t('Each sample has its loss; what is reported is their mean.')];
    case 'activationDerivative':
      return [
        hasJacobian(layer)
          ? l10n.t(
              'How much does each output move when a preActivation moves a little? softmax mixes the units of a sample, so the answer is a whole m × m matrix for each sample: its Jacobian.',
            )
          : l10n.t(
              'How much does each output move when its preActivation moves a little? The function works on each number alone, so one slope per number is enough.',
            ),
      ];
    case 'gradientOutput':
      return [
        hasJacobian(layer)
          ? l10n.t(
              'The chain rule, sample by sample: a row of gradient times the Jacobian of that sample. Each unit gathers from all units of its sample.',
            )
          : l10n.t(
              'The chain rule, number by number: how much the loss moves with the output, times how much the output moves with preActivation. Nothing is summed, so nothing is turned.',
            ),
      ];
    case 'gradientWeights':
      return [
        l10n.t(
          'weights[j, i] is used once per sample: it carries input[s, j] to unit i. So its gradient is a sum over the samples of input[s, j] · δ[s, i].',
        ),
        l10n.t(
          'A product sums along the rows of its left factor and down the columns of its right one. In δ the samples run down already. In input they run down, too: turned, they run along. That is why there is a ᵀ.',
        ),
        l10n.t('Divided by N the sum becomes a mean. N divides here and nowhere else.'),
      ];
    case 'gradientPrev':
      return [
        l10n.t(
          'input[s, j] is used once per unit: weights[j, i] carries it to unit i. So what comes back to it is a sum over the units of δ[s, i] · weights[j, i].',
        ),
        l10n.t(
          'In δ the units run along the rows already. In weights they run along, too: turned, they run down, and meet. Forward the same weights summed over the inputs, backward over the units: that is all that the ᵀ does.',
        ),
      ];
    case 'update':
      return [
        l10n.t(
          'Number by number: every weight moves against its gradient. The two have the same shape because each gradient belongs to one weight.',
        ),
      ];
  }
}

/** What the two edges of a product say where they meet: `m = 3`, or that they do not fit. */
export function meetingWords(
  axes: readonly [Axis, Axis],
  lengths: Readonly<Record<Axis, number | null>>,
): { readonly text: string; readonly meets: boolean } {
  const [a, b] = axes;
  const side = (axis: Axis): string =>
    `${AXIS_LETTERS[axis]}${lengths[axis] === null ? '' : ` = ${lengths[axis]}`}`;
  if (a === b) return { text: side(a), meets: true };
  if (lengths[a] !== null && lengths[a] === lengths[b])
    return { text: l10n.t('{0}, but {1}', side(a), side(b)), meets: false };
  return { text: `${side(a)} ≠ ${side(b)}`, meets: false };
}

/** What goes wrong without the transposes. */
export function unturnedLesson(layer: LayerShape, N: number): string {
  const { inputs: n, units: m } = layer;
  const fits =
    n === m || n === N
      ? l10n.t(
          'Where two lengths happen to be equal the product can be computed, but it sums over things that do not belong together.',
        )
      : '';
  const words = l10n.t(
    'Without the turn, gradientOutput (columns: units) would meet weights with its inputs, and input (columns: inputs) would meet gradientOutput’s samples. A sum needs one index that both factors share.',
  );
  return `${words} ${fits}`.trim();
}

/** Where the gradient comes from and where it goes, at the two ends of the picture. */
export function endsOf(run: RunDescription, layer: number): { readonly from: string; readonly to: string } {
  const next = run.layers[layer + 1];
  const before = run.layers[layer - 1];
  return {
    from: next === undefined ? l10n.t('from the loss') : l10n.t('from {0}', next.name),
    to: before === undefined ? l10n.t('to the data') : l10n.t('to {0}', before.name),
  };
}

/**
 * The learning rate with which the sum does what the mean does, and for which optimizers that is so.
 * sgd is linear in the gradient; adam and rmsprop divide by the gradient's own size.
 */
export function learningRateWords(optimizer: string, learningRate: number, N: number): string {
  const rate = `${String(learningRate)} / ${String(N)} = ${String(Number((learningRate / N).toPrecision(6)))}`;
  if (optimizer === 'sgd')
    return l10n.t(
      'With the sum, learning rate {0} gives the same update. With momentum that holds only while every batch has {1} samples: the velocity remembers the batches before.',
      rate,
      N,
    );
  return l10n.t(
    '{0} divides by the size of recent gradients, so a gradient that is {1} times as large makes nearly the same update with the same learning rate {2}. Dividing it by N, which is right for plain sgd ({3}), would be wrong here.',
    optimizer,
    N,
    learningRate,
    rate,
  );
}
