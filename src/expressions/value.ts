/** What an expression can be worth. */
import * as l10n from '@vscode/l10n';
import type { Site } from './error';

export interface NumberValue {
  readonly kind: 'number';
  readonly value: number;
}
export interface BooleanValue {
  readonly kind: 'boolean';
  readonly value: boolean;
}
/** Only ever an argument, as in norm(x, "inf"). */
export interface TextValue {
  readonly kind: 'text';
  readonly value: string;
}
/** Row-major, as every tensor. float32 for a quantity or a part of one as it is, float64 for what was computed. */
export interface TensorValue {
  readonly kind: 'tensor';
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
}
export type Value = NumberValue | BooleanValue | TextValue | TensorValue;

export const numberValue = (value: number): NumberValue => ({ kind: 'number', value });
export const booleanValue = (value: boolean): BooleanValue => ({ kind: 'boolean', value });
export const tensorValue = (shape: readonly number[], data: Float32Array | Float64Array): TensorValue => ({
  kind: 'tensor',
  shape,
  data,
});

/** A number counts as true unless it is 0 or NaN, as in mathjs. */
export const isTrue = (value: number | boolean): boolean => Boolean(value);

/** `4 × 3`; a vector is `3`. */
export function shapeText(shape: readonly (number | string)[]): string {
  return shape.join(' × ');
}

/** `a 4 × 3 matrix`, `a vector of 3`, `a single number`: what a value is, in a message. */
export function described(value: Value): string {
  switch (value.kind) {
    case 'number':
      return l10n.t('a single number');
    case 'boolean':
      return l10n.t('true or false');
    case 'text':
      return l10n.t('a text');
    case 'tensor':
      return describedShape(value.shape);
  }
}

export function describedShape(shape: readonly (number | string)[]): string {
  if (shape.length === 1) return l10n.t('a vector of {0}', shapeText(shape));
  return shape.length === 2
    ? l10n.t('a matrix of {0}', shapeText(shape))
    : l10n.t('of shape {0}', shapeText(shape));
}

/** Throws, naming the operand, when it is a text: there is nothing to compute with. */
export function numeric(value: Value, site: Site, operand: number): number | TensorValue {
  switch (value.kind) {
    case 'tensor':
      return value;
    case 'number':
      return value.value;
    case 'boolean':
      return Number(value.value);
    case 'text':
      throw site.error(
        l10n.t('{0} is a text: a number or a matrix belongs here.', site.written(operand)),
        operand,
      );
  }
}

/** Throws when the operand is not a single number. */
export function single(value: Value, site: Site, operand: number): number {
  const number = numeric(value, site, operand);
  if (typeof number === 'number') return number;
  throw site.error(
    l10n.t('A single number belongs here, and {0} is {1}.', site.written(operand), described(value)),
    operand,
  );
}
