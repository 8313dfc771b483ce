/**
 * Writes schemas/mlp.schema.json: what the editor knows of `*.mlp.json` (completion, hover, first checks); and the
 * same in the languages that schemaTexts.LANGUAGE.json holds its texts in. VS Code takes the one that package.nls
 * names: it hands no schema through its localisation.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ACTIVATIONS, DATASETS, INITIALIZERS, LOSSES, OPTIMIZERS } from '../src/definition/names';
import { DEFINITION_DEFAULTS } from '../src/definition/parse';
import { DATA_DEFAULTS } from '../src/definition/readData';
import { MOST_UNITS } from '../src/definition/readLayer';
import { OPTIMIZER_DEFAULTS } from '../src/definition/readOptimizer';
import GERMAN from './schemaTexts.de.json';
import { about, NAME, NAMES, NUMBERS, object, ROWS, SHARE, words, type Schema } from './schemaParts';
import { translated, type Texts } from './translateSchema';

export const SCHEMA_FILE = join(__dirname, '..', 'schemas', 'mlp.schema.json');
export const GERMAN_SCHEMA_FILE = join(__dirname, '..', 'schemas', 'mlp.schema.de.json');

const data: Schema = {
  ...about(
    'Data',
    'What is to be learnt, and how it is handed to the network. One source: `dataset` (built in), `csv` with `target`, or `inputs` with `targets`.',
  ),
  ...object({
    dataset: { ...about('Built-in dataset', 'A dataset that comes with Backstep.'), ...words(DATASETS) },
    csv: { ...about('CSV file', 'The path of a CSV file with a header, relative to this file.'), ...NAME },
    target: {
      ...about(
        'Target column',
        'The column of the CSV to be learnt, or a list of columns. A text column becomes one-hot, or one 0/1 column when it has two values and the last layer has one unit. With `categoricalCrossentropy` a column of whole numbers becomes one-hot too.',
      ),
      ...NAMES,
    },
    features: {
      ...about(
        'Input columns',
        'The columns of the CSV that the network sees. Default: all that are not targets. A text column becomes one 0/1 column for each different text.',
      ),
      ...NAMES,
    },
    inputs: { ...about('Inputs', 'The samples written out: one row of inputs for each.'), ...ROWS },
    targets: { ...about('Targets', 'One row of wanted outputs for each row of `inputs`.'), ...ROWS },
    batchSize: {
      ...about('Batch size', 'Samples in a batch step. Default: all training samples in one batch.'),
      type: 'integer',
      minimum: 1,
      default: 16,
    },
    shuffle: {
      ...about(
        'Shuffle',
        'Take the samples in a new order in every epoch, drawn by the `seed`; the validation split is drawn too. Default: `true`.',
      ),
      type: 'boolean',
      default: DATA_DEFAULTS.shuffle,
    },
    validationSplit: {
      ...about(
        'Validation split',
        'The share of the samples held back from training, 0 ≤ share < 1. Default: 0.',
      ),
      ...SHARE,
      default: DATA_DEFAULTS.validationSplit,
    },
    standardize: {
      ...about(
        'Standardize',
        'Scale each input to mean 0 and deviation 1, by the statistics of the training split. Default: `false`.',
      ),
      type: 'boolean',
      default: DATA_DEFAULTS.standardize,
    },
  }),
  defaultSnippets: [
    {
      label: 'Built-in dataset',
      description: 'A dataset that comes with Backstep',
      body: { dataset: '${1|' + Object.keys(DATASETS).join(',') + '|}', batchSize: '^${2:16}' },
    },
    {
      label: 'CSV file',
      description: 'A CSV with a header beside this file',
      body: { csv: '${1:data.csv}', target: '${2:target}', validationSplit: '^${3:0.2}', standardize: true },
    },
    {
      label: 'Inputs and targets',
      description: 'Samples written out in this file',
      body: { inputs: '^[[${1:0}, ${2:1}]]', targets: '^[[${3:1}]]', shuffle: false },
    },
  ],
};

const activation: Schema = {
  ...about(
    'Activation',
    'The function applied to `preActivation`: a name, or `{ "type", "alpha" }`. Default: `linear`.',
  ),
  default: 'linear',
  anyOf: [
    words(ACTIVATIONS),
    object(
      {
        type: words(ACTIVATIONS),
        alpha: {
          ...about(
            'Alpha',
            'The slope of `leakyRelu` below 0 (default 0.01), the scale of `elu` (default 1).',
          ),
          type: 'number',
        },
      },
      ['type'],
    ),
  ],
};

const kernelInitializer: Schema = {
  ...about(
    'Kernel initializer',
    'How the first `weights` are drawn, by the `seed`: a name, or `{ "type", "scale" }`. n inputs, m units. Default: `glorotUniform`.',
  ),
  default: 'glorotUniform',
  anyOf: [
    words(INITIALIZERS),
    object(
      {
        type: words(INITIALIZERS),
        scale: {
          ...about(
            'Scale',
            'Half the width of `uniform`, the deviation of `normal` (default 0.05 for both), the value of `constant` (default 0).',
          ),
          type: 'number',
        },
      },
      ['type'],
    ),
  ],
};

const layer: Schema = {
  ...about('Layer', 'One fully connected layer: `output = activation(input · weights + bias)`.'),
  ...object(
    {
      name: {
        ...about(
          'Name',
          'What the layer is called while debugging. Default: `layer1`, `layer2`, … in order.',
        ),
        ...NAME,
      },
      units: {
        ...about('Units', 'How many outputs the layer has: m, the columns of its weight matrix.'),
        type: 'integer',
        minimum: 1,
        maximum: MOST_UNITS,
      },
      activation,
      useBias: {
        ...about('Use bias', 'Whether a bias is added to each unit. Default: `true`.'),
        type: 'boolean',
        default: true,
      },
      kernelInitializer,
      weights: {
        ...about(
          'Weights',
          'The first weights written out: n rows (one for each input) of m numbers (one for each unit).',
        ),
        ...ROWS,
      },
      biases: {
        ...about('Biases', 'The first biases written out: one number for each unit. Default: 0.'),
        ...NUMBERS,
      },
    },
    ['units'],
  ),
  defaultSnippets: [
    {
      label: 'Hidden layer',
      description: 'Units with an activation',
      body: {
        name: '${1:hidden}',
        units: '^${2:8}',
        activation: '${3|tanh,relu,sigmoid,leakyRelu,elu,swish,gelu|}',
      },
    },
    {
      label: 'Output layer for classes',
      description: 'One unit per class, softmax',
      body: { name: '${1:output}', units: '^${2:3}', activation: 'softmax' },
    },
    {
      label: 'Output layer for yes or no',
      description: 'One unit between 0 and 1',
      body: { name: '${1:output}', units: 1, activation: 'sigmoid' },
    },
    {
      label: 'Output layer for numbers',
      description: 'Linear units, for regression',
      body: { name: '${1:output}', units: '^${2:1}', activation: 'linear' },
    },
  ],
};

const optimizer: Schema = {
  ...about(
    'Optimizer',
    'How the gradients change the weights: `{ "type", … }`, or a name with all defaults. Default: `sgd` with learning rate 0.1.',
  ),
  anyOf: [
    words(OPTIMIZERS),
    object({
      type: { ...about('Type', 'Which optimizer. Default: `sgd`.'), ...words(OPTIMIZERS), default: 'sgd' },
      learningRate: {
        ...about(
          'Learning rate',
          'The length of a step, above 0. Default: 0.1 for `sgd`, 0.001 for `adam`, 0.01 for `rmsprop`.',
        ),
        type: 'number',
        exclusiveMinimum: 0,
        default: OPTIMIZER_DEFAULTS.learningRate.sgd,
      },
      momentum: {
        ...about('Momentum', '`sgd`: how much of the step before is repeated, 0 to 1. Default: 0.'),
        type: 'number',
        minimum: 0,
        maximum: 1,
        default: OPTIMIZER_DEFAULTS.momentum,
      },
      nesterov: {
        ...about('Nesterov', '`sgd` with momentum: look ahead along it. Default: `false`.'),
        type: 'boolean',
        default: OPTIMIZER_DEFAULTS.nesterov,
      },
      beta1: {
        ...about('Beta 1', '`adam`: how long the mean of the gradient remembers. Default: 0.9.'),
        ...SHARE,
        default: OPTIMIZER_DEFAULTS.beta1,
      },
      beta2: {
        ...about('Beta 2', '`adam`: how long the mean of the squared gradient remembers. Default: 0.999.'),
        ...SHARE,
        default: OPTIMIZER_DEFAULTS.beta2,
      },
      rho: {
        ...about('Rho', '`rmsprop`: how long the mean of the squared gradient remembers. Default: 0.99.'),
        ...SHARE,
        default: OPTIMIZER_DEFAULTS.rho,
      },
      epsilon: {
        ...about(
          'Epsilon',
          '`adam`, `rmsprop`: keeps the division from 0, added after the root. Default: 1e-8.',
        ),
        type: 'number',
        minimum: 0,
        default: OPTIMIZER_DEFAULTS.epsilon,
      },
    }),
  ],
  defaultSnippets: [
    { label: 'sgd', description: OPTIMIZERS.sgd, body: { type: 'sgd', learningRate: '^${1:0.1}' } },
    {
      label: 'sgd with momentum',
      description: OPTIMIZERS.sgd,
      body: { type: 'sgd', learningRate: '^${1:0.1}', momentum: '^${2:0.9}' },
    },
    { label: 'adam', description: OPTIMIZERS.adam, body: { type: 'adam', learningRate: '^${1:0.001}' } },
    {
      label: 'rmsprop',
      description: OPTIMIZERS.rmsprop,
      body: { type: 'rmsprop', learningRate: '^${1:0.01}' },
    },
  ],
};

const definition: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...about('Layer definition', 'A multilayer perceptron and its training, to be debugged by Backstep.'),
  allowComments: true,
  allowTrailingCommas: true,
  ...object(
    {
      $schema: {
        type: 'string',
        description: 'The schema of this file, for editors that do not know Backstep.',
      },
      data,
      layers: {
        ...about('Layers', 'The layers in order, the last one being the output. At least one.'),
        type: 'array',
        minItems: 1,
        items: layer,
      },
      loss: {
        ...about(
          'Loss',
          'What is made small. a is an output, y its target, m the units. Default: `meanSquaredError`.',
        ),
        ...words(LOSSES),
        default: DEFINITION_DEFAULTS.loss,
      },
      optimizer,
      epochs: {
        ...about('Epochs', 'How often training passes over the data. Default: 100.'),
        type: 'integer',
        minimum: 1,
        default: DEFINITION_DEFAULTS.epochs,
      },
      seed: {
        ...about('Seed', 'Where all chance starts: same file, same seed, same numbers. Default: 0.'),
        type: 'integer',
        default: DEFINITION_DEFAULTS.seed,
      },
    },
    ['data', 'layers'],
  ),
  defaultSnippets: [
    {
      label: 'Layer definition',
      description: 'A small network on the iris data',
      body: {
        data: { dataset: 'iris', batchSize: 16, validationSplit: 0.2, standardize: true },
        layers: [
          { name: 'hidden', units: 8, activation: 'tanh' },
          { name: 'output', units: 3, activation: 'softmax' },
        ],
        loss: 'categoricalCrossentropy',
        optimizer: { type: 'sgd', learningRate: 0.1 },
        epochs: 50,
        seed: 42,
      },
    },
  ],
};

/** The text of the schema file, in English or with its texts in another language. */
export async function schemaText(texts?: Texts): Promise<string> {
  const options = await resolveConfig(SCHEMA_FILE);
  const schema = texts === undefined ? definition : translated(definition, texts);
  return format(JSON.stringify(schema), { ...options, parser: 'json' });
}

if (require.main === module) {
  void schemaText().then((text) => writeFileSync(SCHEMA_FILE, text));
  void schemaText(GERMAN).then((text) => writeFileSync(GERMAN_SCHEMA_FILE, text));
}
