/** What a number is made of, in symbols and in words: why this row and that column, and what it means. */
import type { LayerShape } from '../../protocol/engine';
import type { CellRef } from '../provenance/cell';
import { pairOf } from '../provenance/losses';
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
        symbols: '(Σₛ loss of sample s) / N',
        why: [
          'Every sample of the batch has a loss of its own. The loss is their mean, so that it does not grow with the batch.',
        ],
        meaning: 'How wrong the network is on this batch: what training makes smaller.',
      };
    case 'sampleLoss':
      return sampleLoss(at);
    case 'target':
      return {
        symbols: '',
        why: [`It comes with the data: what sample ${i(at)} should give at output ${j(at)}.`],
        meaning: 'The answer that the network is to learn.',
      };
    case 'weights':
    case 'bias':
      return parameter(at, ref.quantity);
    case 'weightsBefore':
    case 'biasBefore':
      return {
        symbols: '',
        why: [
          'The batch step began with it, and its forward and backward pass went through it. The update has replaced it since.',
        ],
        meaning: 'What this batch step computed with.',
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

/** What every gradient says. */
function raises(what: string, loss: string): string {
  return `Raise ${what} by a little, and ${loss} changes by about this number times as much: up where it is positive, down where it is negative.`;
}

/** The weights that forward and backward went through. */
function weightsName({ ref, setting }: At): string {
  return isUpdated(ref.layer, setting.position) ? 'weights before the update' : 'weights';
}

function input(at: At): WhyText {
  if (at.ref.layer === 0) {
    return {
      symbols: '',
      why: [`It comes from the data: input ${j(at)} of sample ${i(at)} of this batch.`],
      meaning: 'Where every way back ends: nothing was computed before it.',
    };
  }
  const before = at.setting.run.layers[at.ref.layer - 1]?.name ?? '';
  return {
    symbols: `output[${i(at)}][${j(at)}] of ${before}`,
    why: [`The input of this layer is the output of ${before}: the same number.`],
    meaning: `What unit ${j(at)} of ${before} passes on of sample ${i(at)}.`,
  };
}

function preActivation(at: At): WhyText {
  const bias = at.shape.hasBias ? ` + bias[${j(at)}]` : '';
  const added = at.shape.hasBias ? ' Its bias is added to the sum.' : '';
  return {
    symbols: `Σᵢ input[${i(at)}][i] · ${weightsName(at)}[i][${j(at)}]${bias}`,
    why: [
      `Row ${i(at)} of input is all that the layer sees of sample ${i(at)}; column ${j(at)} of weights is what unit ${j(at)} makes of each input. Each input goes through its own weight, and the unit adds up what arrives.${added}`,
    ],
    meaning: `How much sample ${i(at)} excites unit ${j(at)}, before the activation function.`,
  };
}

function output(at: At): WhyText {
  const { activation } = at.shape;
  const meaning = at.isLast
    ? `What the network answers for sample ${i(at)} at output ${j(at)}.`
    : `What unit ${j(at)} passes on of sample ${i(at)} to the next layer.`;
  if (hasJacobian(at.shape)) {
    return {
      symbols: `exp(preActivation[${i(at)}][${j(at)}]) / Σₖ exp(preActivation[${i(at)}][k])`,
      why: [
        'softmax turns the whole row of a sample into shares that sum to 1: so each output depends on every preActivation of its sample.',
      ],
      meaning,
    };
  }
  return {
    symbols: `${activation}(preActivation[${i(at)}][${j(at)}])`,
    why: [
      `${activation} works on each number by itself: this one comes from the number at the same place.`,
      ...(activation === 'gelu' ? ['gelu(z) = z · Φ(z), where Φ is the normal distribution.'] : []),
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
      `Row ${i(at)} of output is what the network answers for sample ${i(at)}, row ${i(at)} of target what it should answer.`,
    ],
    meaning: `How wrong the network is on sample ${i(at)} alone. The loss is the mean of these.`,
  };
}

function gradient(at: At): WhyText {
  const meaning = `${raises(`output[${i(at)}][${j(at)}]`, `the loss of sample ${i(at)}`)} It is of this sample alone: not divided by N yet.`;
  const next = at.setting.run.layers[at.ref.layer + 1];
  if (next !== undefined) {
    return {
      symbols: `gradientPrev[${i(at)}][${j(at)}] of ${next.name}`,
      why: [
        `This layer's output is the input of ${next.name}. What ${next.name} passed back for its input is the gradient here: the same number.`,
      ],
      meaning,
    };
  }
  return {
    symbols: slopeOfLoss(at.setting.run.loss, i(at), j(at)),
    why: [
      'Here the way back begins: how the loss of the sample changes with this output, from the formula of the loss.',
    ],
    meaning,
  };
}

function slope(at: At): WhyText {
  const { formula, from, note } = derivativeOf(at.shape);
  const z = `preActivation[${i(at)}][${j(at)}]`;
  const reason =
    from === 'output'
      ? [
          `The slope of ${at.shape.activation} can be told from its output, which the forward pass has kept: nothing has to be computed anew.`,
        ]
      : from === null
        ? ['A straight line has the same slope everywhere.']
        : [];
  return {
    symbols: from === null ? formula : `${formula}, at [${i(at)}][${j(at)}]`,
    why: [...reason, ...(note === undefined ? [] : [note])],
    meaning: `Raise ${z} by a little, and output[${i(at)}][${j(at)}] changes by about this number times as much.`,
  };
}

function jacobian(at: At): WhyText {
  const same = j(at) === k(at);
  const [a, b] = [`output[${i(at)}][${j(at)}]`, `output[${i(at)}][${k(at)}]`];
  return {
    symbols: same ? `${a} · (1 − ${a})` : `−${a} · ${b}`,
    why: [
      same
        ? 'On the diagonal: what an output gains when its own preActivation grows. The nearer it is to 0 or 1, the less.'
        : 'Off the diagonal: the shares sum to 1, so what one unit gains the others lose, in proportion to both.',
    ],
    meaning: `Raise preActivation[${i(at)}][${k(at)}] by a little, and ${a} changes by about this number times as much.`,
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
    ? `The chain rule. preActivation[${s}][${unit}] moves every output of its sample, so every way counts: row ${s} of gradient times column ${unit} of the sample's Jacobian.`
    : 'The chain rule: how the loss changes with the output, times how the output changes with preActivation. Both stand at the same place, since each output depends on its own preActivation only.';
  return {
    symbols: pair === null ? chain : `${short} = ${chain}`,
    why: [
      why,
      ...(pair === null
        ? []
        : [
            `With ${at.shape.activation} and ${at.setting.run.loss} most of it cancels: what is left is output − target${pair === 'softmax' ? ' (for targets that sum to 1)' : ''}.`,
          ]),
    ],
    meaning: raises(`preActivation[${s}][${unit}]`, `the loss of sample ${s}`),
  };
}

function gradientWeights(at: At): WhyText {
  return {
    symbols: `(Σₛ inputᵀ[${i(at)}][s] · gradientOutput[s][${j(at)}]) / N`,
    why: [
      `Row ${i(at)} of inputᵀ is column ${i(at)} of input: what every sample sent into input ${i(at)}. Column ${j(at)} of gradientOutput is how the loss of every sample changes with unit ${j(at)}.`,
      'A weight is used by every sample, so its gradient adds up over the samples. The transpose is what makes the samples meet: N is the inner dimension of inputᵀ · gradientOutput.',
      'Divided by N, since the loss is the mean over the samples.',
    ],
    meaning: raises(`weights[${i(at)}][${j(at)}]`, 'the loss'),
  };
}

function gradientBias(at: At): WhyText {
  return {
    symbols: `(Σₛ gradientOutput[s][${i(at)}]) / N`,
    why: [
      `A bias is a weight whose input is always 1. So only column ${i(at)} of gradientOutput is left, how the loss of every sample changes with unit ${i(at)}; and of that the mean.`,
    ],
    meaning: raises(`bias[${i(at)}]`, 'the loss'),
  };
}

function gradientPrev(at: At): WhyText {
  const name = weightsName(at);
  return {
    symbols: `Σⱼ gradientOutput[${i(at)}][j] · ${name === 'weights' ? 'weightsᵀ' : `(${name})ᵀ`}[j][${j(at)}]`,
    why: [
      `Going forward, input ${j(at)} reached unit j through weights[${j(at)}][j]. Going back, the part that unit j has in the loss returns through the same weight: so row ${j(at)} of weights, which is column ${j(at)} of weightsᵀ.`,
      'Row by row, since no sample has a part in the loss of another. The weights are those that the forward pass went through, before the update.',
    ],
    meaning: raises(`input[${i(at)}][${j(at)}]`, `the loss of sample ${i(at)}`),
  };
}

function parameter(at: At, name: 'weights' | 'bias'): WhyText {
  const { setting, ref } = at;
  const self = `${name}${ref.index.map((one) => `[${String(one)}]`).join('')}`;
  const meaning =
    name === 'weights'
      ? `How strongly input ${i(at)} acts on unit ${j(at)}.`
      : `What unit ${i(at)} adds whatever its input is.`;
  if (!isUpdated(ref.layer, setting.position)) {
    return {
      symbols: '',
      why: [
        `This batch step began with it: it was made by the update before, or in the first batch step by the file. This batch step's update will change it, by ${updateRule(setting.optimizer).name}.`,
      ],
      meaning,
    };
  }
  const rule = updateRule(setting.optimizer);
  const gradientOf = name === 'weights' ? 'gradientWeights' : 'gradientBias';
  return { symbols: rule.formula(self, self.replace(name, gradientOf)), why: rule.why, meaning };
}
