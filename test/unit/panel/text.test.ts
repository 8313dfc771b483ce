import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LayerShape, RunDescription } from '../../../src/protocol/engine';
import { derivativeOf, shortCutNote } from '../../../src/protocol/text/derivatives';
import { operationText, type Term } from '../../../src/protocol/text/equations';
import { formatCell, formatExact, formatLoss, formatStatistic } from '../../../src/panel/text/format';
import { expectedShape, matrixSize } from '../../../src/protocol/text/shapes';
import { announcement, cellLabel, elementName, positionWords } from '../../../src/panel/text/words';
import { describeRun, layerShape, stopped } from './fixtures';

const plain = (text: string): string => text.replaceAll('\u2212', '-');

describe('numbers in words', () => {
  it('writes four significant digits, whole numbers as such, and an exponent where digits run out', () => {
    const cases: [number, string][] = [
      [0, '0'],
      [-0, '0'],
      [1, '1'],
      [-12345, '-12345'],
      [0.5, '0.5000'],
      [0.082167041, '0.08217'],
      [-0.001234, '-0.001234'],
      [0.00099996, '0.001000'],
      [0.0009999, '1.00e-3'],
      [0.000123456, '1.23e-4'],
      [99999.7, '1.00e5'],
      [12345.6, '12346'],
      [-1.4e-45, '-1.40e-45'],
      [3.4e38, '3.40e38'],
      [NaN, 'NaN'],
      [-Infinity, '-Inf'],
    ];
    for (const [value, text] of cases) assert.equal(plain(formatCell(value)), text);
  });

  it('fits every float32 into a cell and rounds it to three digits at least', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = plain(formatCell(value));
        assert.ok(text.length <= 9, text);
        // Three digits in exponent form: half a unit of the third.
        assert.ok(Math.abs(Number(text) - value) <= 5.1e-3 * Math.abs(value), text);
      }),
    );
  });

  it('writes the exact float32 in as few digits as mean it', () => {
    assert.equal(formatExact(Math.fround(0.1)), '0.1');
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        assert.equal(Math.fround(Number(plain(formatExact(value)))), value === 0 ? 0 : value);
      }),
    );
  });

  it('never writes 0 for a number that is not there', () => {
    assert.equal(formatStatistic(null), '—');
    assert.equal(formatLoss(null), '—');
    assert.equal(formatLoss(0.298371109), '0.298371');
  });
});

describe('positions and stops in words', () => {
  const run = describeRun([layerShape('hidden', 4, 8), layerShape('output', 8, 3)]);
  it('names epoch and batch step from 0 with their totals', () => {
    const words = positionWords(
      { epoch: 1, batch: 3, phase: 'backward', layer: 1, operation: 'gradientWeights' },
      run,
      stopped(5).state,
    );
    assert.equal(
      words.join(' · '),
      'epoch 1 of 50 · batch step 3 of 8 · backward · output · gradientWeights',
    );
    const loss = positionWords(
      { epoch: 0, batch: 0, phase: 'loss', layer: null, operation: 'loss' },
      run,
      stopped(5).state,
    );
    assert.deepEqual(loss.slice(2), ['loss']);
  });

  it('announces a stop with its reason, place and loss', () => {
    assert.equal(
      announcement(stopped(5)),
      "Paused: backward step of 'output'. epoch 0 of 50, batch step 0 of 8, backward, output, gradientPrev, loss 0.250000",
    );
  });

  it('names a cell for a screen reader and an element for an expression', () => {
    assert.equal(
      cellLabel('gradientWeights', 2, 1, -0.0083, true),
      'gradientWeights, row 2, column 1, \u22120.008300',
    );
    assert.match(cellLabel('weights', 0, 0, 1, false), /of an earlier moment/);
    assert.equal(elementName('activationDerivative', 3, 4, 1, 2), 'activationDerivative[4, 1, 2]');
    assert.equal(elementName('bias', 1, 0, 0, 2), 'bias[2]');
  });
});

describe('equations', () => {
  const lineOf = (terms: readonly Term[] | undefined): string =>
    (terms ?? [])
      .map((term) =>
        term.kind === 'text' ? term.text : `${term.name}${term.suffix} [${term.shape.join('×')}]`,
      )
      .join(' ');
  const context = (layers: LayerShape[], layer: number, loss = 'meanSquaredError') => ({
    run: describeRun(layers, loss),
    layer,
    N: 16,
    learningRate: 0.1,
  });

  it('writes each product with shapes whose inner dimensions meet', () => {
    const at = context([layerShape('hidden', 4, 3)], 0);
    const weights = operationText('gradientWeights', at);
    assert.equal(
      lineOf(weights.equations[0]),
      'gradientWeights [4×3] = inputᵀ [4×16] · gradientOutput [16×3] / 16',
    );
    assert.equal(lineOf(weights.equations[1]), 'gradientBias [3] = column mean of gradientOutput [16×3]');
    assert.equal(
      lineOf(operationText('gradientPrev', at).equations[0]),
      'gradientPrev [16×4] = gradientOutput [16×3] · weightsᵀ [3×4]',
    );
    assert.equal(
      lineOf(operationText('preActivation', at).equations[0]),
      'preActivation [16×3] = input [16×4] · weights [4×3] + bias [3]',
    );
  });

  it('gives softmax a Jacobian per sample', () => {
    const at = context([layerShape('output', 4, 3, 'softmax')], 0, 'categoricalCrossentropy');
    const product = operationText('gradientOutput', at);
    assert.equal(
      lineOf(product.equations[0]),
      'gradientOutput[s] [1×3] = gradient[s] [1×3] · activationDerivative[s] [3×3] for each sample s',
    );
    assert.match(product.notes[0] ?? '', /δ = output − target/);
    assert.deepEqual(expectedShape(layerShape('o', 4, 3, 'softmax'), 'activationDerivative', 16), [16, 3, 3]);
  });

  it('mentions the short cut only where the last layer has it', () => {
    const run: RunDescription = describeRun(
      [layerShape('a', 2, 2, 'sigmoid'), layerShape('b', 2, 2, 'sigmoid')],
      'binaryCrossentropy',
    );
    assert.equal(shortCutNote(run, 0), null);
    assert.match(shortCutNote(run, 1) ?? '', /\(output − target\) \/ 2/);
  });

  it('says which activations need preActivation', () => {
    for (const name of ['swish', 'gelu']) {
      assert.equal(derivativeOf(layerShape('x', 1, 1, name)).from, 'preActivation');
      assert.match(derivativeOf(layerShape('x', 1, 1, name)).note ?? '', /preActivation/);
    }
    assert.equal(derivativeOf(layerShape('x', 1, 1, 'tanh')).from, 'output');
  });

  it('leaves the bias out of a layer that has none, and N a letter while it is unknown', () => {
    const bare = { ...layerShape('x', 4, 3), hasBias: false };
    const at = { ...context([bare], 0), N: 0 };
    assert.deepEqual(operationText('gradientWeights', at).results, ['gradientWeights']);
    assert.equal(
      lineOf(operationText('gradientWeights', at).equations[0]),
      'gradientWeights [4×3] = inputᵀ [4×N] · gradientOutput [N×3] / N',
    );
    assert.equal(operationText('gradientWeights', at).equations.length, 1);
  });

  it('takes a vector as one row', () => {
    assert.deepEqual(matrixSize([5]), { rows: 1, columns: 5 });
    assert.deepEqual(matrixSize([16, 3, 4]), { rows: 3, columns: 4 });
  });
});
