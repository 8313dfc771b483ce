/** From a tree to closures: the tree is walked once, so that a condition costs little at each batch step. */
import * as l10n from '@vscode/l10n';
import { Budget } from './budget';
import { combine, mapElements } from './elementwise';
import { ExpressionError, type Site, type Span } from './error';
import { functionNamed } from './functions/table';
import { missing, resolvedLayer } from './lookup';
import type { QuantityName } from '../protocol/vocabulary';
import type { Names, ScalarName } from './names';
import { matrixPower, product, transposed } from './products';
import { select, type Selection } from './select';
import type { Arithmetic, Comparison, Part, Tree } from './tree';
import { truth } from './truth';
import {
  booleanValue,
  described,
  isTrue,
  numberValue,
  numeric,
  single,
  tensorValue,
  type Value,
} from './value';

/** One evaluation: what is read, and how much it may cost. */
interface Frame {
  readonly names: Names;
  readonly budget: Budget;
}
type Step = (frame: Frame) => Value;

/** The value of the expression at the moment that `names` stands for. Throws ExpressionError. */
export function compiled(tree: Tree, text: string): (names: Names) => Value {
  const step = new Compiler(text).step(tree);
  return (names) => step({ names, budget: new Budget() });
}

class Compiler {
  constructor(private readonly text: string) {}

  step(tree: Tree): Step {
    switch (tree.kind) {
      case 'constant':
        return constant(tree.value);
      case 'quantity':
        return quantity(tree);
      case 'scalar':
        return scalar(tree);
      case 'unary':
        return this.unary(tree);
      case 'arithmetic':
        return this.arithmetic(tree);
      case 'logic':
        return this.logic(tree);
      case 'comparison':
        return this.comparison(tree);
      case 'choice':
        return this.choice(tree);
      case 'call':
        return this.call(tree);
      case 'index':
        return this.index(tree);
      case 'matrix':
        return this.matrix(tree);
    }
  }

  private unary({ operator, of, at }: Extract<Tree, { kind: 'unary' }>): Step {
    const site = this.site(at, [of.at]);
    const step = this.step(of);
    return (frame) => {
      const value = step(frame);
      const x = numeric(value, site, 0);
      if (typeof x === 'number') {
        if (operator === 'not') return booleanValue(!isTrue(x));
        return numberValue(operator === '-' ? -x : x);
      }
      if (operator === '+') return x;
      if (operator === "'") return transposed(x, frame.budget, site);
      const f = operator === '-' ? (e: number) => -e : (e: number) => Number(!isTrue(e));
      return mapElements(x, f, frame.budget, site);
    };
  }

  private arithmetic({ operator, left, right, at }: Extract<Tree, { kind: 'arithmetic' }>): Step {
    const site = this.site(at, [left.at, right.at]);
    const [a, b] = [this.step(left), this.step(right)];
    return (frame) => {
      const x = numeric(a(frame), site, 0);
      const y = numeric(b(frame), site, 1);
      if (typeof x !== 'number' && typeof y !== 'number') {
        if (operator === '*') return product(x, y, frame.budget, site);
      }
      if (operator === '/' && typeof y !== 'number') {
        throw site.error(
          l10n.t(
            "'/' divides by a single number, and {0} is {1}. Element by element it is './'.",
            site.written(1),
            described(y),
          ),
        );
      }
      if (operator === '^' && typeof x !== 'number') {
        if (typeof y === 'number') return matrixPower(x, y, frame.budget, site);
      }
      if (operator === '^' && typeof y !== 'number') {
        throw site.error(l10n.t("'^' takes a single number as the exponent. Element by element it is '.^'."));
      }
      return combine(x, y, ARITHMETIC[operator], frame.budget, site);
    };
  }

  private logic({ operator, left, right, at }: Extract<Tree, { kind: 'logic' }>): Step {
    const site = this.site(at, [left.at, right.at]);
    const [a, b] = [this.step(left), this.step(right)];
    return (frame) => {
      const x = numeric(a(frame), site, 0);
      // What the left side decides, the right side is not asked: it may be absent.
      if (typeof x === 'number' && operator !== 'xor' && isTrue(x) === (operator === 'or')) {
        return booleanValue(isTrue(x));
      }
      const y = numeric(b(frame), site, 1);
      const value = combine(x, y, LOGIC[operator], frame.budget, site);
      return value.kind === 'number' ? booleanValue(value.value === 1) : value;
    };
  }

  private comparison({ operators, operands, at }: Extract<Tree, { kind: 'comparison' }>): Step {
    const steps = operands.map((operand) => this.step(operand));
    const pairs = operators.map((operator, i) => ({
      f: COMPARISON[operator],
      site: this.site(
        at,
        operands.slice(i, i + 2).map((operand) => operand.at),
      ),
    }));
    const whole = this.site(at, []);
    return (frame) => {
      const values = steps.map((step) => step(frame));
      const results = pairs.map(({ f, site }, i) => {
        const x = numeric(values[i] ?? NAN, site, 0);
        return numeric(combine(x, numeric(values[i + 1] ?? NAN, site, 1), f, frame.budget, site), site, 0);
      });
      // a < b < c holds where a < b and b < c.
      const result = results.reduce((all, one) =>
        numeric(combine(all, one, LOGIC.and, frame.budget, whole), whole, 0),
      );
      return typeof result === 'number' ? booleanValue(result === 1) : result;
    };
  }

  private choice({ condition, whenTrue, whenFalse }: Extract<Tree, { kind: 'choice' }>): Step {
    const site = this.site(condition.at, [condition.at]);
    const [test, yes, no] = [this.step(condition), this.step(whenTrue), this.step(whenFalse)];
    return (frame) => (truth(test(frame), site) ? yes(frame) : no(frame));
  }

  private call({ name, args, at }: Extract<Tree, { kind: 'call' }>): Step {
    const called = functionNamed(name);
    if (!called) throw new TypeError(`The reader let through '${name}'.`);
    const site = this.site(
      at,
      args.map((arg) => arg.at),
    );
    const steps = args.map((arg) => this.step(arg));
    return (frame) =>
      called.run(
        steps.map((step) => step(frame)),
        { site, budget: frame.budget },
      );
  }

  private index({ of, parts, at }: Extract<Tree, { kind: 'index' }>): Step {
    const step = this.step(of);
    const site = this.site(
      at,
      parts.map((part) => part.at),
    );
    const selections = parts.map((part, i) => this.selection(part, site, i));
    return (frame) => {
      const value = step(frame);
      if (value.kind !== 'tensor') {
        throw site.error(l10n.t('{0} is {1} and has no indices.', this.written(of.at), described(value)), 0);
      }
      return select(
        value,
        selections.map((selection) => selection(frame)),
        frame.budget,
        site,
      );
    };
  }

  private selection(part: Part, site: Site, i: number): (frame: Frame) => Selection {
    const bound = (tree: Tree | null): ((frame: Frame) => number | null) => {
      if (tree === null) return () => null;
      const step = this.step(tree);
      return (frame) => single(step(frame), site, i);
    };
    if (part.kind === 'index') {
      const index = this.step(part.index);
      return (frame) => single(index(frame), site, i);
    }
    const [from, to] = [bound(part.from), bound(part.to)];
    return (frame) => ({ from: from(frame), to: to(frame) });
  }

  /** Numbers in a row make a vector, vectors of the same length a matrix. */
  private matrix({ items, at }: Extract<Tree, { kind: 'matrix' }>): Step {
    const site = this.site(
      at,
      items.map((item) => item.at),
    );
    const steps = items.map((item) => this.step(item));
    return (frame) => {
      const values = steps.map((step, i) => numeric(step(frame), site, i));
      const [first] = values;
      const shape = typeof first === 'number' || first === undefined ? [] : first.shape;
      if (shape.length > 1)
        throw site.error(l10n.t('A matrix is made of numbers, or of rows that are vectors.'), 0);
      const length = shape[0] ?? 1;
      const result = frame.budget.array([values.length, length], site);
      values.forEach((value, i) => {
        const row = typeof value === 'number' ? { shape: [], data: [value] } : value;
        if (row.shape.join() !== shape.join())
          throw site.error(l10n.t('The rows of a matrix are equally long.'), i);
        result.set(row.data, i * length);
      });
      return tensorValue([values.length, ...shape], result);
    };
  }

  private site(at: Span, operands: readonly Span[]): Site {
    return {
      error: (message, operand) =>
        new ExpressionError(message, (operand === undefined ? undefined : operands[operand]) ?? at),
      written: (operand) => this.written(operands[operand] ?? at),
    };
  }

  /** As the person wrote it, if that is short enough for a message. */
  private written({ start, end }: Span): string {
    const text = this.text.slice(start, end);
    return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
  }
}

const NAN = numberValue(NaN);

function constant(value: number | boolean | string): Step {
  const result: Value =
    typeof value === 'number'
      ? numberValue(value)
      : typeof value === 'boolean'
        ? booleanValue(value)
        : { kind: 'text', value };
  return () => result;
}

function quantity({ layer, name, at }: Extract<Tree, { kind: 'quantity' }>): Step {
  return ({ names }) => {
    const place = resolvedLayer(layer, names, at);
    const tensor = names.quantity(place, name);
    if (tensor === null) throw missing(name, place, names, at);
    requireAllowed(name, place, names, at);
    return tensorValue(tensor.shape, tensor.data);
  };
}

function scalar({ name, at }: Extract<Tree, { kind: 'scalar' }>): Step {
  return ({ names }) => {
    const value = names.scalar(name);
    if (value === null) throw missing(name, null, names, at);
    requireAllowed(name, null, names, at);
    return numberValue(value);
  };
}

function requireAllowed(name: QuantityName | ScalarName, layer: number | null, names: Names, at: Span): void {
  const why = names.refusal?.(name, layer) ?? null;
  if (why !== null) throw new ExpressionError(why, at);
}

/** The remainder has the sign of the divisor, as in mathjs: -1 mod 3 is 2. */
function modulo(a: number, b: number): number {
  return b === 0 ? a : a - b * Math.floor(a / b);
}

const times = (a: number, b: number): number => a * b;
const over = (a: number, b: number): number => a / b;
const power = (a: number, b: number): number => a ** b;
const ARITHMETIC: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': times,
  '.*': times,
  '/': over,
  './': over,
  '^': power,
  '.^': power,
  mod: modulo,
};
const COMPARISON: Readonly<Record<Comparison, (a: number, b: number) => number>> = {
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<': (a, b) => Number(a < b),
  '<=': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '>=': (a, b) => Number(a >= b),
};
const LOGIC = {
  and: (a: number, b: number) => Number(isTrue(a) && isTrue(b)),
  or: (a: number, b: number) => Number(isTrue(a) || isTrue(b)),
  xor: (a: number, b: number) => Number(isTrue(a) !== isTrue(b)),
} as const;
