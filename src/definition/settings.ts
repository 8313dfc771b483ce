/** The part of a definition that can change while its run lasts. */
import type { RunSettings } from '../protocol/engine';
import type { Definition, OptimizerDefinition } from './definition';
import type { LossName } from './names';

export function settingsOf({ loss, optimizer, epochs, data }: Definition): RunSettings {
  return { loss, optimizer, epochs, batchSize: data.batchSize };
}

/** The definition with these settings, which have to come from a definition that was checked. */
export function withSettings(definition: Definition, settings: RunSettings): Definition {
  const { loss, optimizer, epochs, batchSize } = settings;
  // The protocol knows no names of the file's words; the settings are what the parser has let pass.
  const words = { loss: loss as LossName, optimizer: optimizer as OptimizerDefinition };
  return { ...definition, ...words, epochs, data: { ...definition.data, batchSize } };
}
