/** The first weights of a layer, drawn in plain code from a seeded stream, so that every backend starts alike. */
import * as l10n from '@vscode/l10n';
import type { Random } from '../data/random';
import type { InitializerDefinition, LayerDefinition } from '../definition/definition';
import type { Tensor } from '../protocol/tensor';
import type { LayerState } from './batchRecord';

/** The layer before its first update: n inputs, as many units as its definition says. */
export function initialState(layer: LayerDefinition, n: number, source: Random): LayerState {
  const m = layer.units;
  const weights: Tensor = {
    shape: [n, m],
    data:
      layer.weights === null
        ? drawWeights(layer.kernelInitializer, n, m, source)
        : Float32Array.from(layer.weights.flat()),
  };
  const biases: Tensor = { shape: [m], data: Float32Array.from(layer.biases ?? new Float32Array(m)) };
  if (weights.data.length !== n * m) {
    throw new Error(l10n.t("The weights of layer '{0}' are not {1} rows of {2} numbers.", layer.name, n, m));
  }
  if (biases.data.length !== m)
    throw new Error(l10n.t("The biases of layer '{0}' are not {1} numbers.", layer.name, m));
  return {
    weights,
    bias: layer.useBias ? biases : null,
    memory: { weights: [], bias: [] },
    updates: 0,
  };
}

/** n × m weights, row-major; the formulas are those of Keras' initializers of the same names. */
export function drawWeights(
  initializer: InitializerDefinition,
  n: number,
  m: number,
  source: Random,
): Float32Array {
  const draw = drawerOf(initializer, n, m, source);
  return Float32Array.from({ length: n * m }, draw);
}

function drawerOf(
  { type, scale }: InitializerDefinition,
  n: number,
  m: number,
  source: Random,
): () => number {
  const within = (limit: number) => (): number => (2 * source.uniform() - 1) * limit;
  const spread = (deviation: number) => (): number => deviation * cutNormal(source);
  switch (type) {
    case 'glorotUniform':
      return within(Math.sqrt(6 / (n + m)));
    case 'glorotNormal':
      return spread(Math.sqrt(2 / (n + m)));
    case 'heUniform':
      return within(Math.sqrt(6 / n));
    case 'heNormal':
      return spread(Math.sqrt(2 / n));
    case 'lecunUniform':
      return within(Math.sqrt(3 / n));
    case 'lecunNormal':
      return spread(Math.sqrt(1 / n));
    case 'uniform':
      return within(scale);
    case 'normal':
      return () => scale * source.normal();
    case 'constant':
      return () => scale;
    case 'zeros':
      return () => 0;
    case 'ones':
      return () => 1;
  }
}

/** The deviation of a standard normal distribution that is cut at two deviations. */
const CUT_DEVIATION = 0.87962566103423978;

/** Cut at two deviations by drawing again, and widened so that its deviation is 1 after the cut. */
function cutNormal(source: Random): number {
  for (;;) {
    const draw = source.normal();
    if (Math.abs(draw) <= 2) return draw / CUT_DEVIATION;
  }
}
