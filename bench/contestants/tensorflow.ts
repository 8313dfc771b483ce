/** TensorFlow.js on one of its backends: `optimizer.minimize` on batches that lie in its memory beforehand. */
import { batchesPerEpoch, rows, shareRight, type Task, type Trainer } from './contestant';

/** What is used here of TensorFlow.js. The peers are installed on first use, so their own types may not be there. */
export interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  getBackend(): string;
  env(): { set(flag: string, value: boolean): void };
  tensor(values: Float32Array, shape: readonly number[]): TfTensor;
  variable(initial: TfTensor): TfVariable;
  matMul(a: TfTensor, b: TfTensor): TfTensor;
  add(a: TfTensor, b: TfTensor): TfTensor;
  tanh(a: TfTensor): TfTensor;
  mean(a: TfTensor): TfTensor;
  squaredDifference(a: TfTensor, b: TfTensor): TfTensor;
  tidy<T>(work: () => T): T;
  readonly train: { sgd(learningRate: number): TfOptimizer };
  readonly version: { readonly 'tfjs-core': string };
}
interface TfTensor {
  data(): Promise<Float32Array>;
  dispose(): void;
}
interface TfVariable extends TfTensor {
  assign(value: TfTensor): void;
}
interface TfOptimizer {
  minimize(loss: () => TfTensor, returnCost: boolean, variables: readonly TfTensor[]): unknown;
  dispose(): void;
}

/** Rejects when the backend cannot be had. */
export async function useBackend(tf: TensorFlow, backend: string): Promise<void> {
  // Else it advertises its native package on standard output.
  tf.env().set('PROD', true);
  if (!(await tf.setBackend(backend)))
    throw new Error(`TensorFlow.js could not start its backend ${backend}.`);
  await tf.ready();
}

export function tensorFlow(tf: TensorFlow, task: Task): Promise<Trainer> {
  const { sizes, samples, batchSize, targets } = task;
  const [width = 0, outputs = 0] = [sizes[0], sizes.at(-1)];
  const matrix = (values: Float32Array, columns: number): TfTensor =>
    tf.tensor(values, [values.length / columns, columns]);
  const initial = task.initial.map(({ weights, bias }) => ({
    weights: matrix(weights, bias.length),
    bias: tf.tensor(bias, [bias.length]),
  }));
  const layers = initial.map(({ weights, bias }) => ({
    weights: tf.variable(weights),
    bias: tf.variable(bias),
  }));
  const batches = Array.from({ length: batchesPerEpoch(task) }, (_, batch) => {
    const [from, to] = [batch * batchSize, Math.min((batch + 1) * batchSize, samples)];
    return {
      inputs: matrix(rows(task.inputs, width, from, to), width),
      targets: matrix(rows(targets, outputs, from, to), outputs),
    };
  });
  const all = matrix(task.inputs, width);
  const variables = layers.flatMap(({ weights, bias }) => [weights, bias]);
  const optimizer = tf.train.sgd(task.learningRate);
  const forward = (inputs: TfTensor): TfTensor =>
    layers.reduce((input, { weights, bias }) => tf.tanh(tf.add(tf.matMul(input, weights), bias)), inputs);
  return Promise.resolve({
    async train(epochs) {
      for (let epoch = 0; epoch < epochs; epoch++)
        for (const batch of batches) {
          const loss = (): TfTensor => tf.mean(tf.squaredDifference(forward(batch.inputs), batch.targets));
          optimizer.minimize(loss, false, variables);
        }
      // On a GPU the work is only queued so far: what is read last is there when all of it is done.
      await layers.at(-1)?.bias.data();
    },
    reset() {
      for (const [index, { weights, bias }] of initial.entries()) {
        layers[index]?.weights.assign(weights);
        layers[index]?.bias.assign(bias);
      }
      return Promise.resolve();
    },
    async accuracy() {
      const result = tf.tidy(() => forward(all));
      const right = shareRight(await result.data(), targets, outputs);
      result.dispose();
      return right;
    },
    parameters: () =>
      Promise.all(
        layers.map(async ({ weights, bias }) => ({ weights: await weights.data(), bias: await bias.data() })),
      ),
    dispose() {
      optimizer.dispose();
      for (const tensor of [...variables, ...initial.flatMap(({ weights, bias }) => [weights, bias]), all])
        tensor.dispose();
      for (const batch of batches) [batch.inputs, batch.targets].forEach((tensor) => tensor.dispose());
    },
  });
}
