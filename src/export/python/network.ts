/** The network of a script as Python data: its layers, its samples, and which of them each batch takes. */
import type { Tensor } from '../../protocol/tensor';
import type { ScriptSubject } from '../subject';
import { arePacked, tensorLiteral, textLiteral } from './literals';

/** What a dialect adds to a layer: entries of its dict, as Python, in this order. */
export type LayerEntries = (layer: number) => readonly (readonly [string, string])[];

export function layersList({ layers, states }: ScriptSubject, entries: LayerEntries): string {
  const dicts = layers.map(({ name }, index) => {
    const state = states[index];
    const own = [
      ['name', textLiteral(name)],
      ['weights', state === undefined ? 'None' : tensorLiteral(state.weights, '        ')],
      ['bias', state?.bias ? tensorLiteral(state.bias, '        ') : 'None'],
      ...entries(index),
    ];
    return `    {\n${own.map(([key, value]) => `        "${key}": ${value},\n`).join('')}    },\n`;
  });
  return `LAYERS = [\n${dicts.join('')}]`;
}

/** The samples, and for each batch step its epoch, its batch and the rows of its samples. */
export function samplesAndSteps({ samples, steps }: ScriptSubject): string {
  const lines = steps.map(({ epoch, batch, rows }) => `    (${epoch}, ${batch}, [${rows.join(', ')}]),\n`);
  return `INPUTS = ${tensorLiteral(samples.inputs, '')}
TARGETS = ${tensorLiteral(samples.targets, '')}

# Epoch, batch, and the rows of the samples above that make the batch.
STEPS = [\n${lines.join('')}]`;
}

/** Whether the script needs a function \`unpack\`. */
export function needsUnpack({ samples, states }: ScriptSubject): boolean {
  const tensors: Tensor[] = states.flatMap(({ weights, bias, memory }) => [
    weights,
    ...(bias === null ? [] : [bias]),
    ...memory.weights,
    ...memory.bias,
  ]);
  return arePacked([samples.inputs, samples.targets, ...tensors]);
}

/** A list of tensors as Python. */
export function tensorList(tensors: readonly Tensor[]): string {
  return `[${tensors.map((tensor) => tensorLiteral(tensor, '        ')).join(', ')}]`;
}
