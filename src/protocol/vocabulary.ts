/**
 * The vocabulary of backpropagation: one name per quantity, in code, in the Variables view, in the panel,
 * in traces and in prose. Every room uses these names; there is no second name for any of them.
 *
 * Convention: a batch is N × n (one row per sample), a weight matrix n × m (one column per unit).
 */
import * as l10n from '@vscode/l10n';

/** The four phases of one batch step, in the order in which they run. */
export const PHASES = ['forward', 'loss', 'backward', 'update'] as const;
export type Phase = (typeof PHASES)[number];

/** The equations of a batch step. One operation is what Step Into runs. */
export type OperationName =
  | 'preActivation'
  | 'output'
  | 'loss'
  | 'activationDerivative'
  | 'gradientOutput'
  | 'gradientWeights'
  | 'gradientPrev'
  | 'update';

/** The operations of one layer in a phase, in the order in which they run. `loss` belongs to no layer. */
export const LAYER_OPERATIONS = {
  forward: ['preActivation', 'output'],
  backward: ['activationDerivative', 'gradientOutput', 'gradientWeights', 'gradientPrev'],
  update: ['update'],
} as const satisfies Record<Exclude<Phase, 'loss'>, readonly OperationName[]>;

/** The quantities of a layer that a person can look at. */
export const QUANTITY_NAMES = [
  'input',
  'weights',
  'bias',
  'preActivation',
  'output',
  'gradient',
  'activationDerivative',
  'gradientOutput',
  'gradientWeights',
  'gradientBias',
  'gradientPrev',
] as const;
export type QuantityName = (typeof QUANTITY_NAMES)[number];

/**
 * What can be read beside the quantities, to tell where they come from: the targets of the batch (N × m, of the last
 * layer), and the parameters with which the batch step began, which its forward and backward pass went through.
 */
export const SOURCE_NAMES = ['target', 'weightsBefore', 'biasBefore'] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];
export type ReadableName = QuantityName | SourceName;

export function isQuantity(name: string): name is QuantityName {
  return QUANTITY_NAMES.some((quantity) => quantity === name);
}

/** What an axis counts: N samples of the batch, n inputs of the layer, m units of the layer. */
export type Axis = 'sample' | 'input' | 'unit';

export interface Quantity {
  /** The mathematical symbol that stands beside the name wherever a person reads it. */
  readonly symbol: string;
  /** The axes, outermost first. A bias is a single row: ['unit']. */
  readonly axes: readonly Axis[];
  /** In the user's language. */
  readonly meaning: string;
  readonly group: 'Forward' | 'Backward' | 'Parameters';
}

export const QUANTITIES: Readonly<Record<QuantityName, Quantity>> = {
  input: {
    symbol: 'A⁽ˡ⁻¹⁾',
    axes: ['sample', 'input'],
    get meaning() {
      return l10n.t('the input of the layer: the output of the layer before, or the data');
    },
    group: 'Forward',
  },
  weights: {
    symbol: 'W⁽ˡ⁾',
    axes: ['input', 'unit'],
    get meaning() {
      return l10n.t('the projection matrix of the layer');
    },
    group: 'Parameters',
  },
  bias: {
    symbol: 'b⁽ˡ⁾',
    axes: ['unit'],
    get meaning() {
      return l10n.t('one number added to each unit');
    },
    group: 'Parameters',
  },
  preActivation: {
    symbol: 'Z⁽ˡ⁾',
    axes: ['sample', 'unit'],
    get meaning() {
      return l10n.t('input · weights + bias, before the activation function');
    },
    group: 'Forward',
  },
  output: {
    symbol: 'A⁽ˡ⁾',
    axes: ['sample', 'unit'],
    get meaning() {
      return l10n.t('the activation function of preActivation, kept for the backward pass');
    },
    group: 'Forward',
  },
  gradient: {
    symbol: '∂L/∂A⁽ˡ⁾',
    axes: ['sample', 'unit'],
    get meaning() {
      return l10n.t(
        "the gradient that arrives from the layer after this one, or from the loss (PyTorch's grad_output)",
      );
    },
    group: 'Backward',
  },
  activationDerivative: {
    symbol: 'a′',
    axes: ['sample', 'unit'],
    get meaning() {
      return l10n.t('the local derivative ∂A/∂Z; for softmax one m × m Jacobian per sample');
    },
    group: 'Backward',
  },
  gradientOutput: {
    symbol: 'δ⁽ˡ⁾ = ∂L/∂Z⁽ˡ⁾',
    axes: ['sample', 'unit'],
    get meaning() {
      return l10n.t('gradient ∘ activationDerivative: the gradient before the activation function');
    },
    group: 'Backward',
  },
  gradientWeights: {
    symbol: '∂L/∂W⁽ˡ⁾',
    axes: ['input', 'unit'],
    get meaning() {
      return l10n.t('inputᵀ · gradientOutput / N');
    },
    group: 'Backward',
  },
  gradientBias: {
    symbol: '∂L/∂b⁽ˡ⁾',
    axes: ['unit'],
    get meaning() {
      return l10n.t('the column mean of gradientOutput');
    },
    group: 'Backward',
  },
  gradientPrev: {
    symbol: '∂L/∂A⁽ˡ⁻¹⁾',
    axes: ['sample', 'input'],
    get meaning() {
      return l10n.t('gradientOutput · weightsᵀ, with the weights before the update');
    },
    group: 'Backward',
  },
};

/** One operation of a batch step. `layer` counts from 0 in the order of the file; null for the loss. */
export interface OperationKey {
  readonly phase: Phase;
  readonly layer: number | null;
  readonly operation: OperationName;
}

/** Where a run is: just after this operation. Epoch and batch count from 0. */
export interface Position extends OperationKey {
  readonly epoch: number;
  readonly batch: number;
}

const batchSteps = new Map<number, readonly OperationKey[]>();

/** All operations of one batch step of a network with `layerCount` layers, in the order in which they run. */
export function operationsOfBatchStep(layerCount: number): readonly OperationKey[] {
  let operations = batchSteps.get(layerCount);
  if (operations === undefined) {
    operations = listOperations(layerCount);
    batchSteps.set(layerCount, operations);
  }
  return operations;
}

function listOperations(layerCount: number): OperationKey[] {
  const layers = Array.from({ length: layerCount }, (_, layer) => layer);
  const ofLayer = (phase: Exclude<Phase, 'loss'>, layer: number): OperationKey[] =>
    LAYER_OPERATIONS[phase].map((operation) => ({ phase, layer, operation }));
  return [
    ...layers.flatMap((layer) => ofLayer('forward', layer)),
    { phase: 'loss', layer: null, operation: 'loss' },
    ...layers.toReversed().flatMap((layer) => ofLayer('backward', layer)),
    ...layers.flatMap((layer) => ofLayer('update', layer)),
  ];
}

/** Whether this is the last operation of its layer in its phase (of the phase itself, for loss). */
export function endsLayer(key: OperationKey): boolean {
  return key.phase === 'loss' || LAYER_OPERATIONS[key.phase].at(-1) === key.operation;
}
