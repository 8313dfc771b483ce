/** Where the parts of a run stand in the definition file. */
import type { JsonPath, SourceMap, SourceRange } from '../definition/fault';
import type { OperationKey, OperationName } from '../protocol/vocabulary';

/** The property of a layer that an operation comes from: what decides its result's shape or its function. */
const PROPERTY_OF: Readonly<Partial<Record<OperationName, string>>> = {
  preActivation: 'units',
  output: 'activation',
  activationDerivative: 'activation',
  gradientOutput: 'units',
  gradientWeights: 'units',
  gradientPrev: 'units',
};

/** A layer's object; undefined when there is no such layer. */
export function layerRange(source: SourceMap, layer: number): SourceRange | undefined {
  return source.value(['layers', layer]);
}

/** The property that the operation of this layer comes from; the layer's name, or its start, by default. */
export function operationRange(
  source: SourceMap,
  layer: number | null,
  operation: OperationName,
): SourceRange | undefined {
  if (operation === 'update') return firstOf(source, [['optimizer']]) ?? wholeFile(source);
  if (layer === null) return firstOf(source, [['loss'], ['layers']]) ?? wholeFile(source);
  const property = PROPERTY_OF[operation];
  const exact = property === undefined ? undefined : source.property(['layers', layer, property]);
  return exact ?? start(layerRange(source, layer)) ?? wholeFile(source);
}

/** Where a frame at this operation points. */
export function positionRange(source: SourceMap, at: OperationKey): SourceRange | undefined {
  return operationRange(source, at.layer, at.operation);
}

/** Where the batch step's frame points: at the batch size, or at the data. */
export function batchRange(source: SourceMap): SourceRange | undefined {
  return firstOf(source, [['data', 'batchSize'], ['data']]) ?? wholeFile(source);
}

/** Where the epoch's frame points. */
export function epochRange(source: SourceMap): SourceRange | undefined {
  return firstOf(source, [['epochs']]) ?? wholeFile(source);
}

function firstOf(source: SourceMap, paths: readonly JsonPath[]): SourceRange | undefined {
  for (const path of paths) {
    const range = source.property(path);
    if (range !== undefined) return range;
  }
  return undefined;
}

/** What the file leaves to a default has no place of its own: the start of the file stands for it. */
function wholeFile(source: SourceMap): SourceRange | undefined {
  return start(source.value([]));
}

function start(range: SourceRange | undefined): SourceRange | undefined {
  return range && { start: range.start, end: range.start };
}
