/**
 * Where breakpoints can stand in a definition file, and what each place means.
 *
 * Without a column:
 * - The line on which a layer begins means the layer: stop after its backward step, whatever properties stand on that
 *   line too. Where several layers begin on one line, it means them all.
 * - A later line of a layer that belongs to one property alone (`"activation": "tanh",`, a row of `weights`) means
 *   that property: stop at its operation.
 * - Any other line of a layer (its closing brace, a comment, several properties at once) means the layer, and the
 *   breakpoint moves to the line on which the layer begins, where it says so.
 * - A line of `loss`, `optimizer` or `epochs` means that; where several share a line, the first of them.
 *
 * With a column, the property at the column is meant, or else the last one that begins before it on the line, or the
 * first one of the line. A layer as such stands at its `name`, or at its brace when the name has a line of its own.
 */
import * as l10n from '@vscode/l10n';
import type { SourceMap, SourceRange } from '../definition/fault';
import { LAYER_PROPERTIES } from '../definition/readLayer';
import { listed } from '../definition/spelling';
import type { StopPoint } from '../protocol/engine';
import type { OperationName, Phase } from '../protocol/vocabulary';
import { layerRange } from './places';

/** A definition file as breakpoints see it. It may have faults; what could be read of it counts. */
export interface DefinitionText {
  readonly text: string;
  readonly source: SourceMap;
  /** The names of the layers, in the order of the file. */
  readonly layerNames: readonly string[];
}

/** What a breakpoint stands for, by names: what it follows when the file changes around it. */
export interface Target {
  /** The layers that are meant; none for a part of the training. */
  readonly layers: readonly string[];
  /** The property of the layer or of the training; null for the layer as a whole. */
  readonly property: string | null;
}

/** A place in a file where a breakpoint can stand. */
export interface Place {
  readonly target: Target;
  readonly range: SourceRange;
}

/** Lines and columns count from 0. */
export interface Asked {
  readonly line: number;
  /** null: the line as such. */
  readonly column: number | null;
}

/** Just after which operation a run stops. */
export type StopKey = Pick<StopPoint, 'phase' | 'layer' | 'operation' | 'endOfEpoch'>;

/**
 * The backward operation of each property: activation for its derivative; what makes the weights and the bias, for
 * their gradients, which one operation computes; the name for all of them.
 */
const OPERATION_OF: Readonly<Record<(typeof LAYER_PROPERTIES)[number], OperationName>> = {
  name: 'gradientPrev',
  units: 'gradientWeights',
  activation: 'activationDerivative',
  useBias: 'gradientWeights',
  kernelInitializer: 'gradientWeights',
  weights: 'gradientWeights',
  biases: 'gradientWeights',
};

/** The update of the last layer ends that of all layers; so does an epoch. */
const TRAINING: Readonly<
  Record<string, { phase: Phase; operation: OperationName; endOfEpoch?: true } | undefined>
> = {
  loss: { phase: 'loss', operation: 'loss' },
  optimizer: { phase: 'update', operation: 'update' },
  epochs: { phase: 'update', operation: 'update', endOfEpoch: true },
};

/** Where a breakpoint that is asked for here comes to stand; null when nothing on this line stops a run. */
export function locate({ line, column }: Asked, file: DefinitionText): Place | null {
  return (column === null ? null : placeAtColumn(line, column, file)) ?? placeOfLine(line, file);
}

/** Where what a breakpoint stands for is now; a message when it is in the file no more. */
export function follow(target: Target, file: DefinitionText): Place | string {
  const { property } = target;
  if (target.layers.length === 0) {
    const range = file.source.property([property ?? '']);
    return range ? { target, range } : l10n.t("'{0}' is no longer in the file.", property ?? '');
  }
  const [first, ...others] = layersOf(file).filter(({ name }) => target.layers.includes(name));
  if (!first) {
    return l10n.t('There is no layer {0} in the file any more.', listed(target.layers, 'and'));
  }
  if (property === null) {
    const together = [first, ...others.filter(({ range }) => beginsOn(range, first.range.start.line))];
    return { target: { layers: together.map(({ name }) => name), property }, range: first.range };
  }
  const range = file.source.property(['layers', first.index, property]);
  return range
    ? { target, range }
    : l10n.t("Layer '{0}' has no '{1}' in the file any more.", first.name, property);
}

/** Whether the line of the place alone does not mean it, so that it takes the column to say what is meant. */
export function needsColumn({ target, range }: Place, file: DefinitionText): boolean {
  const ofLine = placeOfLine(range.start.line, file)?.target;
  return ofLine?.property !== target.property || ofLine.layers.join('\n') !== target.layers.join('\n');
}

/** Where a run of these layers stops for a target; a message when it cannot. */
export function stopsAt({ layers, property }: Target, runLayers: readonly string[]): StopKey[] | string {
  const training = layers.length === 0 ? TRAINING[property ?? ''] : undefined;
  if (training) return [{ ...training, layer: training.phase === 'loss' ? null : runLayers.length - 1 }];
  const operation = isLayerProperty(property) ? OPERATION_OF[property] : 'gradientPrev';
  const stranger = layers.find((name) => !runLayers.includes(name));
  if (stranger !== undefined) {
    return l10n.t(
      "The run knows no layer '{0}': it was started before the file was edited. Restart it to stop here.",
      stranger,
    );
  }
  return layers.map((name) => ({ phase: 'backward', layer: runLayers.indexOf(name), operation }));
}

/** All places that begin between two points of the file (columns from 0, both included), in its order. */
export function placesBetween(
  from: { readonly line: number; readonly column: number },
  to: { readonly line: number; readonly column: number },
  file: DefinitionText,
): Place[] {
  return placesOf(file).filter(({ range: { start } }) => !isBefore(start, from) && !isBefore(to, start));
}

interface LayerPlace {
  readonly index: number;
  readonly name: string;
  readonly range: SourceRange;
}

function layersOf({ source, layerNames }: DefinitionText): LayerPlace[] {
  return layerNames.flatMap((name, index) => {
    const range = layerRange(source, index);
    return range ? [{ index, name, range }] : [];
  });
}

function placeOfLine(line: number, file: DefinitionText): Place | null {
  const layers = layersOf(file);
  const beginning = layers.filter(({ range }) => beginsOn(range, line));
  const around = beginning.length > 0 ? beginning : layers.filter(({ range }) => covers(range, line));
  const [first] = around;
  if (!first) return trainingPlaces(file).find(({ range }) => covers(range, line)) ?? null;
  const touching =
    beginning.length > 0 ? [] : propertyPlaces(first, file).filter(({ range }) => covers(range, line));
  const [only] = touching;
  if (only && touching.length === 1) return only;
  return { target: { layers: around.map(({ name }) => name), property: null }, range: first.range };
}

function placeAtColumn(line: number, column: number, file: DefinitionText): Place | null {
  const here = placesOf(file).filter(({ range }) => covers(range, line));
  const at = { line, column };
  const around = here.findLast(
    ({ target, range }) => target.property !== null && !isBefore(at, range.start) && !isBefore(range.end, at),
  );
  const beginning = here.filter(({ range }) => beginsOn(range, line));
  const before = beginning.findLast(({ range }) => !isBefore(at, range.start));
  return around ?? before ?? beginning[0] ?? null;
}

/** Every place, in the order of the file. */
function placesOf(file: DefinitionText): Place[] {
  const ofLayers = layersOf(file).flatMap((layer) => {
    const name = file.source.property(['layers', layer.index, 'name']);
    const brace: Place = { target: { layers: [layer.name], property: null }, range: layer.range };
    const isNamedHere = name !== undefined && beginsOn(layer.range, name.start.line);
    return [...(isNamedHere ? [] : [brace]), ...propertyPlaces(layer, file)];
  });
  return inOrder([...ofLayers, ...trainingPlaces(file)]);
}

function propertyPlaces({ index, name }: LayerPlace, { source }: DefinitionText): Place[] {
  const places = LAYER_PROPERTIES.flatMap((property) => {
    const range = source.property(['layers', index, property]);
    return range ? [{ target: { layers: [name], property }, range }] : [];
  });
  return inOrder(places);
}

function trainingPlaces({ source }: DefinitionText): Place[] {
  const places = Object.keys(TRAINING).flatMap((property) => {
    const range = source.property([property]);
    return range ? [{ target: { layers: [], property }, range }] : [];
  });
  return inOrder(places);
}

function inOrder(places: readonly Place[]): Place[] {
  return places.toSorted((a, b) => a.range.start.offset - b.range.start.offset);
}

function isLayerProperty(name: string | null): name is (typeof LAYER_PROPERTIES)[number] {
  return (LAYER_PROPERTIES as readonly (string | null)[]).includes(name);
}

function beginsOn({ start }: SourceRange, line: number): boolean {
  return start.line === line;
}

function covers({ start, end }: SourceRange, line: number): boolean {
  return start.line <= line && line <= end.line;
}

function isBefore(
  a: { readonly line: number; readonly column: number },
  b: { readonly line: number; readonly column: number },
): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}
