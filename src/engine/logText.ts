/** What a log point says. */
import { ExpressionError } from '../expressions/error';
import type { Names } from '../expressions/names';
import type { TemplatePart } from '../expressions/template';
import { shapeText, type TensorValue, type Value } from '../expressions/value';

/** So many elements of a matrix stand in a line; of the others only that there are more. */
const MOST_ELEMENTS = 12;

/** The text with the values in it. Where there is none, it says why in its place. */
export function logText(parts: readonly TemplatePart[], names: Names): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : valueAt(part.expression, names))).join('');
}

function valueAt(
  expression: Extract<TemplatePart, { kind: 'expression' }>['expression'],
  names: Names,
): string {
  try {
    return valueText(expression.evaluate(names));
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return `<${error.message}>`;
  }
}

function valueText(value: Value): string {
  switch (value.kind) {
    case 'number':
      return numberText(value.value);
    case 'tensor':
      return tensorText(value);
    case 'boolean':
    case 'text':
      return String(value.value);
  }
}

/** `2 × 3  [0.1, 0.2, …]`: the shape first, then the beginning, row by row. */
function tensorText({ shape, data }: TensorValue): string {
  const shown = Array.from(data.subarray(0, MOST_ELEMENTS), numberText);
  const more = data.length > shown.length ? ['…'] : [];
  return `${shapeText(shape)}  [${[...shown, ...more].join(', ')}]`;
}

/** Six digits: what a float32 is good for. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
}
