/** The words a layer definition file may use, each with the one line that explains it in the editor. */

export const ACTIVATIONS = {
  linear: 'a(z) = z. No activation; for regression outputs.',
  sigmoid: 'a(z) = 1 / (1 + e⁻ᶻ), between 0 and 1. Derivative a(1 − a).',
  tanh: 'a(z) = tanh z, between −1 and 1. Derivative 1 − a².',
  relu: 'a(z) = max(0, z). Derivative 1 above 0, otherwise 0.',
  leakyRelu: 'a(z) = z above 0, otherwise alpha · z (alpha 0.01).',
  elu: 'a(z) = z above 0, otherwise alpha · (eᶻ − 1) (alpha 1).',
  softplus: 'a(z) = ln(1 + eᶻ), a smooth ReLU. Derivative 1 − e⁻ᵃ.',
  swish: 'a(z) = z · sigmoid(z). Its derivative needs preActivation.',
  gelu: 'a(z) = z · Φ(z), exact, with erf. Its derivative needs preActivation.',
  softmax: 'eᶻ over the sum of eᶻ of the row: a probability for each unit. Its derivative is a Jacobian.',
} as const;
export type ActivationName = keyof typeof ACTIVATIONS;

export const LOSSES = {
  meanSquaredError: '(1/m) Σ (a − y)². The usual loss for regression.',
  halfSquaredError: "½ Σ (a − y)². The textbooks' choice: its gradient is a − y.",
  meanAbsoluteError: '(1/m) Σ |a − y|. Less drawn to outliers.',
  huber: '(1/m) Σ huber(a − y): squared near 0, absolute beyond 1.',
  binaryCrossentropy: '−(1/m) Σ [y ln a + (1−y) ln(1−a)]. For sigmoid outputs between 0 and 1.',
  categoricalCrossentropy: '−Σ y ln a. For softmax outputs, one unit per class.',
} as const;
export type LossName = keyof typeof LOSSES;

export const OPTIMIZERS = {
  sgd: 'Gradient descent: weights − learningRate · gradientWeights, optionally with momentum.',
  adam: 'Steps scaled by running means of the gradient and of its square.',
  rmsprop: 'Steps scaled by a running mean of the squared gradient.',
} as const;
export type OptimizerName = keyof typeof OPTIMIZERS;

export const INITIALIZERS = {
  glorotUniform: 'Uniform within ±√(6 / (n + m)). The default; for tanh, sigmoid, softmax.',
  glorotNormal: 'Normal with deviation √(2 / (n + m)), cut at two deviations.',
  heUniform: 'Uniform within ±√(6 / n). For ReLU and its kin.',
  heNormal: 'Normal with deviation √(2 / n), cut at two deviations. For ReLU and its kin.',
  lecunUniform: 'Uniform within ±√(3 / n).',
  lecunNormal: 'Normal with deviation √(1 / n), cut at two deviations.',
  uniform: 'Uniform within ±scale (default 0.05).',
  normal: 'Normal with deviation scale (default 0.05).',
  constant: 'Every weight is scale (default 0).',
  zeros: 'Every weight is 0. All units then learn the same thing: try it once.',
  ones: 'Every weight is 1.',
} as const;
export type InitializerName = keyof typeof INITIALIZERS;

export const DATASETS = {
  xor: 'The four rows of exclusive or: 2 inputs, 1 target.',
  circles: 'A disc inside a ring: 2 inputs, 1 target (0 or 1).',
  moons: 'Two half moons: 2 inputs, 1 target (0 or 1).',
  spirals: 'Two entwined spirals: 2 inputs, 1 target (0 or 1). Hard.',
  blobs: 'Three clouds of points: 2 inputs, 3 targets (one-hot).',
  sine: 'y = sin x for x in −π … π: 1 input, 1 target. Regression.',
  iris: 'Fisher 1936: 150 flowers, 4 measurements, 3 species (one-hot).',
  digits: 'UCI optical digits: 1,797 images of 8 × 8 pixels (scaled to 0 … 1), 10 classes (one-hot).',
} as const;
export type BuiltInDataset = keyof typeof DATASETS;
