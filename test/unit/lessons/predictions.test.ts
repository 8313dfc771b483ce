/** Predictions that learners type, checked against a real run. */
import assert from 'node:assert/strict';
import type { Run } from '../../../src/engine/run';
import {
  checkPrediction,
  predictionRevealed,
  unreadable,
  type Predict,
} from '../../../src/lessons/checking/predict';
import { nextMakingOf } from '../../../src/lessons/making';
import { isOnTheWay, type Verdict } from '../../../src/protocol/exercise';
import type { Cells, Place } from '../../../src/protocol/lesson';
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

  it('of which way the loss goes', async () => {
    const direction = { ask: 'direction', of: { layer: null, quantity: 'loss', index: [] } } as const;
    // The textbook's loss is 0.298371.
    const from = (before: number | null, given: string): Promise<Verdict> =>
      checkPrediction(exercise(direction), given, groundOf(run, before));
    assert.equal((await from(0.5, 'lower')).outcome, 'right');
    assert.equal((await from(0.1, 'Higher ')).outcome, 'right');
    assert.equal((await from(0.5, 'same')).outcome, 'wrong');
    const wrong = await from(0.5, 'higher');
    assert.equal(wrong.outcome, 'wrong');
    assert.doesNotMatch(wrong.message, /lower|0\.\d/);
    assert.match(
      (await from(0.5, 'lower')).message,
      /lower: 0\.5 in the batch step before, 0\.298371 in this/,
    );
    const { outcome, message } = await from(null, 'lower');
    assert.deepEqual([outcome, /no batch step before/.test(message)], ['unread', true]);
    assert.equal((await from(0.5, 'down')).outcome, 'unread');
    const given = predictionRevealed(exercise(direction), groundOf(run, 0.1));
    assert.match(await given, /^The loss is higher: 0\.1/);
  });

  it('is no answer, whatever the run gives, where it cannot be read', () => {
    const read = (ask: Predict['ask'], given: string) =>
      unreadable(exercise({ ask }), given)?.outcome ?? null;
    for (const ask of ['value', 'sign', 'shape', 'direction'] as const)
      assert.equal(read(ask, 'much'), 'unread', ask);
    assert.deepEqual(
      [read('value', '1 2'), read('sign', '+'), read('shape', '2 x 3'), read('direction', 'lower')],
      [null, null, null, null],
    );
    assert.equal(read('value', '0,5'), 'unread');
  });

  it('is made at an operation, and the next time is that of this batch step or the one after', () => {
    const layers = [{ name: 'hidden' }, { name: 'output' }];
    const each = 15;
    const next = (quantity: Cells['quantity'], moment: number, layer: string | null = 'hidden') => {
      const {
        operation,
        layer: at,
        batchStep,
      } = nextMakingOf({ layer, quantity, index: [] }, layers, moment) ?? {};
      return `${at} ${operation} ${batchStep}`;
    };
    assert.equal(next('loss', 4, null), 'null loss 0');
    assert.equal(next('loss', 5, null), 'null loss 1');
    assert.equal(next('weights', each), 'hidden update 1');
    assert.equal(next('gradient', 7, 'hidden'), 'output gradientPrev 0');
    assert.equal(next('gradient', 5, 'output'), 'null loss 1');
    assert.equal(next('gradientBias', each + 1), 'hidden gradientWeights 1');
    assert.equal(nextMakingOf({ layer: 'hidden', quantity: 'input', index: [] }, layers, 3), null);
  });

  it('about a later moment is answered on the way to it, and there while its numbers last', () => {
    const layers = [{ name: 'hidden' }, { name: 'output' }];
    const loss = (batchStep: number | null) => ({ operation: 'loss', layer: null, batchStep }) as const;
    const places = (at: Place | null, after: Place): number[] =>
      Array.from({ length: 45 }, (_, moment) => moment).filter((moment) =>
        isOnTheWay(at, after, layers, moment),
      );
    const [from, to] = [5, 5 + 15];
    // Up to the loss of the next batch step, and there until its update begins.
    const through = (first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, i) => first + i);
    assert.deepEqual(places(loss(0), loss(1)), through(from, to + 8));
    assert.deepEqual(places(loss(null), loss(1)), through(to, to + 8));
    const update = { operation: 'update', layer: 'hidden', batchStep: 0 } as const;
    assert.deepEqual(places(loss(0), update), through(from, 15));
    assert.deepEqual(places(null, loss(0)), through(1, 5 + 8));
  });
});
