import type { LayerShape } from '../protocol/engine';
import type { Program } from './program';

/** The layers of a program, each with as many inputs as the one before has units; the first with those of the data. */
export function layerShapes({ definition, dataset }: Program): LayerShape[] {
  let inputs = dataset.training.inputs.shape[1] ?? 0;
  return definition.layers.map((layer) => {
    const shape: LayerShape = {
      name: layer.name,
      inputs,
      units: layer.units,
      activation: layer.activation.type,
      hasBias: layer.useBias,
      ...(hasAlpha(layer.activation.type) ? { alpha: layer.activation.alpha } : {}),
    };
    inputs = layer.units;
    return shape;
  });
}

function hasAlpha(activation: string): boolean {
  return activation === 'leakyRelu' || activation === 'elu';
}
