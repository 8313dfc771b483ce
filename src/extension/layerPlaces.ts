/**
 * Where the layers of a run stand in the text of its file as it is now. The file may have been edited since the
 * launch: then only a layer that is certainly still the same one is found, by its name.
 */
import type { SourceRange } from '../definition/fault';
import { parseDefinition, type ParsedDefinition } from '../definition/parse';
import type { LayerShape } from '../protocol/engine';

export interface LayerPlace {
  /** The layer, as the run counts it. */
  readonly layer: number;
  /** The line to write at: that of its name, or the one where it begins. */
  readonly line: number;
  /** A property of the layer that is spelled out. */
  readonly property: (name: string) => SourceRange | undefined;
}

export interface RunPlaces {
  readonly layers: readonly LayerPlace[];
  /** A property of the whole definition, such as `loss`. */
  readonly property: (name: string) => SourceRange | undefined;
}

/** @param launched the text that the run was launched with */
export function placesIn(text: string, launched: string, layers: readonly LayerShape[]): RunPlaces {
  const parsed = parseDefinition(text);
  const { source } = parsed;
  const isSame = withoutEnds(text) === withoutEnds(launched);
  return {
    layers: parsed.draft.layers.flatMap((_, index): LayerPlace[] => {
      const range = source.value(['layers', index]);
      const layer = isSame ? index : sameLayer(parsed, index, layers);
      if (range === undefined || layer === null) return [];
      const property = (name: string): SourceRange | undefined => source.property(['layers', index, name]);
      return [{ layer, line: (property('name') ?? range).start.line, property }];
    }),
    property: (name) => source.property([name]),
  };
}

/** The layer of the run that this one is: of the same spelled out name, and made alike. */
function sameLayer(
  { draft, source }: ParsedDefinition,
  index: number,
  layers: readonly LayerShape[],
): number | null {
  const here = draft.layers[index];
  const named = draft.layers.filter(({ name }) => name === here?.name).length === 1;
  // A name that is only counted, layer2, means another layer as soon as one before it is added.
  if (here === undefined || !named || source.property(['layers', index, 'name']) === undefined) return null;
  const layer = layers.findIndex(
    ({ name, units, activation, hasBias }) =>
      name === here.name &&
      units === here.units &&
      activation === here.activation?.type &&
      hasBias === here.useBias,
  );
  return layer < 0 ? null : layer;
}

/** Editors hide how lines end and whether the file begins with a mark. */
function withoutEnds(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

export function contains({ start, end }: SourceRange, line: number, column: number): boolean {
  const afterStart = line > start.line || (line === start.line && column >= start.column);
  return afterStart && (line < end.line || (line === end.line && column <= end.column));
}
