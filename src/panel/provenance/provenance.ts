/**
 * Where a number comes from: for any cell of any quantity, the operation that made it and its factors as an
 * expression over other cells. Knows no values; `evaluate.ts` works them out, `leaves.ts` says which are needed.
 */
import * as l10n from '@vscode/l10n';
import type { LayerShape, OptimizerSettings, RunDescription } from '../../protocol/engine';
import type { OperationName, Position } from '../../protocol/vocabulary';
import { hasJacobian } from '../../protocol/text/shapes';
import { activated, slope } from './activations';
import { cell, type CellRef } from './cell';
import { minus, number, of, product, quotient, sum, type Expression } from './expression';
import * as losses from './losses';

/** One way to write a number out. */
export interface Form {
  readonly expression: Expression;
  /** What this way of writing it is about; empty for the only one. */
  readonly about: string;
  /** The engine computes it this way. */
  readonly computed: boolean;
}

export type Provenance =
  | {
      readonly kind: 'computed';
      readonly operation: OperationName;
      /** The one to learn from first. All are equal but for rounding. */
      readonly forms: readonly [Form, ...Form[]];
      /** What lies ahead on the way to the loss, where no factor leads there. */
      readonly leadsTo: readonly CellRef[];
    }
  /** The data, or a parameter as this batch step found it. */
  | { readonly kind: 'given'; readonly by: 'data' | 'target' | 'batchStepBefore' }
  /** By a rule that takes more than what can be seen here, such as an optimizer with a memory. */
  | { readonly kind: 'unseen'; readonly operation: OperationName; readonly factors: readonly CellRef[] };

/** What a provenance depends on beside the cell. */
export interface Setting {
  readonly run: RunDescription;
  /** The samples of the batch. */
  readonly N: number;
  /** Where the run is: updated parameters are no longer those that this batch step computed with. */
  readonly position: Position | null;
  readonly optimizer: OptimizerSettings;
}

/** Of a cell that `fitsRun`. Throws a RangeError for one of no layer. */
export function provenanceOf(ref: CellRef, setting: Setting): Provenance {
  return new Source(ref, setting).provenance();
}

/** Whether the layer's parameters are those after this batch step's update. */
export function isUpdated(layer: number, position: Position | null): boolean {
  return position?.phase === 'update' && (position.layer ?? -1) >= layer;
}

class Source {
  private readonly shape: LayerShape;
  private readonly layer: number;
  private readonly isLast: boolean;

  constructor(
    private readonly ref: CellRef,
    private readonly setting: Setting,
  ) {
    const shape = setting.run.layers[ref.layer];
    if (shape === undefined) throw new RangeError(`There is no layer ${String(ref.layer)} in this run.`);
    this.shape = shape;
    this.layer = ref.layer;
    this.isLast = ref.layer === setting.run.layers.length - 1;
  }

  provenance(): Provenance {
    const [i = 0, j = 0, k = 0] = this.ref.index;
    switch (this.ref.quantity) {
      case 'target':
        return { kind: 'given', by: 'target' };
      case 'weightsBefore':
      case 'biasBefore':
        return { kind: 'given', by: 'batchStepBefore' };
      case 'input':
        return this.layer === 0
          ? { kind: 'given', by: 'data' }
          : computed('output', of(cell(this.layer - 1, 'output', i, j)));
      case 'weights':
        return this.parameter('weightsBefore', 'gradientWeights');
      case 'bias':
        return this.parameter('biasBefore', 'gradientBias');
      case 'preActivation':
        return computed('preActivation', this.preActivation(i, j));
      case 'output':
        return this.orUnseen('output', this.output(i, j), [this.at('preActivation', i, j)]);
      case 'loss':
        return computed('loss', this.overN(this.samples((s) => of(cell(this.layer, 'sampleLoss', s)))));
      case 'sampleLoss':
        return this.sampleLoss(i);
      case 'gradient':
        return this.isLast ? this.lossSlope(i, j) : this.gradientFromNext(i, j);
      case 'activationDerivative':
        return hasJacobian(this.shape) ? this.jacobian(i, j, k) : this.slope(i, j);
      case 'gradientOutput':
        return this.gradientOutput(i, j);
      case 'gradientWeights':
        return computed('gradientWeights', this.overN(this.samples((s) => this.share(s, i, j))));
      case 'gradientBias':
        return computed(
          'gradientWeights',
          this.overN(this.samples((s) => this.cell('gradientOutput', s, i))),
        );
      case 'gradientPrev':
        return computed('gradientPrev', this.gradientPrev(i, j));
    }
  }

  private at(quantity: CellRef['quantity'], ...index: number[]): CellRef {
    return cell(this.layer, quantity, ...index);
  }

  private cell(quantity: CellRef['quantity'], ...index: number[]): Expression {
    return of(this.at(quantity, ...index));
  }

  /** One term for each sample of the batch. */
  private samples(term: (sample: number) => Expression): Expression {
    return sum(...range(this.setting.N).map(term));
  }

  private units<T>(term: (unit: number) => T): T[] {
    return range(this.shape.units).map(term);
  }

  private overN(what: Expression): Expression {
    return quotient(what, number(this.setting.N, l10n.t('N, the samples of the batch')));
  }

  /** The parameters that forward and backward went through: after the update, those before it. */
  private parameterName(name: 'weights' | 'bias'): CellRef['quantity'] {
    return isUpdated(this.layer, this.setting.position) ? `${name}Before` : name;
  }

  /** input[s] · weights[:, unit] + bias[unit] */
  private preActivation(s: number, unit: number): Expression {
    const weights = this.parameterName('weights');
    const terms = range(this.shape.inputs).map((i) =>
      product(this.cell('input', s, i), this.cell(weights, i, unit)),
    );
    return sum(...terms, ...(this.shape.hasBias ? [this.cell(this.parameterName('bias'), unit)] : []));
  }

  private output(s: number, unit: number): Expression | null {
    const row = hasJacobian(this.shape) ? this.units((k) => this.cell('preActivation', s, k)) : [];
    return activated(this.shape, { z: this.cell('preActivation', s, unit), row });
  }

  /** The outputs of a sample with their targets. */
  private outputs(s: number): losses.Output[] {
    return this.units((unit) => ({
      a: this.cell('output', s, unit),
      y: this.cell('target', s, unit),
      z: this.cell('preActivation', s, unit),
    }));
  }

  private sampleLoss(s: number): Provenance {
    const outputs = this.outputs(s);
    const expression = losses.lossOfSample(this.setting.run.loss, outputs);
    if (expression === null)
      return this.orUnseen(
        'loss',
        null,
        this.units((unit) => this.at('output', s, unit)),
      );
    const pair = losses.pairOf(this.setting.run);
    const forms: [Form, ...Form[]] =
      pair === null
        ? [{ expression, about: '', computed: true }]
        : [
            { expression, about: l10n.t('from output'), computed: false },
            { expression: losses.pairedLossOfSample(pair, outputs), about: fromZ(), computed: true },
          ];
    return { kind: 'computed', operation: 'loss', forms, leadsTo: [this.at('loss')] };
  }

  private lossSlope(s: number, unit: number): Provenance {
    const row = this.outputs(s);
    const one = row[unit];
    const expression = one ? losses.lossSlope(this.setting.run.loss, one, row.length) : null;
    if (one === undefined || expression === null)
      return this.orUnseen('loss', null, [this.at('output', s, unit), this.at('target', s, unit)]);
    const pair = losses.pairOf(this.setting.run);
    const forms: [Form, ...Form[]] =
      pair === null
        ? [{ expression, about: '', computed: true }]
        : [
            { expression, about: l10n.t('from output'), computed: false },
            { expression: losses.pairedLossSlope(pair, one, row), about: fromZ(), computed: true },
          ];
    return { kind: 'computed', operation: 'loss', forms, leadsTo: [this.at('sampleLoss', s)] };
  }

  private gradientFromNext(s: number, unit: number): Provenance {
    return computed('gradientPrev', of(cell(this.layer + 1, 'gradientPrev', s, unit)));
  }

  private slope(s: number, unit: number): Provenance {
    const [a, z] = [this.cell('output', s, unit), this.cell('preActivation', s, unit)];
    const expression = slope(this.shape, a, z);
    return this.orUnseen('activationDerivative', expression, [
      this.at('output', s, unit),
      this.at('preActivation', s, unit),
    ]);
  }

  /** ∂output[row]/∂preActivation[column] of a sample's softmax. */
  private jacobian(s: number, row: number, column: number): Provenance {
    const a = this.cell('output', s, row);
    if (row !== column) {
      const other = this.cell('output', s, column);
      return computed('activationDerivative', {
        kind: 'sum',
        terms: [{ sign: -1, of: product(a, other) }],
      });
    }
    const others = range(this.shape.units).filter((unit) => unit !== row);
    const rest = sum(...others.map((unit) => this.cell('output', s, unit)));
    return {
      kind: 'computed',
      operation: 'activationDerivative',
      forms: [
        { expression: product(a, minus(number(1), a)), about: l10n.t('from output'), computed: false },
        {
          expression: product(a, rest),
          about: l10n.t('as it is computed, with the other outputs for 1 − output, so that no digit is lost'),
          computed: true,
        },
      ],
      leadsTo: [],
    };
  }

  /** gradient ∘ a′; for softmax the sample's row of the gradient times its Jacobian. */
  private gradientOutput(s: number, unit: number): Provenance {
    const chain = hasJacobian(this.shape)
      ? sum(
          ...this.units((k) =>
            product(this.cell('gradient', s, k), this.cell('activationDerivative', s, k, unit)),
          ),
        )
      : product(this.cell('gradient', s, unit), this.cell('activationDerivative', s, unit));
    const pair = this.isLast ? losses.pairOf(this.setting.run) : null;
    const row = pair === null ? [] : this.outputs(s);
    const one = row[unit];
    if (pair === null || one === undefined) return computed('gradientOutput', chain);
    return {
      kind: 'computed',
      operation: 'gradientOutput',
      forms: [
        {
          expression: losses.pairedDelta(pair, one, row.length),
          about: l10n.t('by the short cut'),
          computed: false,
        },
        { expression: chain, about: l10n.t('by the chain rule, gradient times a′'), computed: false },
        { expression: losses.computedDelta(pair, one, row), about: toTheLastDigit(), computed: true },
      ],
      leadsTo: [],
    };
  }

  /** What one sample adds to the gradient of a weight. */
  private share(s: number, input: number, unit: number): Expression {
    return product(this.cell('input', s, input), this.cell('gradientOutput', s, unit));
  }

  /** gradientOutput[s] · weightsᵀ[:, input], with the weights before the update */
  private gradientPrev(s: number, input: number): Expression {
    const weights = this.parameterName('weights');
    return sum(
      ...this.units((unit) => product(this.cell('gradientOutput', s, unit), this.cell(weights, input, unit))),
    );
  }

  private parameter(before: 'weightsBefore' | 'biasBefore', gradient: CellRef['quantity']): Provenance {
    const { position, optimizer } = this.setting;
    if (!isUpdated(this.layer, position)) return { kind: 'given', by: 'batchStepBefore' };
    const [old, slope] = [this.at(before, ...this.ref.index), this.at(gradient, ...this.ref.index)];
    if (optimizer.type !== 'sgd' || (optimizer.momentum ?? 0) !== 0)
      return { kind: 'unseen', operation: 'update', factors: [old, slope] };
    const step = product(number(optimizer.learningRate, l10n.t('the learning rate')), of(slope));
    return computed('update', minus(of(old), step));
  }

  private orUnseen(
    operation: OperationName,
    expression: Expression | null,
    factors: readonly CellRef[],
  ): Provenance {
    return expression === null ? { kind: 'unseen', operation, factors } : computed(operation, expression);
  }
}

function fromZ(): string {
  return l10n.t('as it is computed, from preActivation, which stays exact when an output saturates');
}

function toTheLastDigit(): string {
  return l10n.t('as it is computed, so that no digit is lost when output and target are nearly equal');
}

function computed(operation: OperationName, expression: Expression): Provenance {
  return { kind: 'computed', operation, forms: [{ expression, about: '', computed: true }], leadsTo: [] };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
