/** The equations of a batch step as data: what stands left and right, with shapes. Any view can draw them. */
import * as l10n from '@vscode/l10n';
import type { LayerShape, RunDescription } from '../engine';
import type { OperationName, QuantityName } from '../vocabulary';
import { derivativeOf, shortCutNote } from './derivatives';
import { expectedShape, hasJacobian } from './shapes';

/** A part of an equation: a quantity with its shape, or what stands between two of them. */
export type Term =
  | {
      readonly kind: 'quantity';
      readonly name: QuantityName;
      /** What follows the name: `ᵀ` for a transpose, `[s]` for one sample. */
      readonly suffix: string;
      readonly shape: readonly (number | string)[];
    }
  | { readonly kind: 'text'; readonly text: string };

export interface OperationText {
  /** One or two equations that run together. */
  readonly equations: readonly (readonly Term[])[];
  readonly results: readonly QuantityName[];
  readonly operands: readonly QuantityName[];
  readonly notes: readonly string[];
}

/** What an equation can say about itself: the run, the layer, and how many samples the batch has. */
export interface EquationContext {
  readonly run: RunDescription;
  readonly layer: number;
  /** 0 while it is not known. */
  readonly N: number;
  readonly learningRate: number;
}

interface Writer {
  readonly shape: LayerShape;
  readonly quantity: (name: QuantityName) => Term;
  readonly transposed: (name: QuantityName) => Term;
  /** One sample's row of a matrix, or one sample's Jacobian. */
  readonly ofSample: (name: QuantityName) => Term;
}

const text = (words: string): Term => ({ kind: 'text', text: words });

function writerFor(shape: LayerShape, N: number): Writer {
  const size = (name: QuantityName): (number | string)[] => expectedShape(shape, name, N);
  return {
    shape,
    quantity: (name) => ({ kind: 'quantity', name, suffix: '', shape: size(name) }),
    transposed: (name) => ({ kind: 'quantity', name, suffix: 'ᵀ', shape: size(name).toReversed() }),
    ofSample: (name) => {
      const whole = size(name);
      const one = whole.length === 3 ? whole.slice(1) : [1, ...whole.slice(1)];
      return { kind: 'quantity', name, suffix: '[s]', shape: one };
    },
  };
}

/** The equation (or two) of one operation of a layer, with what it makes and what it reads. */
export function operationText(operation: OperationName, context: EquationContext): OperationText {
  const shape = context.run.layers[context.layer];
  if (shape === undefined) throw new RangeError(`There is no layer ${String(context.layer)} in this run.`);
  const write = writerFor(shape, context.N);
  switch (operation) {
    case 'preActivation':
      return preActivation(write);
    case 'output':
      return activationOf(write);
    case 'loss':
      return loss(write, context);
    case 'activationDerivative':
      return activationDerivative(write);
    case 'gradientOutput':
      return gradientOutput(write, context);
    case 'gradientWeights':
      return gradientWeights(write, context.N);
    case 'gradientPrev':
      return gradientPrev(write);
    case 'update':
      return update(write, context);
  }
}

function preActivation({ quantity, shape }: Writer): OperationText {
  const bias = shape.hasBias ? [text('+'), quantity('bias')] : [];
  return {
    equations: [
      [quantity('preActivation'), text('='), quantity('input'), text('·'), quantity('weights'), ...bias],
    ],
    results: ['preActivation'],
    operands: shape.hasBias ? ['input', 'weights', 'bias'] : ['input', 'weights'],
    notes: [],
  };
}

function activationOf({ quantity, shape }: Writer): OperationText {
  return {
    equations: [[quantity('output'), text(`= ${shape.activation}(`), quantity('preActivation'), text(')')]],
    results: ['output'],
    operands: ['preActivation'],
    notes: [],
  };
}

function loss({ quantity }: Writer, { run, layer }: EquationContext): OperationText {
  const last = run.layers.length - 1;
  if (layer === last) {
    return {
      equations: [
        [text(`loss = ${run.loss}(`), quantity('output'), text(l10n.t(', target), mean over the samples'))],
      ],
      results: [],
      operands: ['output'],
      notes: [],
    };
  }
  const name = run.layers[last]?.name ?? '';
  return {
    equations: [[text(l10n.t('loss = {0}(output of {1}, target), mean over the samples', run.loss, name))]],
    results: [],
    operands: [],
    notes: [],
  };
}

function activationDerivative({ quantity, shape }: Writer): OperationText {
  const { formula, from, note } = derivativeOf(shape);
  return {
    equations: [[quantity('activationDerivative'), text(`= ${formula}`)]],
    results: ['activationDerivative'],
    operands: from === null ? [] : [from],
    notes: note === undefined ? [] : [note],
  };
}

function gradientOutput(write: Writer, { run, layer }: EquationContext): OperationText {
  const product = hasJacobian(write.shape)
    ? [
        write.ofSample('gradientOutput'),
        text('='),
        write.ofSample('gradient'),
        text('·'),
        write.ofSample('activationDerivative'),
        text(l10n.t('for each sample s')),
      ]
    : [
        write.quantity('gradientOutput'),
        text('='),
        write.quantity('gradient'),
        text('∘'),
        write.quantity('activationDerivative'),
      ];
  const note = shortCutNote(run, layer);
  return {
    equations: [product],
    results: ['gradientOutput'],
    operands: ['gradient', 'activationDerivative'],
    notes: note === null ? [] : [note],
  };
}

function gradientWeights({ quantity, transposed, shape }: Writer, N: number): OperationText {
  const over = text(`/ ${N > 0 ? String(N) : 'N'}`);
  const weights = [
    quantity('gradientWeights'),
    text('='),
    transposed('input'),
    text('·'),
    quantity('gradientOutput'),
    over,
  ];
  const bias = [quantity('gradientBias'), text(l10n.t('= column mean of')), quantity('gradientOutput')];
  return {
    equations: shape.hasBias ? [weights, bias] : [weights],
    results: shape.hasBias ? ['gradientWeights', 'gradientBias'] : ['gradientWeights'],
    operands: ['input', 'gradientOutput'],
    notes: [],
  };
}

function gradientPrev({ quantity, transposed }: Writer): OperationText {
  return {
    equations: [
      [quantity('gradientPrev'), text('='), quantity('gradientOutput'), text('·'), transposed('weights')],
    ],
    results: ['gradientPrev'],
    operands: ['gradientOutput', 'weights'],
    notes: [],
  };
}

function update({ quantity, shape }: Writer, { run, learningRate }: EquationContext): OperationText {
  const rule = (parameter: QuantityName, gradient: QuantityName): Term[] => [
    quantity(parameter),
    text(`← ${run.optimizer}(`),
    quantity(parameter),
    text(','),
    quantity(gradient),
    text(`), learningRate ${String(learningRate)}`),
  ];
  const weights = rule('weights', 'gradientWeights');
  return {
    equations: shape.hasBias ? [weights, rule('bias', 'gradientBias')] : [weights],
    results: shape.hasBias ? ['weights', 'bias'] : ['weights'],
    operands: shape.hasBias ? ['gradientWeights', 'gradientBias'] : ['gradientWeights'],
    notes: [],
  };
}
