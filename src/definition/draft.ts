import type { DataDefinition, DataSource, Definition, LayerDefinition } from './definition';

/**
 * A definition as far as it could be read. What is wrong in the file and has a default stands here with its
 * default; what has none is null. So the checks that follow still find what else is wrong.
 */
export interface DefinitionDraft extends Omit<Definition, 'data' | 'layers' | 'loss'> {
  readonly data: DataDraft;
  readonly layers: readonly LayerDraft[];
  readonly loss: Definition['loss'] | null;
}

export interface LayerDraft extends Omit<LayerDefinition, 'units' | 'activation'> {
  readonly units: number | null;
  readonly activation: LayerDefinition['activation'] | null;
}

export interface DataDraft extends Omit<DataDefinition, 'source'> {
  readonly source: DataSource | null;
}

function finishedLayer(draft: LayerDraft): LayerDefinition[] {
  const { units, activation, ...rest } = draft;
  return units === null || activation === null ? [] : [{ ...rest, units, activation }];
}

/** The definition, if nothing is missing from its draft. */
export function finished(draft: DefinitionDraft): Definition | null {
  const { data, loss, layers, ...rest } = draft;
  const whole = layers.flatMap(finishedLayer);
  if (data.source === null || loss === null || whole.length !== layers.length) return null;
  return { ...rest, data: { ...data, source: data.source }, layers: whole, loss };
}
