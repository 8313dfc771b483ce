/** What a number is made of, in symbols and in words: why this row and that column, and what it means. */
import * as l10n from '@vscode/l10n';
import type { LayerShape } from '../../protocol/engine';
import type { CellRef } from '../provenance/cell';
import { pairOf, type Pair } from '../provenance/losses';
import { isUpdated, type Setting } from '../provenance/provenance';
import { derivativeOf } from '../../protocol/text/derivatives';
import { formulaOfLoss, slopeOfLoss } from './lossFormulas';
import { updateRule } from './updateRules';
import { hasJacobian } from '../../protocol/text/shapes';

export interface WhyText {
  /** The right side of `name = …`, in symbols; empty for what is not computed. */
  readonly symbols: string;
  /** Why these factors. */
  readonly why: readonly string[];
  /** What the number says. */
  readonly meaning: string;
}

export function whyText(ref: CellRef, setting: Setting): WhyText {
  const shape = setting.run.layers[ref.layer];
  if (shape === undefined) throw new RangeError(`There is no layer ${String(ref.layer)} in this run.`);
  const at: At = { ref, setting, shape, isLast: ref.layer === setting.run.layers.length - 1 };
  switch (ref.quantity) {
    case 'input':
      return input(at);
    case 'preActivation':
      return preActivation(at);
    case 'output':
      return output(at);
    case 'loss':
      return {
        symbols: l10n.t('(Σₛ loss of sample s) / N'),
        why: [
          l10n.t(
            'Every sample of the batch has a loss of its own. The loss is their mean, so that it does not grow with the batch.',
          ),
        ],
        meaning: l10n.t('How wrong the network is on this batch: what training makes smaller.'),
      };
    case 'sampleLoss':
      return sampleLoss(at);
    case 'target':
      return {
        symbols: '',
        why: [l10n.t('It comes with the data: what sample {0} should give at output {1}.', i(at), j(at))],
        meaning: l10n.t('The answer that the network is to learn.'),
      };
    case 'weights':
    case 'bias':
      return parameter(at, ref.quantity);
    case 'weightsBefore':
    case 'biasBefore':
      return {
        symbols: '',
        why: [
          l10n.t(
            'The batch step began with it, and its forward and backward pass went through it. The update has replaced it since.',
          ),
        ],
        meaning: l10n.t('What this batch step computed with.'),
      };
    case 'gradient':
      return gradient(at);
    case 'activationDerivative':
      return hasJacobian(shape) ? jacobian(at) : slope(at);
    case 'gradientOutput':
      return gradientOutput(at);
    case 'gradientWeights':
      return gradientWeights(at);
    case 'gradientBias':
      return gradientBias(at);
    case 'gradientPrev':
      return gradientPrev(at);
  }
}

interface At {
  readonly ref: CellRef;
  readonly setting: Setting;
  readonly shape: LayerShape;
  readonly isLast: boolean;
}

const i = ({ ref }: At): string => String(ref.index[0] ?? 0);
const j = ({ ref }: At): string => String(ref.index[1] ?? 0);
const k = ({ ref }: At): string => String(ref.index[2] ?? 0);

/** What every gradient says: of the loss of the batch, or of the loss of one sample. */
function raises(what: string, sample?: string): string {
  return sample === undefined
    ? l10n.t(
        'Raise {0} by a little, and the loss changes by about this number times as much: up where it is positive, down where it is negative.',
        what,
      )
    : l10n.t(
        'Raise {0} by a little, and the loss of sample {1} changes by about this number times as much: up where it is positive, down where it is negative.',
        what,
        sample,
      );
}

/** The weights that forward and backward went through. */
function weightsName({ ref, setting }: At): string {
  return isUpdated(ref.layer, setting.position) ? l10n.t('{0} before the update', 'weights') : 'weights';
}

function input(at: At): WhyText {
  if (at.ref.layer === 0) {
    return {
      symbols: '',
      why: [l10n.t('It comes from the data: input {0} of sample {1} of this batch.', j(at), i(at))],
      meaning: l10n.t('Where every way back ends: nothing was computed before it.'),
    };
  }
  const before = at.setting.run.layers[at.ref.layer - 1]?.name ?? '';
  return {
    symbols: l10n.t('{0} of {1}', `output[${i(at)}][${j(at)}]`, before),
    why: [l10n.t('The input of this layer is the output of {0}: the same number.', before)],
    meaning: l10n.t('What unit {0} of {1} passes on of sample {2}.', j(at), before, i(at)),
  };
}

function preActivation(at: At): WhyText {
  const bias = at.shape.hasBias ? ` + bias[${j(at)}]` : '';
  const added = at.shape.hasBias ? ` ${l10n.t('Its bias is added to the sum.')}` : '';
  const sums = l10n.t(
    'Row {0} of input is all that the layer sees of sample {0}; column {1} of weights is what unit {1} makes of each input. Each input goes through its own weight, and the unit adds up what arrives.',
    i(at),
    j(at),
  );
  return {
    symbols: `Σᵢ input[${i(at)}][i] · ${weightsName(at)}[i][${j(at)}]${bias}`,
    why: [sums + added],
    meaning: l10n.t('How much sample {0} excites unit {1}, before the activation function.', i(at), j(at)),
  };
}

function output(at: At): WhyText {
  const { activation } = at.shape;
  const meaning = at.isLast
    ? l10n.t('What the network answers for sample {0} at output {1}.', i(at), j(at))
    : l10n.t('What unit {0} passes on of sample {1} to the next layer.', j(at), i(at));
  if (hasJacobian(at.shape)) {
    return {
      symbols: `exp(preActivation[${i(at)}][${j(at)}]) / Σₖ exp(preActivation[${i(at)}][k])`,
      why: [
        l10n.t(
          'softmax turns the whole row of a sample into shares that sum to 1: so each output depends on every preActivation of its sample.',
        ),
      ],
      meaning,
    };
  }
  return {
    symbols: `${activation}(preActivation[${i(at)}][${j(at)}])`,
    why: [
      l10n.t(
        '{0} works on each number by itself: this one comes from the number at the same place.',
        activation,
      ),
      ...(activation === 'gelu' ? [l10n.t('gelu(z) = z · Φ(z), where Φ is the normal distribution.')] : []),
      ...(activation === 'swish' ? ['swish(z) = z · σ(z).'] : []),
      ...(activation === 'softplus' ? ['softplus(z) = ln(1 + exp(z)).'] : []),
    ],
    meaning,
  };
}

function sampleLoss(at: At): WhyText {
  return {
    symbols: formulaOfLoss(at.setting.run.loss, i(at)),
    why: [
      l10n.t(
        'Row {0} of output is what the network answers for sample {0}, row {0} of target what it should answer.',
        i(at),
      ),
    ],
    meaning: l10n.t('How wrong the network is on sample {0} alone. The loss is the mean of these.', i(at)),
  };
}

function gradient(at: At): WhyText {
  const alone = l10n.t('It is of this sample alone: not divided by N yet.');
  const meaning = `${raises(`output[${i(at)}][${j(at)}]`, i(at))} ${alone}`;
  const next = at.setting.run.layers[at.ref.layer + 1];
  if (next !== undefined) {
    return {
      symbols: l10n.t('{0} of {1}', `gradientPrev[${i(at)}][${j(at)}]`, next.name),
      why: [
        l10n.t(
          "This layer's output is the input of {0}. What {0} passed back for its input is the gradient here: the same number.",
          next.name,
        ),
      ],
      meaning,
    };
  }
  return {
    symbols: slopeOfLoss(at.setting.run.loss, i(at), j(at)),
    why: [
      l10n.t(
        'Here the way back begins: how the loss of the sample changes with this output, from the formula of the loss.',
      ),
    ],
    meaning,
  };
}

/** What every derivative of an output says. */
function moves(what: string, output: string): string {
  return l10n.t('Raise {0} by a little, and {1} changes by about this number times as much.', what, output);
}

function slope(at: At): WhyText {
  const { formula, from, note } = derivativeOf(at.shape);
  const z = `preActivation[${i(at)}][${j(at)}]`;
  const reason =
    from === 'output'
      ? [
          l10n.t(
            'The slope of {0} can be told from its output, which the forward pass has kept: nothing has to be computed anew.',
            at.shape.activation,
          ),
        ]
      : from === null
        ? [l10n.t('A straight line has the same slope everywhere.')]
        : [];
  return {
    symbols: from === null ? formula : l10n.t('{0}, at {1}', formula, `[${i(at)}][${j(at)}]`),
    why: [...reason, ...(note === undefined ? [] : [note])],
    meaning: moves(z, `output[${i(at)}][${j(at)}]`),
  };
}

function jacobian(at: At): WhyText {
  const same = j(at) === k(at);
  const [a, b] = [`output[${i(at)}][${j(at)}]`, `output[${i(at)}][${k(at)}]`];
  return {
    symbols: same ? `${a} · (1 − ${a})` : `−${a} · ${b}`,
    why: [
      same
        ? l10n.t(
            'On the diagonal: what an output gains when its own preActivation grows. The nearer it is to 0 or 1, the less.',
          )
        : l10n.t(
            'Off the diagonal: the shares sum to 1, so what one unit gains the others lose, in proportion to both.',
          ),
    ],
    meaning: moves(`preActivation[${i(at)}][${k(at)}]`, a),
  };
}

function gradientOutput(at: At): WhyText {
  const pair = at.isLast ? pairOf(at.setting.run) : null;
  const [s, unit] = [i(at), j(at)];
  const chain = hasJacobian(at.shape)
    ? `Σₖ gradient[${s}][k] · activationDerivative[${s}][k][${unit}]`
    : `gradient[${s}][${unit}] · activationDerivative[${s}][${unit}]`;
  const m = at.shape.units;
  const difference = `output[${s}][${unit}] − target[${s}][${unit}]`;
  const short = pair === 'sigmoid' && m > 1 ? `(${difference}) / ${String(m)}` : difference;
  const why = hasJacobian(at.shape)
    ? l10n.t(
        "The chain rule. preActivation[{0}][{1}] moves every output of its sample, so every way counts: row {0} of gradient times column {1} of the sample's Jacobian.",
        s,
        unit,
      )
    : l10n.t(
        'The chain rule: how the loss changes with the output, times how the output changes with preActivation. Both stand at the same place, since each output depends on its own preActivation only.',
      );
  return {
    symbols: pair === null ? chain : `${short} = ${chain}`,
    why: [why, ...(pair === null ? [] : [whatCancels(pair, at.shape.activation, at.setting.run.loss)])],
    meaning: raises(`preActivation[${s}][${unit}]`, s),
  };
}

function whatCancels(pair: Exclude<Pair, null>, activation: string, loss: string): string {
  return pair === 'softmax'
    ? l10n.t(
        'With {0} and {1} most of it cancels: what is left is output − target (for targets that sum to 1).',
        activation,
        loss,
      )
    : l10n.t('With {0} and {1} most of it cancels: what is left is output − target.', activation, loss);
}

function gradientWeights(at: At): WhyText {
  return {
    symbols: `(Σₛ inputᵀ[${i(at)}][s] · gradientOutput[s][${j(at)}]) / N`,
    why: [
      l10n.t(
        'Row {0} of inputᵀ is column {0} of input: what every sample sent into input {0}. Column {1} of gradientOutput is how the loss of every sample changes with unit {1}.',
        i(at),
        j(at),
      ),
      l10n.t(
        'A weight is used by every sample, so its gradient adds up over the samples. The transpose is what makes the samples meet: N is the inner dimension of inputᵀ · gradientOutput.',
      ),
      l10n.t('Divided by N, since the loss is the mean over the samples.'),
    ],
    meaning: raises(`weights[${i(at)}][${j(at)}]`),
  };
}

function gradientBias(at: At): WhyText {
  return {
    symbols: `(Σₛ gradientOutput[s][${i(at)}]) / N`,
    why: [
      l10n.t(
        'A bias is a weight whose input is always 1. So only column {0} of gradientOutput is left, how the loss of every sample changes with unit {0}; and of that the mean.',
        i(at),
      ),
    ],
    meaning: raises(`bias[${i(at)}]`),
  };
}

function gradientPrev(at: At): WhyText {
  const name = weightsName(at);
  return {
    symbols: `Σⱼ gradientOutput[${i(at)}][j] · ${name === 'weights' ? 'weightsᵀ' : `(${name})ᵀ`}[j][${j(at)}]`,
    why: [
      l10n.t(
        'Going forward, input {0} reached unit j through weights[{0}][j]. Going back, the part that unit j has in the loss returns through the same weight: so row {0} of weights, which is column {0} of weightsᵀ.',
        j(at),
      ),
      l10n.t(
        'Row by row, since no sample has a part in the loss of another. The weights are those that the forward pass went through, before the update.',
      ),
    ],
    meaning: raises(`input[${i(at)}][${j(at)}]`, i(at)),
  };
}

function parameter(at: At, name: 'weights' | 'bias'): WhyText {
  const { setting, ref } = at;
  const self = `${name}${ref.index.map((one) => `[${String(one)}]`).join('')}`;
  const meaning =
    name === 'weights'
      ? l10n.t('How strongly input {0} acts on unit {1}.', i(at), j(at))
      : l10n.t('What unit {0} adds whatever its input is.', i(at));
  if (!isUpdated(ref.layer, setting.position)) {
    return {
      symbols: '',
      why: [
        l10n.t(
          "This batch step began with it: it was made by the update before, or in the first batch step by the file. This batch step's update will change it, by {0}.",
          updateRule(setting.optimizer).name,
        ),
      ],
      meaning,
    };
  }
  const rule = updateRule(setting.optimizer);
  const gradientOf = name === 'weights' ? 'gradientWeights' : 'gradientBias';
  return { symbols: rule.formula(self, self.replace(name, gradientOf)), why: rule.why, meaning };
}
