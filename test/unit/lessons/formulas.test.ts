/** Formulas that learners write: the right ones are right, and each common mistake is recognised as what it is. */
import assert from 'node:assert/strict';
import type { Run } from '../../../src/engine/run';
import { checkFormula, formulaRevealed } from '../../../src/lessons/checking/formula';
import { formulasOf } from '../../../src/lessons/checking/rightFormulas';
import { MISTAKES, type Mistake } from '../../../src/protocol/exercise';
import type { Cells } from '../../../src/protocol/lesson';
import { QUANTITY_NAMES, type QuantityName } from '../../../src/protocol/vocabulary';
import { referenceCases } from '../engine/reference';
import { groundOf, runAt } from './runGround';

const TOLERANCE = 0.0001;
const CASE = 'deep-odd-widths';

describe('a formula that a learner writes', function () {
  this.timeout(60_000);
  /** Just after everything of the backward pass. */
  const runs = new Map<string, Promise<Run>>();
  const complete = (name: string): Promise<Run> => {
    const run = runs.get(name) ?? runAt(name, 'gradientPrev', 0);
    runs.set(name, run);
    return run;
  };
  after(async () => {
    for (const run of runs.values()) (await run).dispose();
  });
  const check = async (name: string, quantity: QuantityName, layer: number, text: string) => {
    const ground = groundOf(await complete(name));
    const of: Cells = { layer: ground.layers[layer]!.name, quantity, index: [] };
    return checkFormula({ of, tolerance: TOLERANCE }, text, ground);
  };

  it('is right wherever it is the equation of the quantity, in every reference case', async () => {
    let count = 0;
    for (const { name } of referenceCases()) {
      const { layers } = groundOf(await complete(name));
      for (const layer of layers.keys())
        for (const quantity of QUANTITY_NAMES) {
          if (quantity === 'gradientBias' && layers[layer]?.hasBias !== true) continue;
          const { right } = formulasOf(quantity, layer, layers);
          if (right === null) continue;
          const { outcome, message, mistake } = await check(name, quantity, layer, right);
          assert.deepEqual([outcome, mistake], ['right', null], `${name} ${layer} ${right}: ${message}`);
          assert.match(message, /exact|approximate: the largest difference is/);
          count++;
        }
    }
    assert.ok(count > 100, String(count));
  });

  /** Deliberately wrong, one of each kind at least, as learners write them. */
  const WRONG: readonly [
    mistake: Mistake,
    quantity: QuantityName,
    layer: number,
    text: string,
    name?: string,
  ][] = [
    ['missingTranspose', 'gradientWeights', 1, 'input * gradientOutput / N'],
    ['missingTranspose', 'gradientPrev', 1, 'gradientOutput * weights'],
    ['missingTranspose', 'gradient', 0, 'layers[1].gradientOutput * layers[1].weights'],
    ['missingTranspose', 'preActivation', 0, "input * weights' + bias"],
    ['wrongOrder', 'gradientWeights', 1, "gradientOutput * input' / N"],
    ['wrongOrder', 'gradientWeights', 1, "gradientOutput' * input / N"],
    ['wrongOrder', 'gradientPrev', 1, "weights' * gradientOutput"],
    ['wrongOrder', 'preActivation', 1, 'weights * input + bias'],
    ['missingN', 'gradientWeights', 1, "input' * gradientOutput"],
    ['missingN', 'gradientWeights', 1, 'transpose(input)*gradientOutput'],
    ['extraN', 'gradientPrev', 1, "gradientOutput * weights' / N"],
    ['sumForMean', 'gradientBias', 1, 'sum(gradientOutput, 0)'],
    ['missingDerivative', 'gradientOutput', 1, 'gradient'],
    ['missingDerivative', 'gradientWeights', 1, "input' * gradient / N"],
    ['missingDerivative', 'gradientPrev', 1, "gradient * weights'"],
    ['missingBias', 'preActivation', 1, 'input * weights'],
    ['wrongPoint', 'activationDerivative', 0, 'preActivation .* (1 - preActivation)', 'textbook-2-2-2'],
    ['wrongPoint', 'activationDerivative', 0, '1 - preActivation .^ 2', 'tanh-saturated'],
    ['wrongPoint', 'gradientOutput', 1, 'gradient .* preActivation .* (1 - preActivation)', 'textbook-2-2-2'],
    ['missingActivation', 'output', 0, 'preActivation', 'textbook-2-2-2'],
    ['matrixForHadamard', 'gradientOutput', 1, 'gradient * activationDerivative'],
  ];

  for (const [mistake, quantity, layer, text, name = CASE] of WRONG) {
    it(`is recognised as ${mistake}: ${quantity} = ${text}`, async () => {
      const verdict = await check(name, quantity, layer, text);
      assert.deepEqual([verdict.outcome, verdict.mistake], ['wrong', mistake], verdict.message);
    });
  }

  it('has a wrong example here of every mistake there is', () => {
    const shown = new Set(WRONG.map(([mistake]) => mistake));
    assert.deepEqual(
      MISTAKES.filter((mistake) => !shown.has(mistake)),
      [],
    );
  });

  it('that is merely wrong is told so, with its shape and the largest difference', async () => {
    const shape = await check(CASE, 'gradientWeights', 1, 'input');
    assert.equal(shape.mistake, null);
    assert.match(shape.message, /^This is \d+ × \d+; the result is \d+ × \d+\.$/);
    const numbers = await check(CASE, 'gradientWeights', 1, "3 * (input' * gradientOutput / N) + 1");
    assert.deepEqual([numbers.outcome, numbers.mistake], ['wrong', null]);
    assert.match(
      numbers.message,
      /is right, the numbers are different: the largest difference is [\d.]+, at \[/,
    );
  });

  it('that only rounds differently is approximately right', async () => {
    const { outcome, message } = await check(CASE, 'preActivation', 1, '(input * weights + bias) * 1.00001');
    assert.equal(outcome, 'right');
    assert.match(message, /approximate/);
  });

  it('is no formula when it is the result itself, in whatever way it is named, and may be typed again', async () => {
    const ground = groundOf(await complete(CASE));
    for (const text of [
      'gradientWeights',
      'layers[1].gradientWeights + 0',
      `layers.${ground.layers[1]!.name}.gradientWeights`,
    ]) {
      const { outcome, message } = await check(CASE, 'gradientWeights', 1, text);
      assert.equal(outcome, 'unread', text);
      assert.match(message, /the result itself/);
    }
    for (const text of ['', 'input * (', 'gradientWieghts', 'input * "a"'])
      assert.equal((await check(CASE, 'gradientWeights', 1, text)).outcome, 'unread', text);
  });

  it('is told to one who gives up, where there is one', async () => {
    const ground = groundOf(await complete(CASE));
    const of = (quantity: QuantityName, layer: number): Cells => ({
      layer: ground.layers[layer]!.name,
      quantity,
      index: [],
    });
    assert.match(formulaRevealed({ of: of('gradientWeights', 1) }, ground), /input' \* gradientOutput \/ N/);
    const last = ground.layers.length - 1;
    assert.match(formulaRevealed({ of: of('gradient', last) }, ground), /No formula/);
  });
});
