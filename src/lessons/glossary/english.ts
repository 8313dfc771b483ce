/** The technical words of lessons in English. Every other language has the same ones. */
import type { GlossaryEntry } from './glossary';

const entry = <Name extends string>(
  name: Name,
  forms: readonly string[],
  meaning: string,
): GlossaryEntry & { readonly name: Name } => ({ name, forms, meaning });

export const ENGLISH = [
  entry(
    'activation function',
    ['activation functions', 'activation'],
    'The function that a layer applies to each number after its matrix product, so that the layers do not collapse into one product.',
  ),
  entry(
    'backpropagation',
    [],
    'Working out the gradient of every weight, from the loss back to the first layer, by the chain rule.',
  ),
  entry(
    'backward pass',
    ['backward step', 'backward steps'],
    'The way from the loss back through the layers, on which every gradient is computed.',
  ),
  entry(
    'batch',
    ['batches'],
    'The samples that go through the network together in one step: one row of each matrix for each sample.',
  ),
  entry(
    'batch step',
    ['batch steps'],
    'One forward pass, loss, backward pass and update on one batch. Counted from 0 here.',
  ),
  entry('bias', ['biases'], 'One number for each unit, added after the matrix product.'),
  entry(
    'chain rule',
    [],
    'The derivative of one function after another is the product of their derivatives.',
  ),
  entry(
    'column',
    ['columns'],
    'The numbers of a matrix that stand below one another. In a weight matrix a column belongs to one unit.',
  ),
  entry(
    'derivative',
    ['derivatives'],
    'How much a result changes for a small change of what it depends on, as a ratio.',
  ),
  entry(
    'dot product',
    ['dot products'],
    'Multiply two rows of numbers entry by entry and add up the products: one number.',
  ),
  entry(
    'element by element',
    ['elementwise'],
    'Each number with the one that stands at the same place of the other matrix.',
  ),
  entry('epoch', ['epochs'], 'One pass over all the training data.'),
  entry('forward pass', [], 'The way from the input through the layers to the output.'),
  entry(
    'gradient',
    ['gradients'],
    'The derivatives of the loss by many numbers at once, one for each of them, in the same shape.',
  ),
  entry(
    'Hadamard product',
    [],
    'The product element by element of two matrices of the same shape, written ∘.',
  ),
  entry(
    'hidden layer',
    ['hidden layers'],
    'A layer between the input and the last layer: no target says what it should put out.',
  ),
  entry('Jacobian', ['Jacobians'], 'The matrix of all derivatives of several outputs by several inputs.'),
  entry('layer', ['layers'], 'A matrix product with a bias, followed by an activation function.'),
  entry(
    'learning rate',
    [],
    'The number that a gradient is multiplied with before it is taken off the weights: how large a step is.',
  ),
  entry('loss', ['losses'], 'One number that says how far the output is from the target: 0 is perfect.'),
  entry('matrix', ['matrices'], 'Numbers in rows and columns.'),
  entry(
    'matrix product',
    ['matrix products'],
    'Each entry is the dot product of a row of the left matrix and a column of the right one.',
  ),
  entry(
    'outer product',
    ['outer products'],
    'A column times a row: every number of the one with every number of the other, which makes a matrix.',
  ),
  entry(
    'output',
    ['outputs'],
    'What a layer gives for its input; that of the last layer is what the network guesses.',
  ),
  entry(
    'overshoot',
    ['overshoots', 'overshooting'],
    'To go past the lowest point because the step was too large.',
  ),
  entry('parameter', ['parameters'], 'A number that training changes: a weight or a bias.'),
  entry(
    'row vector',
    ['row vectors'],
    'A matrix of one row. One sample is a row vector here, as in NumPy and PyTorch.',
  ),
  entry('sample', ['samples'], 'One example of the data: an input with its target.'),
  entry('shape', ['shapes'], 'How many rows and columns a matrix has: 2 × 3 is two rows and three columns.'),
  entry('slope', ['slopes'], 'How steeply a curve rises at a point: its derivative there.'),
  entry('target', ['targets'], 'The right answer for a sample, which the output is compared with.'),
  entry('transpose', ['transposed'], 'The matrix with rows and columns exchanged, written ᵀ.'),
  entry('unit', ['units'], 'One output of a layer: one column of its weights, and one bias.'),
  entry(
    'update',
    ['updates', 'updated'],
    'The last phase of a batch step: every weight moves against its gradient.',
  ),
  entry('vector', ['vectors'], 'Numbers in one row or one column.'),
  entry(
    'weight',
    ['weights'],
    'A number that says how strongly one input of a layer counts for one of its units.',
  ),
] as const satisfies readonly GlossaryEntry[];

/** What other languages know the words by. */
export type EnglishWord = (typeof ENGLISH)[number]['name'];
