/** The names of a reference trace's first batch step, just after its backward pass. */
import { readFileSync } from 'node:fs';
import type { LayerShape } from '../../../src/protocol/engine';
import type { Tensor } from '../../../src/protocol/tensor';
import type { QuantityName } from '../../../src/protocol/vocabulary';
import type { Names, ScalarName } from '../../../src/expressions/names';

type Nested = number | null | readonly Nested[];
interface Trace {
  readonly steps: readonly {
    readonly loss: number;
    readonly layers: readonly {
      readonly name: string;
      readonly forward: Readonly<Record<string, Nested>>;
      readonly backward: Readonly<Record<string, Nested>>;
    }[];
  }[];
}

export interface TraceNames extends Names {
  readonly shapes: readonly LayerShape[];
  /** How often a quantity was asked for. */
  reads: number;
}

export function traceNames(
  name: string,
  frameLayer: number,
  absent: readonly (QuantityName | ScalarName)[] = [],
): TraceNames {
  const path = new URL(`../../reference/${name}.trace.json`, import.meta.url);
  const step = (JSON.parse(readFileSync(path, 'utf8')) as Trace).steps[0]!;
  const layers = step.layers.map((layer) => ({ ...layer.forward, ...layer.backward }));
  const N = shapeOf(layers[0]?.['input'] ?? [])[0] ?? 0;
  const scalars: Readonly<Record<ScalarName, number | null>> = {
    loss: step.loss,
    accuracy: null,
    epoch: 3,
    batch: 7,
    N,
    learningRate: 0.1,
  };
  const names: TraceNames = {
    layers: step.layers.map((layer) => layer.name),
    frameLayer,
    reads: 0,
    shapes: step.layers.map((layer, i): LayerShape => {
      const [inputs = 0, units = 0] = shapeOf(layer.forward['weights'] ?? []);
      const jacobian = shapeOf(layers[i]?.['activationDerivative'] ?? []).length === 3;
      return {
        name: layer.name,
        inputs,
        units,
        activation: jacobian ? 'softmax' : 'tanh',
        hasBias: layer.forward['bias'] !== null,
      };
    }),
    quantity: (layer, quantity): Tensor | null => {
      names.reads++;
      const nested = layers[layer]?.[quantity] ?? null;
      return nested === null || absent.includes(quantity) ? null : tensorOf(nested);
    },
    scalar: (scalar) => (absent.includes(scalar) ? null : scalars[scalar]),
  };
  return names;
}

export function shapeOf(nested: Nested): number[] {
  return Array.isArray(nested) ? [nested.length, ...shapeOf((nested[0] ?? 0) as Nested)] : [];
}

export function tensorOf(nested: Nested): Tensor {
  const flat = (Array.isArray(nested) ? nested.flat(Infinity) : [nested]) as number[];
  return { shape: shapeOf(nested), data: Float32Array.from(flat) };
}
