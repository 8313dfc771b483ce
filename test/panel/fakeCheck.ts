/** The engine's gradient check over the numbers of a run without an engine. */
import type { Definition } from '../../src/definition/definition';
import type { ActivationName, LossName } from '../../src/definition/names';
import { BatchRecord } from '../../src/engine/batchRecord';
import { checkElement, checkGradient } from '../../src/engine/gradientCheck/gradientCheck';
import type { Standing } from '../../src/engine/standing';
import type { RunDescription } from '../../src/protocol/engine';
import { CHECKED_QUANTITIES, type CheckedQuantity } from '../../src/protocol/gradientCheck';
import type { Answer, Question } from '../../src/protocol/questions';
import type { Tensor } from '../../src/protocol/tensor';

/** What the check needs to know of a batch step. */
export interface FakeBatch {
  readonly description: RunDescription;
  readonly inputs: Tensor;
  readonly targets: Tensor;
  /** With the parameters before the update. */
  parameter(layer: number, name: 'weights' | 'bias'): Tensor | null;
  /** As it stands on the page; null where it is absent. */
  gradient(layer: number, name: CheckedQuantity): Tensor | null;
  isEdited(layer: number, name: CheckedQuantity): boolean;
}

export async function answerCheck(
  batch: FakeBatch,
  question: Question & { about: 'gradientCheck' | 'elementCheck' },
): Promise<Answer> {
  const ground = groundOf(batch);
  const never = (): Promise<void> => Promise.resolve();
  if (question.about === 'gradientCheck')
    return { about: 'gradientCheck', check: await checkGradient(ground, question.elements, never) };
  const { layer, quantity, ...place } = question;
  return { about: 'elementCheck', check: await checkElement(ground, layer, quantity, place, never) };
}

function groundOf(batch: FakeBatch): Pick<Standing, 'record' | 'network'> {
  const { description } = batch;
  const definition: Definition = {
    data: {
      source: { kind: 'inline', inputs: [], targets: [] },
      batchSize: null,
      shuffle: false,
      validationSplit: 0,
      standardize: false,
    },
    layers: description.layers.map(({ name, units, activation, alpha = 0, hasBias }) => ({
      name,
      units,
      activation: { type: activation as ActivationName, alpha },
      useBias: hasBias,
      kernelInitializer: { type: 'zeros', scale: 0 },
      weights: null,
      biases: null,
    })),
    loss: description.loss as LossName,
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false },
    epochs: 1,
    seed: 0,
  };
  const states = description.layers.map((_, layer) => ({
    weights: batch.parameter(layer, 'weights')!,
    bias: batch.parameter(layer, 'bias'),
    memory: { weights: [], bias: [] },
    updates: 0,
  }));
  const record = new BatchRecord(0, 0, { inputs: batch.inputs, targets: batch.targets }, states);
  for (const layer of description.layers.keys())
    for (const name of CHECKED_QUANTITIES) {
      const tensor = batch.gradient(layer, name);
      if (tensor === null) continue;
      record.add({ tensors: [{ layer, name, tensor }] });
      if (batch.isEdited(layer, name)) record.replace(layer, name, tensor, [], definition);
    }
  return { record, network: { definition, classification: false } };
}
