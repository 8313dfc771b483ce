/** A value as a person sees it in one line, and what it takes to expand it. */
import type { EngineClient } from '../protocol/engine';
import { matrixPreview, nestedText, numberText, PREVIEW, rowPreview, shapeText } from './format';
import { elementOf, readView, shapeOf, type TensorView } from './tensorView';

export interface Shown {
  /** The shape first, then the beginning of the elements. */
  readonly value: string;
  /** Set when the value can be expanded. */
  readonly view: TensorView | null;
  /** How many elements expanding gives; 0 when it cannot be expanded. */
  readonly indexed: number;
}

/** A view in one line; null when its quantity is absent. */
export async function show(engine: EngineClient, view: TensorView): Promise<Shown | null> {
  const shape = shapeOf(view);
  if (shape.length === 3) return showMatrices(engine, view, shape);
  const part = {
    start: 0,
    count: shape.length === 1 ? PREVIEW.columns : PREVIEW.rows,
    others: PREVIEW.columns,
  };
  const data = await readView(engine, view, part);
  return data && describe(view, data);
}

/**
 * The elements of a view from `start` on, each in one line; null when its quantity is absent. One read of the
 * engine serves all rows of a matrix.
 */
export async function showElements(
  engine: EngineClient,
  view: TensorView,
  start: number,
  count: number,
): Promise<Shown[] | null> {
  const shape = shapeOf(view);
  const available = Math.max(0, Math.min(count, (shape[0] ?? 0) - start));
  const elements = Array.from({ length: available }, (_, i) => elementOf(view, start + i));
  if (shape.length === 3) {
    const all = await Promise.all(elements.map((element) => show(engine, element)));
    return all.some((one) => one === null) ? null : all.filter((one) => one !== null);
  }
  const data = await readView(engine, view, { start, count: available, others: PREVIEW.columns });
  if (data === null) return null;
  const width = available === 0 ? 0 : data.length / available;
  return elements.map((element, i) => describe(element, data.subarray(i * width, (i + 1) * width)));
}

/** All elements as nested lists, for the clipboard; null when the quantity is absent. */
export async function wholeText(engine: EngineClient, view: TensorView): Promise<string | null> {
  const data = await readView(engine, view);
  return data && nestedText(data, shapeOf(view));
}

async function showMatrices(
  engine: EngineClient,
  view: TensorView,
  shape: readonly number[],
): Promise<Shown | null> {
  if (shape[0] === 0) return { value: shapeText(shape), view: null, indexed: 0 };
  const first = await show(engine, elementOf(view, 0));
  if (first === null) return null;
  const preview = first.value.slice(shapeText(shape.slice(1)).length).trim();
  const more = (shape[0] ?? 0) > 1 ? ', …' : '';
  return { value: `${shapeText(shape)}  [${preview}${more}]`, view, indexed: shape[0] ?? 0 };
}

/** A view of at most two free axes whose first elements are `data`. */
function describe(view: TensorView, data: Float32Array): Shown {
  const [first, second] = shapeOf(view);
  if (first === undefined) return { value: numberText(data[0] ?? NaN), view: null, indexed: 0 };
  const preview =
    second === undefined
      ? rowPreview(data, first)
      : matrixPreview(data, Math.min(second, PREVIEW.columns), { rows: first, columns: second });
  return {
    value: `${shapeText(shapeOf(view))}  ${preview}`,
    view: first === 0 ? null : view,
    indexed: first,
  };
}
