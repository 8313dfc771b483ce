/**
 * brain.js. It knows no batches: it updates after every sample, which is our mathematics with batches of one. So its
 * parameters are checked against ours at batchSize 1, and its time for a batch step is that of as many samples.
 */
import { rows, shareRight, type LayerParameters, type Task, type Trainer } from './contestant';

interface Pattern {
  readonly input: Float32Array;
  readonly output: Float32Array;
}

/** What is used here of brain.js's `NeuralNetwork`; its own types leave these out. */
interface BrainNetwork {
  sizes: number[];
  readonly trainOpts: { learningRate: number; momentum: number };
  /** By layer, from 1: for each unit the weights of its inputs. */
  readonly weights: Float32Array[][];
  readonly biases: Float32Array[];
  initialize(): void;
  /** Calculates and updates for each pattern in turn: what `train` does in an epoch, without its error check. */
  trainPatterns(patterns: readonly Pattern[]): void;
  runInput(input: Float32Array): Float32Array;
}

export interface Brain {
  readonly NeuralNetwork: new (options: { activation: 'tanh' }) => BrainNetwork;
}

export function brainJs(brain: Brain, task: Task): Promise<Trainer> {
  const { sizes, samples, inputs, targets } = task;
  const [width = 0, outputs = 0] = [sizes[0], sizes.at(-1)];
  const network = new brain.NeuralNetwork({ activation: 'tanh' });
  network.sizes = [...sizes];
  network.initialize();
  // Its loss is halfSquaredError; 2/m makes it meanSquaredError. The options of `train` refuse a momentum of 0.
  network.trainOpts.learningRate = (task.learningRate * 2) / outputs;
  network.trainOpts.momentum = 0;
  setParameters(network, task.initial);
  const patterns = Array.from({ length: samples }, (_, sample) => ({
    input: rows(inputs, width, sample, sample + 1),
    output: rows(targets, outputs, sample, sample + 1),
  }));
  return Promise.resolve({
    train(epochs) {
      for (let epoch = 0; epoch < epochs; epoch++) network.trainPatterns(patterns);
      return Promise.resolve();
    },
    reset() {
      setParameters(network, task.initial);
      return Promise.resolve();
    },
    accuracy() {
      const all = new Float32Array(targets.length);
      for (const [sample, { input }] of patterns.entries())
        all.set(network.runInput(input), sample * outputs);
      return Promise.resolve(shareRight(all, targets, outputs));
    },
    parameters: () => Promise.resolve(task.initial.map((_, index) => parametersOf(network, index + 1))),
    dispose: () => undefined,
  });
}

function setParameters(network: BrainNetwork, parameters: readonly LayerParameters[]): void {
  for (const [index, { weights, bias }] of parameters.entries()) {
    network.biases[index + 1]?.set(bias);
    for (const [unit, incoming] of (network.weights[index + 1] ?? []).entries())
      for (let input = 0; input < incoming.length; input++)
        incoming[input] = weights[input * bias.length + unit] ?? NaN;
  }
}

function parametersOf(network: BrainNetwork, layer: number): LayerParameters {
  const bias = network.biases[layer] ?? new Float32Array();
  const units = network.weights[layer] ?? [];
  const inputs = units[0]?.length ?? 0;
  const weights = new Float32Array(inputs * units.length);
  for (const [unit, incoming] of units.entries())
    for (const [input, weight] of incoming.entries()) weights[input * units.length + unit] = weight;
  return { weights, bias };
}
