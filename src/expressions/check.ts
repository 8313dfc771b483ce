/**
 * What is wrong with an expression whatever the numbers will be: said before the run, where a breakpoint is set.
 * Only what is certain is said; the size of a batch is not known yet.
 */
import * as l10n from '@vscode/l10n';
import type { LayerShape } from '../protocol/engine';
import { QUANTITIES, type QuantityName } from '../protocol/vocabulary';
import { misfitText } from './elementwise';
import { ExpressionError, type Span } from './error';
import type { Expression } from './expression';
import { functionNamed } from './functions/table';
import { SCALAR, tensorKind, UNKNOWN, type Kind } from './kind';
import { resolvedLayer } from './lookup';
import { productMisfit } from './products';
import { literal } from './read';
import { outOfRange, tooMany } from './select';
import { elementwiseShape, productShape, transposedShape, type Length, type Shape } from './shape';
import { children, type Part, type Tree } from './tree';

export interface CheckContext {
  readonly layers: readonly LayerShape[];
  /** The layer of names without `layers[…]`; null where that is not one layer only. */
  readonly frameLayer: number | null;
  /** `accuracy` means something. */
  readonly classification: boolean;
  /** A condition is true, false or a number: a matrix is a fault. */
  readonly condition?: boolean;
  /** Whether a quantity of a layer, or (null) the loss, is computed where the expression is evaluated. */
  readonly isPresent?: (layer: number | null, name: QuantityName | 'loss') => boolean;
}

/** Every fault that is certain, in the order of the text; none when it may do. Throws nothing. */
export function check(expression: Expression, context: CheckContext): readonly ExpressionError[] {
  const checker = new Checker(expression.text, context);
  const kind = checker.kindOf(expression.tree);
  if (context.condition && checker.faults.length === 0 && kind.kind === 'tensor') {
    checker.fault(
      l10n.t(
        'A condition is true or false, and this is a matrix. Ask any({0}) or all(…).',
        expression.text.trim(),
      ),
      expression.tree.at,
    );
  }
  return checker.faults.toSorted((a, b) => a.column - b.column);
}

class Checker {
  readonly faults: ExpressionError[] = [];

  constructor(
    private readonly text: string,
    private readonly context: CheckContext,
  ) {}

  fault(message: string, at: Span): Kind {
    this.faults.push(new ExpressionError(message, at));
    return UNKNOWN;
  }

  kindOf(tree: Tree): Kind {
    switch (tree.kind) {
      case 'constant':
        return typeof tree.value === 'string' ? { kind: 'text' } : SCALAR;
      case 'scalar':
        return this.scalar(tree);
      case 'quantity':
        return this.quantity(tree);
      case 'unary':
        return this.unary(tree);
      case 'arithmetic':
        return this.arithmetic(tree);
      case 'logic':
        return this.elementwise([this.kindOf(tree.left), this.kindOf(tree.right)], [tree.left, tree.right]);
      case 'comparison':
        return this.comparison(tree);
      case 'choice':
        return this.choice(tree);
      case 'call':
        return this.call(tree);
      case 'index':
        return this.index(tree);
      case 'matrix':
        children(tree).forEach((item) => this.kindOf(item));
        return UNKNOWN;
    }
  }

  private scalar({ name, at }: Extract<Tree, { kind: 'scalar' }>): Kind {
    const { classification, isPresent } = this.context;
    if (name === 'accuracy' && !classification) {
      return this.fault(l10n.t('There is no accuracy: the run is not a classification.'), at);
    }
    const isOfLoss = name === 'loss' || name === 'accuracy';
    if (isOfLoss && isPresent?.(null, 'loss') === false) return this.fault(absentText(name), at);
    return SCALAR;
  }

  private quantity({ layer, name, at }: Extract<Tree, { kind: 'quantity' }>): Kind {
    const { layers, frameLayer } = this.context;
    let place: number;
    try {
      if (layer === null && frameLayer === null) return UNKNOWN;
      const names = layers.map((shape) => shape.name);
      place = resolvedLayer(layer, { layers: names, frameLayer: frameLayer ?? 0 }, at);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.faults.push(error);
      return UNKNOWN;
    }
    const shape = layers[place];
    if (!shape) return UNKNOWN;
    if (!shape.hasBias && (name === 'bias' || name === 'gradientBias')) {
      return this.fault(l10n.t("There is no {0}: layer '{1}' has no bias.", name, shape.name), at);
    }
    if (this.context.isPresent?.(place, name) === false) {
      return this.fault(absentText(l10n.t("{0} of '{1}'", name, shape.name)), at);
    }
    return tensorKind(quantityShape(name, shape));
  }

  private unary({ operator, of }: Extract<Tree, { kind: 'unary' }>): Kind {
    const kind = this.kindOf(of);
    return operator === "'" && kind.kind === 'tensor' ? tensorKind(transposedShape(kind.shape)) : kind;
  }

  private arithmetic({ operator, left, right, at }: Extract<Tree, { kind: 'arithmetic' }>): Kind {
    const [x, y] = [this.kindOf(left), this.kindOf(right)];
    if (operator === '*' && x.kind === 'tensor' && y.kind === 'tensor') {
      const shape = productShape(x.shape, y.shape);
      if (shape) return tensorKind(shape);
      return this.fault(productMisfit(x.shape, y.shape, [this.written(left), this.written(right)]), at);
    }
    if (operator === '/' && y.kind === 'tensor') {
      return this.fault(l10n.t("'/' divides by a single number. Element by element it is './'."), at);
    }
    if (operator === '^') return x.kind === 'scalar' ? SCALAR : UNKNOWN;
    return this.elementwise([x, y], [left, right]);
  }

  private comparison({ operands }: Extract<Tree, { kind: 'comparison' }>): Kind {
    const kinds = operands.map((operand) => this.kindOf(operand));
    if (kinds.length !== 2) return UNKNOWN;
    return this.elementwise(kinds, operands);
  }

  private elementwise([x = UNKNOWN, y = UNKNOWN]: readonly Kind[], [left, right]: readonly Tree[]): Kind {
    if (x.kind === 'scalar' && y.kind === 'scalar') return SCALAR;
    if (x.kind === 'tensor' && y.kind === 'scalar') return x;
    if (x.kind === 'scalar' && y.kind === 'tensor') return y;
    if (x.kind !== 'tensor' || y.kind !== 'tensor' || !left || !right) return UNKNOWN;
    const shape = elementwiseShape(x.shape, y.shape);
    if (shape) return tensorKind(shape);
    const at = { start: left.at.start, end: right.at.end };
    return this.fault(misfitText(x.shape, y.shape, [this.written(left), this.written(right)]), at);
  }

  private choice({ condition, whenTrue, whenFalse }: Extract<Tree, { kind: 'choice' }>): Kind {
    if (this.kindOf(condition).kind === 'tensor') {
      const x = this.written(condition);
      this.fault(
        l10n.t('A condition is true or false, and this is a matrix. Ask any({0}) or all({0}).', x),
        condition.at,
      );
    }
    const [yes, no] = [this.kindOf(whenTrue), this.kindOf(whenFalse)];
    return yes.kind === 'scalar' && no.kind === 'scalar' ? SCALAR : UNKNOWN;
  }

  private call({ name, args }: Extract<Tree, { kind: 'call' }>): Kind {
    const kinds = args.map((arg) => ({ kind: this.kindOf(arg), literal: literal(arg) }));
    return functionNamed(name)?.kindOf?.(kinds) ?? UNKNOWN;
  }

  private index({ of, parts, at }: Extract<Tree, { kind: 'index' }>): Kind {
    const kind = this.kindOf(of);
    for (const part of parts) partBounds(part).forEach((bound) => this.kindOf(bound));
    if (kind.kind === 'scalar') {
      return this.fault(
        l10n.t('{0} is a single number and has no indices.', this.written(of)),
        parts[0]?.at ?? at,
      );
    }
    if (kind.kind !== 'tensor') return UNKNOWN;
    const { shape } = kind;
    const extra = parts[shape.length];
    if (extra) return this.fault(tooMany(shape), extra.at);
    const kept = shape.flatMap((length, axis): Length[] => {
      const part = parts[axis];
      if (part === undefined) return [length];
      if (part.kind === 'slice') return part.from === null && part.to === null ? [length] : ['?'];
      this.range(part, length, shape);
      return [];
    });
    return tensorKind(kept);
  }

  private range(part: Extract<Part, { kind: 'index' }>, length: Length, shape: Shape): void {
    const index = literal(part.index);
    if (typeof index !== 'number') return;
    if (!Number.isInteger(index)) {
      this.fault(l10n.t('An index is a whole number, not {0}.', index), part.at);
    } else if (typeof length === 'number' && (index >= length || index < -length)) {
      this.fault(outOfRange(index, length, shape), part.at);
    }
  }

  private written({ at }: Tree): string {
    return this.text.slice(at.start, at.end);
  }
}

function absentText(what: string): string {
  return l10n.t('{0} is always absent here: it is computed later in the batch step.', what);
}

function partBounds(part: Part): Tree[] {
  if (part.kind === 'index') return [part.index];
  return [part.from, part.to].filter((bound) => bound !== null);
}

function quantityShape(name: QuantityName, { inputs, units, activation }: LayerShape): Shape {
  if (name === 'activationDerivative' && activation === 'softmax') return ['N', units, units];
  const lengths = { sample: 'N', input: inputs, unit: units } as const;
  return QUANTITIES[name].axes.map((axis): Length => lengths[axis]);
}
