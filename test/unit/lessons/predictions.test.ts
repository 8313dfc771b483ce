/** Predictions that learners type, checked against a real run. */
import assert from 'node:assert/strict';
import type { Run } from '../../../src/engine/run';
import { checkPrediction, predictionRevealed, type Predict } from '../../../src/lessons/checking/predict';
import type { Verdict } from '../../../src/protocol/exercise';
import { groundOf, runAt } from './runGround';

describe('a prediction', function () {
  this.timeout(30_000);
  let run: Run;
  before(async () => {
    run = await runAt('textbook-2-2-2', 'gradientWeights', 1);
  });
  after(() => run.dispose());
  const exercise = (more: Partial<Predict>): Predict => ({
    kind: 'predict',
    id: 'p',
    prompt: [],
    at: null,
    hint: null,
    required: true,
    of: { layer: groundOf(run).layers[1]!.name, quantity: 'gradientWeights', index: [0, 0] },
    ask: 'value',
    after: null,
    tolerance: 0.01,
    ...more,
  });
  const of = (index: readonly (number | null)[]): Predict['of'] => ({ ...exercise({}).of, index });
  const check = (given: string, more: Partial<Predict> = {}): Promise<Verdict> =>
    checkPrediction(exercise(more), given, groundOf(run));

  it('of a value is right within its tolerance, and is told what is wrong without the answer', async () => {
    // The well-known number of the textbook example: 0.082167041.
    for (const given of ['0.082167041', '0.082', '0.0826', '0.04 * 2 + 0.002'])
      assert.equal((await check(given)).outcome, 'right', given);
    assert.equal((await check('0.0826', { tolerance: 0.001 })).outcome, 'wrong');
    const cases: [string, RegExp][] = [
      ['0.1', /the number is too large/],
      ['0.05', /the number is too small/],
      ['-0.05', /look at the sign/],
    ];
    for (const [given, words] of cases) {
      const { outcome, message } = await check(given);
      assert.equal(outcome, 'wrong');
      assert.match(message, words);
      assert.doesNotMatch(message, /0\.08/);
    }
  });

  it('counts as no attempt when it cannot be read, and looks nothing up in the run', async () => {
    for (const given of ['', 'big', '1 2', 'gradientWeights[0, 0]', 'loss']) {
      const { outcome, message } = await check(given);
      assert.equal(outcome, 'unread', given);
      assert.doesNotMatch(message, /0\.08/);
    }
  });

  it('says how a number is written to one who writes it with a comma', async () => {
    for (const given of ['0,082', '-,5', ' −12,5 ']) {
      const { outcome, message } = await check(given);
      assert.deepEqual(
        [outcome, message],
        ['unread', `A number has a point here, not a comma: ${given.trim().replace(',', '.')}.`],
      );
    }
    // Two numbers are two numbers.
    assert.match((await check('1, 2')).message, /Type one number/);
    assert.equal((await check('1,2', { of: of([0, null]) })).outcome, 'wrong');
  });

  it('of a sign may be typed as a word, in English or German', async () => {
    for (const given of ['+', 'plus', 'positive', 'positiv'])
      assert.equal((await check(given, { ask: 'sign' })).outcome, 'right', given);
    for (const given of ['-', 'negativ', 'null'])
      assert.equal((await check(given, { ask: 'sign' })).outcome, 'wrong', given);
  });

  it('of a row, a column or a matrix has as many numbers, row by row', async () => {
    const whole = await predictionRevealed(exercise({ of: of([]) }), groundOf(run));
    const numbers = whole.slice('The answer: '.length, -1);
    assert.match(numbers, /^\S+ \S+; \S+ \S+$/);
    assert.equal((await check(numbers, { of: of([]) })).outcome, 'right');
    const [first = '', second = ''] = numbers.split('; ');
    assert.equal((await check(first, { of: of([0, null]) })).outcome, 'right');
    assert.equal((await check(second, { of: of([1, null]) })).outcome, 'right');
    const column = [first, second].map((row) => row.split(' ')[1]).join(', ');
    assert.equal((await check(column, { of: of([null, 1]) })).outcome, 'right');
    const wrong = await check(`${first}; 9 9`, { of: of([]) });
    assert.equal(wrong.outcome, 'wrong');
    assert.match(wrong.message, /^2 of 4 numbers are not right yet: \[1, 0\], \[1, 1\]\.$/);
    assert.equal((await check('1 2 3', { of: of([]) })).outcome, 'unread');
  });

  it('of signs', async () => {
    for (const given of ['+', 'plus', 'Positive'])
      assert.equal((await check(given, { ask: 'sign' })).outcome, 'right');
    assert.equal((await check('−', { ask: 'sign' })).outcome, 'wrong');
    const signs = { ask: 'sign', of: of([]) } as const;
    const whole = (await predictionRevealed(exercise(signs), groundOf(run))).slice('The answer: '.length, -1);
    assert.equal((await check(whole, signs)).outcome, 'right');
    assert.equal((await check(whole.replaceAll(/[; ]/g, ''), signs)).outcome, 'right');
    assert.equal((await check('++++', signs)).outcome, 'wrong');
    assert.equal((await check('maybe', signs)).outcome, 'unread');
  });

  it('of a shape', async () => {
    const shape = { ask: 'shape', of: { ...of([]), quantity: 'input' } } as const;
    for (const given of ['1 x 2', '1×2', '(1, 2)', '1 2'])
      assert.equal((await check(given, shape)).outcome, 'right', given);
    const turned = await check('2 x 1', shape);
    assert.equal(turned.outcome, 'wrong');
    assert.match(turned.message, /their order is not/);
    assert.equal((await check('3', { ask: 'shape', of: of([0, null]) })).outcome, 'wrong');
    assert.equal((await check('1 x 2', { ask: 'shape', of: of([0, null]) })).outcome, 'right');
    assert.equal((await check('wide', shape)).outcome, 'unread');
  });

  it('of what is about to be computed is judged by its equation; what has none is absent, in words', async () => {
    const ahead = await check('1', { of: { ...of([]), quantity: 'gradientPrev' } });
    assert.match(ahead.message, /^Type 2 \(1 × 2/);
    const before = await runAt('textbook-2-2-2', 'preActivation', 1);
    try {
      const ofLoss = { ...of([]), quantity: 'gradient' } as const;
      const verdict = await checkPrediction(exercise({ of: ofLoss }), '1', groundOf(before));
      assert.equal(verdict.outcome, 'unread');
      assert.match(verdict.message, /absent here/);
    } finally {
      before.dispose();
    }
  });
});
