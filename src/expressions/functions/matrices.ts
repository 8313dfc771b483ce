/** Functions that know rows and columns. */
import * as l10n from '@vscode/l10n';
import { identity, transposed } from '../products';
import { SCALAR, tensorKind, UNKNOWN, type Kind } from '../kind';
import { transposedShape } from '../shape';
import {
  described,
  describedShape,
  numberValue,
  numeric,
  single,
  tensorValue,
  type TensorValue,
  type Value,
} from '../value';
import { argument, elements, type Call, type FunctionEntry } from './entry';

function vector(args: readonly Value[], index: number, { site }: Call): TensorValue {
  const value = argument(args, index);
  if (value.kind === 'tensor' && value.shape.length === 1) return value;
  throw site.error(
    l10n.t('A vector belongs here, and {0} is {1}.', site.written(index), described(value)),
    index,
  );
}

const transpose: FunctionEntry = {
  name: 'transpose',
  signature: 'transpose(x)',
  description: () => l10n.t("The rows as columns; also written x'."),
  least: 1,
  most: 1,
  run: (args, { site, budget }) => {
    const value = argument(args, 0);
    if (value.kind === 'tensor') return transposed(value, budget, site);
    return numberValue(single(value, site, 0));
  },
  kindOf: ([x]) => (x?.kind.kind === 'tensor' ? tensorKind(transposedShape(x.kind.shape)) : UNKNOWN),
};

const dot: FunctionEntry = {
  name: 'dot',
  signature: 'dot(x, y)',
  description: () => l10n.t('The sum of the products of elements at the same place.'),
  least: 2,
  most: 2,
  run: (args, call) => {
    const x = elements(args, 0, call);
    const y = elements(args, 1, call);
    if (x.shape.join() !== y.shape.join()) {
      const { site } = call;
      throw site.error(
        l10n.t(
          'dot takes two of the same shape: {0} is {1}, {2} is {3}.',
          site.written(0),
          describedShape(x.shape),
          site.written(1),
          describedShape(y.shape),
        ),
      );
    }
    let total = 0;
    for (let i = 0; i < x.data.length; i++) total += (x.data[i] ?? NaN) * (y.data[i] ?? NaN);
    return numberValue(total);
  },
  kindOf: () => SCALAR,
};

const outer: FunctionEntry = {
  name: 'outer',
  signature: 'outer(x, y)',
  description: () =>
    l10n.t(
      "The matrix of all products of an element of x with one of y: one sample's part of gradientWeights.",
    ),
  least: 2,
  most: 2,
  run: (args, call) => {
    const x = vector(args, 0, call);
    const y = vector(args, 1, call);
    const columns = y.data.length;
    const shape = [x.data.length, columns];
    const result = call.budget.array(shape, call.site);
    for (let i = 0; i < x.data.length; i++) {
      for (let j = 0; j < columns; j++) result[i * columns + j] = (x.data[i] ?? NaN) * (y.data[j] ?? NaN);
    }
    return tensorValue(shape, result);
  },
  kindOf: ([x, y]) =>
    x?.kind.kind === 'tensor' && y?.kind.kind === 'tensor'
      ? tensorKind([...x.kind.shape, ...y.kind.shape])
      : UNKNOWN,
};

const sizeOf = (name: string): FunctionEntry => ({
  name,
  signature: `${name}(x)`,
  description: () => l10n.t('The lengths of the axes: rows and columns of a matrix.'),
  least: 1,
  most: 1,
  run: (args, call) => {
    const { shape } = elements(args, 0, call);
    return tensorValue([shape.length], Float64Array.from(shape));
  },
  kindOf: ([x]): Kind => (x?.kind.kind === 'tensor' ? tensorKind([x.kind.shape.length]) : UNKNOWN),
});

const diag: FunctionEntry = {
  name: 'diag',
  signature: 'diag(x)',
  description: () => l10n.t('A vector as the diagonal of a matrix; of a matrix its diagonal.'),
  least: 1,
  most: 1,
  run: (args, { site, budget }) => {
    const x = numeric(argument(args, 0), site, 0);
    if (typeof x === 'number' || x.shape.length > 2) {
      throw site.error(
        l10n.t(
          'A vector or a matrix belongs here, and {0} is {1}.',
          site.written(0),
          described(argument(args, 0)),
        ),
        0,
      );
    }
    const [rows = 0, columns] = x.shape;
    if (columns !== undefined) {
      const length = Math.min(rows, columns);
      return tensorValue(
        [length],
        Float64Array.from({ length }, (_, i) => x.data[i * columns + i] ?? NaN),
      );
    }
    const matrix = identity(rows, budget, site);
    return tensorValue(
      matrix.shape,
      matrix.data.map((one, i) => (one === 1 ? (x.data[i % rows] ?? NaN) : 0)),
    );
  },
};

function filled(name: string, element: number): FunctionEntry {
  return {
    name,
    signature: `${name}(rows, columns?)`,
    description: () => l10n.t('A vector of so many {0}, or a matrix.', name),
    least: 1,
    most: 2,
    run: (args, { site, budget }) => {
      const shape = args.map((value, i) => {
        const length = single(value, site, i);
        if (Number.isInteger(length) && length > 0) return length;
        throw site.error(l10n.t('A length is a whole number above 0, not {0}.', length), i);
      });
      return tensorValue(shape, budget.array(shape, site).fill(element));
    },
    kindOf: (args) => tensorKind(args.map(({ literal }) => (typeof literal === 'number' ? literal : '?'))),
  };
}

export const MATRICES: readonly FunctionEntry[] = [
  transpose,
  dot,
  outer,
  sizeOf('size'),
  sizeOf('shape'),
  diag,
  filled('ones', 1),
  filled('zeros', 0),
];
