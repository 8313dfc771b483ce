/** Functions of each element: of a number a number, of a matrix a matrix. */
import * as l10n from '@vscode/l10n';
import { mapElements } from '../elementwise';
import { UNKNOWN } from '../kind';
import { booleanValue, numberValue, numeric, single } from '../value';
import { argument, type FunctionEntry } from './entry';

function ofEach(name: string, description: () => string, f: (x: number) => number): FunctionEntry {
  return {
    name,
    signature: `${name}(x)`,
    description,
    least: 1,
    most: 1,
    run: (args, { site, budget }) => {
      const x = numeric(argument(args, 0), site, 0);
      return typeof x === 'number' ? numberValue(f(x)) : mapElements(x, f, budget, site);
    },
    kindOf: (args) => args[0]?.kind ?? UNKNOWN,
  };
}

/** A question about each element: true or false of a number, 0s and 1s of a matrix. */
function question(name: string, description: () => string, f: (x: number) => boolean): FunctionEntry {
  return {
    ...ofEach(name, description, (x) => Number(f(x))),
    run: (args, { site, budget }) => {
      const x = numeric(argument(args, 0), site, 0);
      return typeof x === 'number'
        ? booleanValue(f(x))
        : mapElements(x, (element) => Number(f(element)), budget, site);
    },
  };
}

/** To the nearest, halves away from zero, as mathjs rounds. */
function rounded(x: number, digits: number): number {
  const scale = 10 ** digits;
  const result = (Math.sign(x) * Math.round(Math.abs(x) * scale)) / scale;
  // Beyond 1e308 or below 1e-308 the scale is lost: such a number has no digits to round.
  return Number.isFinite(result) ? result : x;
}

const round: FunctionEntry = {
  ...ofEach(
    'round',
    () => l10n.t('Each element to the nearest whole number, or to so many digits.'),
    (x) => x,
  ),
  signature: 'round(x, digits?)',
  most: 2,
  run: (args, { site, budget }) => {
    const x = numeric(argument(args, 0), site, 0);
    const digits = args[1] ? single(args[1], site, 1) : 0;
    if (!Number.isInteger(digits) || digits < 0 || digits > 15) {
      throw site.error(l10n.t('The digits are a whole number from 0 to 15.'), 1);
    }
    if (typeof x === 'number') return numberValue(rounded(x, digits));
    return mapElements(x, (element) => rounded(element, digits), budget, site);
  },
};

export const ELEMENTWISE: readonly FunctionEntry[] = [
  ofEach('abs', () => l10n.t('The absolute value of each element.'), Math.abs),
  ofEach('sign', () => l10n.t('The sign of each element: -1, 0 or 1.'), Math.sign),
  ofEach('sqrt', () => l10n.t('The square root of each element; NaN below 0.'), Math.sqrt),
  ofEach(
    'square',
    () => l10n.t('Each element times itself.'),
    (x) => x * x,
  ),
  ofEach('exp', () => l10n.t('e to the power of each element.'), Math.exp),
  ofEach('log', () => l10n.t('The natural logarithm of each element; NaN below 0.'), Math.log),
  ofEach('tanh', () => l10n.t('The hyperbolic tangent of each element.'), Math.tanh),
  ofEach(
    'sigmoid',
    () => l10n.t('1 / (1 + exp(-x)) of each element.'),
    (x) => 1 / (1 + Math.exp(-x)),
  ),
  ofEach(
    'relu',
    () => l10n.t('Each element, 0 in place of a negative one.'),
    (x) => (x < 0 ? 0 : x),
  ),
  round,
  question('isNaN', () => l10n.t('Which elements are NaN.'), Number.isNaN),
  question('isFinite', () => l10n.t('Which elements are neither NaN nor infinite.'), Number.isFinite),
];
