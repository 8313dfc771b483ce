/**
 * As much of Python and NumPy as the listings use, in float64, written from NumPy's documentation and knowing
 * nothing of the engine: tests run the listings with it where there is no Python.
 */
import { erf } from '../engine/oracle';

export interface NdArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
type Func = (args: readonly Value[], keywords: ReadonlyMap<string, Value>) => Value;
export type Value = number | boolean | NdArray | Func | readonly Value[];
type Names = Map<string, Value>;

/** Runs the module's top level; gives a caller of its functions by their arguments' names. */
export function runModule(
  text: string,
): (name: string, given: ReadonlyMap<string, Value>) => Map<string, Value> {
  const globals: Names = new Map();
  const functions = new Map<string, { parameters: string[]; body: string[] }>();
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const definition = /^def (\w+)\((.*)\):$/.exec(line);
    if (definition) {
      const body: string[] = [];
      while (lines[i + 1]?.startsWith('    ')) body.push(lines[++i]!.trim());
      functions.set(definition[1]!, { parameters: definition[2]!.split(', '), body });
    } else if (!line.startsWith('import ')) {
      assign(line, globals);
    }
  }
  return (name, given) => {
    const { parameters, body } = functions.get(name)!;
    const names: Names = new Map(globals);
    for (const parameter of parameters) {
      const value = given.get(parameter);
      if (value === undefined) throw new Error(`${name} wants ${parameter}`);
      names.set(parameter, value);
    }
    for (const line of body.slice(0, -1)) assign(line, names);
    const results = /^return (.*)$/.exec(body.at(-1)!)![1]!.split(', ');
    return new Map(results.map((result) => [result, names.get(result)!]));
  };
}

function assign(line: string, names: Names): void {
  const at = line.indexOf(' = ');
  if (at < 0) throw new Error(`no assignment: ${line}`);
  const targets = line.slice(0, at).split(', ');
  const value = new Expression(line.slice(at + 3), names).whole();
  if (targets.length === 1) names.set(targets[0]!, value);
  else targets.forEach((target, i) => names.set(target, (value as readonly Value[])[i]!));
}

const TOKEN = /\s*(\d+\.?\d*(?:e[+-]?\d+)?|\w+|\*\*|<=|>=|==|[-+*/@().,[\]<>=:])/y;

class Expression {
  private readonly tokens: string[] = [];
  private at = 0;

  constructor(
    text: string,
    private readonly names: Names,
  ) {
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) this.tokens.push(match[1]!);
    const read = this.tokens.join('').length;
    if (read !== text.replaceAll(/\s/g, '').length) throw new Error(`cannot read: ${text}`);
  }

  whole(): Value {
    const values = [this.comparison()];
    while (this.take(',')) values.push(this.comparison());
    if (this.at < this.tokens.length) throw new Error(`unread: ${this.tokens.slice(this.at).join(' ')}`);
    return values.length === 1 ? values[0]! : values;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  private want(token: string): void {
    if (!this.take(token)) throw new Error(`${token} expected, not ${this.tokens[this.at] ?? 'the end'}`);
  }

  private comparison(): Value {
    const left = this.sum();
    if (this.take('>')) return each((a, b) => Number(a > b), left, this.sum());
    if (this.take('<=')) return each((a, b) => Number(a <= b), left, this.sum());
    return left;
  }

  private sum(): Value {
    let left = this.product();
    for (;;) {
      if (this.take('+')) left = each((a, b) => a + b, left, this.product());
      else if (this.take('-')) left = each((a, b) => a - b, left, this.product());
      else return left;
    }
  }

  private product(): Value {
    let left = this.unary();
    for (;;) {
      if (this.take('*')) left = each((a, b) => a * b, left, this.unary());
      else if (this.take('/')) left = each((a, b) => a / b, left, this.unary());
      else if (this.take('@')) left = matmul(left as NdArray, this.unary() as NdArray);
      else return left;
    }
  }

  /** A minus binds less than a power: -x ** 2 is -(x ** 2). */
  private unary(): Value {
    if (this.take('-')) return each((a) => -a, this.unary());
    const base = this.postfix();
    return this.take('**') ? each((a, b) => a ** b, base, this.unary()) : base;
  }

  private postfix(): Value {
    let value = this.atom();
    for (;;) {
      if (this.take('.')) value = member(value, this.tokens[this.at++]!);
      else if (this.take('(')) value = this.call(value as Func);
      else return value;
    }
  }

  private call(callee: Func): Value {
    const args: Value[] = [];
    const keywords = new Map<string, Value>();
    while (!this.take(')')) {
      if (this.tokens[this.at + 1] === '=') {
        const name = this.tokens[this.at]!;
        this.at += 2;
        keywords.set(name, this.comparison());
      } else {
        args.push(this.comparison());
      }
      if (this.tokens[this.at] !== ')') this.want(',');
    }
    return callee(args, keywords);
  }

  private atom(): Value {
    if (this.take('(')) {
      const value = this.comparison();
      this.want(')');
      return value;
    }
    if (this.take('[')) return this.comprehension();
    const token = this.tokens[this.at++] ?? 'the end';
    if (/^\d/.test(token)) return Number(token);
    if (token === 'True') return true;
    const value = this.names.get(token) ?? BUILT_IN.get(token);
    if (value === undefined) throw new Error(`there is no ${token}`);
    return value;
  }

  /** `[EXPRESSION for NAMES in VALUES]`: the expression is read again for each value. */
  private comprehension(): Value {
    const start = this.at;
    while (this.tokens[this.at] !== 'for') this.at++;
    const body = this.tokens.slice(start, this.at++);
    const targets = [this.tokens[this.at++]!];
    while (this.take(',')) targets.push(this.tokens[this.at++]!);
    this.want('in');
    const values = rows(this.comparison());
    this.want(']');
    return values.map((value) => {
      const inner: Names = new Map(this.names);
      const parts = targets.length === 1 ? [value] : rows(value);
      targets.forEach((target, i) => inner.set(target, parts[i]!));
      return new Expression(body.join(' '), inner).whole();
    });
  }
}

function isArray(value: Value): value is NdArray {
  return typeof value === 'object' && 'shape' in value;
}

function arrayOf(value: Value): NdArray {
  if (isArray(value)) return value;
  if (typeof value === 'number' || typeof value === 'boolean') return { shape: [], data: [Number(value)] };
  throw new Error('an array is wanted');
}

/** Element by element, with NumPy's broadcasting: axes meet from the last one, a length of 1 is repeated. */
function each(f: (...elements: number[]) => number, ...values: readonly Value[]): Value {
  const arrays = values.map(arrayOf);
  const rank = Math.max(...arrays.map(({ shape }) => shape.length));
  const shapes = arrays.map(({ shape }) => [...Array<number>(rank - shape.length).fill(1), ...shape]);
  const shape = Array.from({ length: rank }, (_, axis) => {
    const lengths = new Set(shapes.map((one) => one[axis]!).filter((length) => length !== 1));
    if (lengths.size > 1)
      throw new Error(`shapes ${shapes.map((one) => one.join('x')).join(', ')} do not meet`);
    return [...lengths][0] ?? 1;
  });
  const size = shape.reduce((a, b) => a * b, 1);
  const data = Array.from({ length: size }, (_, at) =>
    f(...arrays.map(({ data: elements }, i) => elements[offset(at, shape, shapes[i]!)]!)),
  );
  return rank === 0 ? data[0]! : { shape, data };
}

function offset(at: number, whole: readonly number[], own: readonly number[]): number {
  let [rest, place, stride] = [at, 0, 1];
  for (let axis = whole.length - 1; axis >= 0; axis--) {
    const index = rest % whole[axis]!;
    rest = Math.floor(rest / whole[axis]!);
    if (own[axis] !== 1) place += index * stride;
    stride *= own[axis]!;
  }
  return place;
}

function matmul(left: NdArray, right: NdArray): NdArray {
  const vector = left.shape.length === 1;
  const [rowCount, inner] = vector ? [1, left.shape[0]!] : [left.shape[0]!, left.shape[1]!];
  const columns = right.shape[1]!;
  if (inner !== right.shape[0]) throw new Error('matmul: the inner lengths differ');
  const data = Array.from({ length: rowCount * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += left.data[row * inner + k]! * right.data[k * columns + column]!;
    return sum;
  });
  return { shape: vector ? [columns] : [rowCount, columns], data };
}

/** What iterating gives: the rows of an array, the items of a list. */
function rows(value: Value): readonly Value[] {
  if (!isArray(value)) return value as readonly Value[];
  const [length = 0, ...rest] = value.shape;
  const size = rest.reduce((a, b) => a * b, 1);
  return Array.from({ length }, (_, i) => {
    const data = value.data.slice(i * size, (i + 1) * size);
    return rest.length === 0 ? data[0]! : { shape: rest, data };
  });
}

function transposed({ shape, data }: NdArray): NdArray {
  const [rowCount = 0, columns = 0] = shape;
  return {
    shape: [columns, rowCount],
    data: data.map((_, at) => data[(at % rowCount) * columns + Math.floor(at / rowCount)]!),
  };
}

type Fold = (elements: readonly number[]) => number;
const FOLDS: Readonly<Record<string, Fold>> = {
  sum: (x) => x.reduce((a, b) => a + b, 0),
  mean: (x) => x.reduce((a, b) => a + b, 0) / x.length,
  max: (x) => Math.max(...x),
};

/** Over all of a vector, or over one axis of a matrix. */
function fold(f: Fold, value: NdArray, keywords: ReadonlyMap<string, Value>): Value {
  const axis = keywords.get('axis');
  if (axis === undefined) return f(value.data);
  const lines = rows(axis === 1 ? value : transposed(value)).map((line) => f((line as NdArray).data));
  const shape = keywords.get('keepdims') === true ? [lines.length, 1] : [lines.length];
  return { shape, data: lines };
}

function member(value: Value, name: string): Value {
  if (value instanceof Map) return (value as Map<string, Value>).get(name)!;
  if (!isArray(value)) throw new Error(`no .${name}`);
  if (name === 'T') return transposed(value);
  if (name === 'shape') return value.shape;
  const f = FOLDS[name];
  if (f === undefined) throw new Error(`an array has no .${name} here`);
  return (_, keywords) => fold(f, value, keywords);
}

const elementwise =
  (f: (...elements: number[]) => number): Func =>
  (args) =>
    each(f, ...args);

/** ln(eᵃ + eᵇ). */
const logaddexp = (a: number, b: number): number => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));

const NUMPY = new Map<string, Value>([
  ...(['exp', 'expm1', 'log', 'tanh', 'sqrt', 'abs', 'sign'] as const).map(
    (name) => [name, elementwise((x) => Math[name](x))] as const,
  ),
  ['pi', Math.PI],
  ['maximum', elementwise((a, b) => Math.max(a, b))],
  ['logaddexp', elementwise((a, b) => logaddexp(a, b))],
  ['where', elementwise((condition, a, b) => (condition !== 0 ? a : b))],
  ['clip', elementwise((x, low, high) => Math.min(Math.max(x, low), high))],
  ['ones_like', elementwise(() => 1)],
  ['vectorize', ([f]) => f!],
  [
    'diag',
    ([vector]) => {
      const { data } = vector as NdArray;
      const n = data.length;
      const at = (i: number): number => (i % (n + 1) === 0 ? data[i % n]! : 0);
      return { shape: [n, n], data: Array.from({ length: n * n }, (_, i) => at(i)) };
    },
  ],
  [
    'outer',
    ([x, y]) => {
      const [a, b] = [(x as NdArray).data, (y as NdArray).data];
      return { shape: [a.length, b.length], data: a.flatMap((u) => b.map((v) => u * v)) };
    },
  ],
  [
    'stack',
    ([list]) => {
      const parts = list as readonly NdArray[];
      return { shape: [parts.length, ...parts[0]!.shape], data: parts.flatMap(({ data }) => data) };
    },
  ],
]);

const BUILT_IN = new Map<string, Value>([
  ['np', NUMPY as unknown as Value],
  ['math', new Map([['erf', elementwise((x) => erf(x))]]) as unknown as Value],
  ['len', ([value]) => rows(value!).length],
  ['zip', (lists) => rows(lists[0]!).map((_, i) => lists.map((list) => rows(list)[i]!))],
]);
