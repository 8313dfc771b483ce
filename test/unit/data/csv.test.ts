import assert from 'node:assert/strict';
import { loaded } from './memoryFiles';

const program = (csv: string, units: number, data = '"target": "class"', rest = '') =>
  loaded(`{ "data": { "csv": "a.csv", ${data} }, "layers": [{ "units": ${units} }]${rest} }`, { 'a.csv': csv });

const numbers = ({ data }: { data: Float32Array }): number[] => [...data];

describe('a CSV', () => {
  it('makes text targets one-hot in the order of the alphabet', async () => {
    const { dataset } = await program('x,class\n1,pear\n2,apple\n3,fig\n', 3);
    assert.deepEqual(dataset.targetNames, ['apple', 'fig', 'pear']);
    assert.deepEqual(numbers(dataset.training.targets), [0, 0, 1, 1, 0, 0, 0, 1, 0]);
    assert.equal(dataset.classification, true);
  });

  it('makes two texts one 0/1 column for a single unit, and one-hot for two', async () => {
    const text = 'x,class\n1,no\n2,yes\n';
    const { dataset: one } = await program(text, 1);
    assert.deepEqual(numbers(one.training.targets), [0, 1]);
    assert.deepEqual(one.targetNames, ['yes']);
    const { dataset: two } = await program(text, 2);
    assert.deepEqual(numbers(two.training.targets), [1, 0, 0, 1]);
  });

  it('reads quoted fields, other separators, blank rows and every line end', async () => {
    const { dataset } = await program('\uFEFF"x";"my ""class"""\r\n1.5;"a;\nb"\r\n\r\n-2e1;c', 1, '"target": "my \\"class\\""');
    assert.deepEqual(numbers(dataset.training.inputs), [1.5, -20]);
    assert.deepEqual(dataset.targetNames, ['c']);
  });

  it('makes text inputs one 0/1 column each, beside the numbers', async () => {
    const { dataset } = await program('x,color,class\n1,red,0.5\n2,blue,1.5\n', 1);
    assert.deepEqual(dataset.inputNames, ['x', 'color=blue', 'color=red']);
    assert.deepEqual(numbers(dataset.training.inputs), [1, 0, 1, 2, 1, 0]);
    assert.equal(dataset.classification, false);
  });

  it('takes the features that are listed, in their order, and several targets', async () => {
    const { dataset } = await program('a,b,c,d\n1,2,3,4\n5,6,7,8\n', 2, '"target": ["d", "a"], "features": ["c", "b"]');
    assert.deepEqual(numbers(dataset.training.inputs), [3, 2, 7, 6]);
    assert.deepEqual(numbers(dataset.training.targets), [4, 1, 8, 5]);
  });

  it('makes whole numbers classes, by size, where the loss wants classes', async () => {
    const text = 'x,class\n1,10\n2,9\n3,10\n';
    const loss = ', "loss": "categoricalCrossentropy"';
    const { dataset } = await program(text, 2, '"target": "class"', loss);
    assert.deepEqual(dataset.targetNames, ['9', '10']);
    assert.deepEqual(numbers(dataset.training.targets), [0, 1, 1, 0, 0, 1]);
    const { dataset: regression } = await program(text, 1);
    assert.deepEqual(numbers(regression.training.targets), [10, 9, 10]);
  });
});
