/** Many numbers into one: over the whole tensor, or along one axis. */
import * as l10n from '@vscode/l10n';
import { SCALAR, tensorKind, UNKNOWN, type Kind } from '../kind';
import type { Length } from '../shape';
import {
  booleanValue,
  numberValue,
  shapeText,
  single,
  tensorValue,
  type TensorValue,
  type Value,
} from '../value';
import { argument, elements, type ArgumentKind, type Call, type FunctionEntry } from './entry';

/** Numbers in a row: `count` of them from `start`, `step` apart. */
export interface Run {
  readonly data: ArrayLike<number>;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}
export type Reduce = (run: Run) => number;

/** f over the whole tensor, or, with an axis, over each run along it. */
export function reduced(x: TensorValue, axis: number | null, reduce: Reduce, call: Call): Value {
  const { data, shape } = x;
  if (axis === null) return numberValue(reduce({ data, start: 0, step: 1, count: data.length }));
  const count = shape[axis] ?? 0;
  const rest = shape.filter((_, other) => other !== axis);
  const result = rest.length === 0 ? new Float64Array(1) : call.budget.array(rest, call.site);
  const step = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
  for (let i = 0; i < result.length; i++) {
    const start = Math.floor(i / step) * step * count + (i % step);
    result[i] = reduce({ data, start, step, count });
  }
  return rest.length === 0 ? numberValue(result[0] ?? NaN) : tensorValue(rest, result);
}

/** The axis that the argument names, from 0, negative from the end; null when it is left out. */
export function axisOf(args: readonly Value[], index: number, x: TensorValue, { site }: Call): number | null {
  const value = args[index];
  if (value === undefined) return null;
  const axis = single(value, site, index);
  const place = axis < 0 ? axis + x.shape.length : axis;
  if (Number.isInteger(axis) && place >= 0 && place < x.shape.length) return place;
  throw site.error(
    x.shape.length === 0
      ? l10n.t('There is no axis {0}: they count from 0, and a single number has none.', axis)
      : l10n.t('There is no axis {0}: they count from 0, and the shape is {1}.', axis, shapeText(x.shape)),
    index,
  );
}

function axisKind(args: readonly ArgumentKind[]): Kind {
  const [x, axis] = args;
  if (axis === undefined) return SCALAR;
  if (x?.kind.kind !== 'tensor' || typeof axis.literal !== 'number') return UNKNOWN;
  const { shape } = x.kind;
  const place = axis.literal < 0 ? axis.literal + shape.length : axis.literal;
  return tensorKind(shape.filter((_: Length, other) => other !== place));
}

interface Options {
  /** What becomes of the number where the whole is reduced. */
  readonly question?: boolean;
  /** There is a result without any element, as the sum 0. */
  readonly empty?: boolean;
}

export function reduction(
  name: string,
  description: () => string,
  reduce: Reduce,
  { question = false, empty = false }: Options = {},
): FunctionEntry {
  return {
    name,
    signature: `${name}(x, axis?)`,
    description,
    least: 1,
    most: 2,
    run: (args, call) => {
      const x = elements(args, 0, call);
      const axis = axisOf(args, 1, x, call);
      if (!empty && (axis === null ? x.data.length : x.shape[axis]) === 0) {
        throw call.site.error(
          l10n.t('There is no {0} of nothing: the shape is {1}.', name, shapeText(x.shape)),
          0,
        );
      }
      const value = reduced(x, axis, reduce, call);
      return question && value.kind === 'number' ? booleanValue(value.value !== 0) : value;
    },
    kindOf: axisKind,
  };
}

/** A reduction that also takes single numbers side by side: `max(a, b)`, `max(a, b, c)`. */
export function reductionOfMany(name: string, description: () => string, reduce: Reduce): FunctionEntry {
  const ofOne = reduction(name, description, reduce);
  return {
    ...ofOne,
    most: 20,
    get signature() {
      return l10n.t('{0} or {1}', `${name}(x, axis?)`, `${name}(a, b, …)`);
    },
    run: (args, call) => {
      if (args.length === 1 || (args.length === 2 && argument(args, 0).kind === 'tensor')) {
        return ofOne.run(args, call);
      }
      const data = Float64Array.from(args, (value, i) => single(value, call.site, i));
      return numberValue(reduce({ data, start: 0, step: 1, count: data.length }));
    },
    kindOf: (args) => {
      if (args.length === 1 || args.length > 2) return SCALAR;
      return args[0]?.kind.kind === 'scalar' ? SCALAR : axisKind(args);
    },
  };
}

/** Calls f with each number of the run. */
export function each({ data, start, step, count }: Run, f: (x: number) => void): void {
  for (let i = 0, at = start; i < count; i++, at += step) f(data[at] ?? NaN);
}
