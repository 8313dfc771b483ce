/** What the extension does with an answer: where the run has to stand, what counts, what is kept. */
import assert from 'node:assert/strict';
import type { Run } from '../../../src/engine/run';
import {
  answered,
  givenUp,
  resultAhead,
  waitsFor,
  type LiveRun,
} from '../../../src/extension/lessons/answering';
import { ExerciseAnswers } from '../../../src/extension/lessons/exerciseAnswers';
import type { Ground } from '../../../src/lessons/checking/ground';
import { judge, type PlacedExercise } from '../../../src/lessons/checking/judge';
import { CHECKED } from '../../../src/protocol/exercise';
import type { RunView } from '../../../src/protocol/panel';
import { groundOf, runAt } from './runGround';

const OUTPUT = 'layer1';

describe('an answer to an exercise', function () {
  this.timeout(30_000);
  let run: Run;
  let name: string;
  before(async () => {
    run = await runAt('textbook-2-2-2', 'gradientOutput', 1);
    name = run.description.layers[1]?.name ?? OUTPUT;
  });
  after(() => run.dispose());
  const view = (): RunView => ({
    kind: 'stopped',
    run: 'one',
    file: 'net.mlp.json',
    description: run.description,
    state: run.state(),
    reason: '',
  });
  const live = (): NonNullable<LiveRun> => ({
    view,
    evaluate: async (text, layer) => ({
      run: 'one',
      moment: run.state().moment,
      value: await groundOf(run).evaluate(text, layer),
    }),
    answer: async (question) => {
      assert.ok(question.about === 'gradientCheck');
      const check = await groundOf(run).check(question.elements);
      return { run: 'one', moment: run.state().moment, value: { about: 'gradientCheck', check } };
    },
    losses: () =>
      Promise.resolve({
        run: 'one',
        moment: run.state().moment,
        value: { count: 0, steps: new Uint32Array(), losses: new Float64Array() },
      }),
  });
  /** Asked before its operation has run. */
  const predict = (): PlacedExercise => ({
    exercise: {
      kind: 'predict',
      id: 'p',
      prompt: [],
      at: null,
      hint: null,
      required: true,
      of: { layer: name, quantity: 'gradientWeights', index: [0, 0] },
      ask: 'value',
      after: null,
      tolerance: 0.01,
    },
    at: { operation: 'gradientOutput', layer: name, batchStep: 0 },
  });

  it('is judged before the operation has run, and then the run is to go there', async () => {
    const record = await answered(predict(), '0.0822', undefined, live());
    assert.ok(record);
    assert.deepEqual([record.verdict.outcome, record.attempts, record.revealed], ['right', 1, false]);
    assert.deepEqual(record.at, { operation: 'gradientOutput', layer: name, batchStep: 0 });
    assert.deepEqual(resultAhead(predict().exercise, record.at, live()), {
      operation: 'gradientWeights',
      layer: name,
      batchStep: 0,
    });
  });

  it('of a gradient check is the check itself, once there is a gradient', async () => {
    const exercise = {
      ...predict().exercise,
      kind: 'gradient-check',
      of: { layer: name, quantity: 'weights', index: [] },
      tolerance: 0.001,
    } as const;
    const early = await answered({ exercise, at: null }, CHECKED, undefined, live());
    assert.deepEqual([early?.verdict.outcome, early?.attempts], ['waiting', 0]);
    assert.deepEqual(waitsFor(exercise, early?.at ?? null, live()), {
      operation: 'gradientWeights',
      layer: name,
      batchStep: 0,
    });
    assert.equal(await givenUp({ exercise, at: null }, undefined, live()), null);
    const later = await runAt('textbook-2-2-2', 'gradientWeights', 1);
    try {
      const ground = groundOf(later);
      const found = await judge(exercise, CHECKED, ground);
      assert.equal(found.outcome, 'right');
      assert.match(found.message, /in all 4 elements that were moved: the largest relative error is \d/);
      const one = { ...exercise, of: { ...exercise.of, index: [1, 0] } };
      assert.match((await judge(one, CHECKED, ground)).message, /agrees with the finite difference: /);
      // A tolerance below what float32 leaves is missed; so is a gradient that is another one.
      const strict = await judge({ ...exercise, tolerance: 1e-15 }, CHECKED, ground);
      assert.equal(strict.outcome, 'wrong');
      const doubled: Ground = {
        ...ground,
        check: async (elements) => {
          const check = await ground.check(elements);
          assert.ok(check.kind === 'checked');
          const analytic = check.analytic.map((value) => 2 * value);
          return {
            ...check,
            analytic,
            errors: check.errors.map(() => 0.5),
            verdicts: check.verdicts.map(() => 'differs'),
          };
        },
      };
      const wrong = await judge(exercise, CHECKED, doubled);
      assert.equal(wrong.outcome, 'wrong');
      assert.match(wrong.message, /^gradientWeights\[\d, \d\] is .*, the finite difference /);
    } finally {
      later.dispose();
    }
  });

  it('waits for the operation where no equation tells what it gives', async () => {
    const before = await runAt('textbook-2-2-2', 'preActivation', 1);
    try {
      const following = { ...live(), view: (): RunView => ({ ...view(), state: before.state() }) as RunView };
      const { exercise } = predict();
      assert.ok(exercise.kind === 'predict');
      const ofLoss = { ...exercise, of: { layer: name, quantity: 'gradient', index: [0, 0] } } as const;
      const placed = { exercise: ofLoss, at: null };
      const record = await answered(placed, '1', undefined, following);
      assert.deepEqual([record?.verdict.outcome, record?.attempts], ['waiting', 0]);
      assert.match(record?.verdict.message ?? '', /goes on to where it is computed/);
      // What is no answer waits for nothing.
      const typing = await answered(placed, 'one', undefined, following);
      assert.deepEqual([typing?.verdict.outcome, typing?.attempts], ['unread', 0]);
      assert.deepEqual(waitsFor(ofLoss, record?.at ?? null, following), {
        operation: 'loss',
        layer: null,
        batchStep: 0,
      });
      assert.equal(waitsFor(ofLoss, record?.at ?? null, live()), null);
    } finally {
      before.dispose();
    }
  });

  it('counts attempts that could be judged, and none after the answer was shown', async () => {
    const first = await answered(predict(), '5', undefined, live());
    const second = await answered(predict(), 'five', first ?? undefined, live());
    assert.deepEqual([first?.attempts, second?.attempts], [1, 1]);
    const shown = await givenUp(predict(), second ?? undefined, live());
    assert.ok(shown);
    assert.equal(shown.revealed, true);
    assert.match(shown.verdict.message, /The answer: 0\.082167/);
    assert.equal(await answered(predict(), '0.0822', shown, live()), null);
    const right = await answered(predict(), '0.0822', undefined, live());
    assert.equal(await givenUp(predict(), right ?? undefined, live()), null);
  });

  it('is refused, in words, where the run does not stand for it', async () => {
    const elsewhere = { ...predict(), at: { operation: 'gradientPrev', layer: name, batchStep: 0 } as const };
    await assert.rejects(answered(elsewhere, '1', undefined, live()), /put the run there first/);
    await assert.rejects(answered(predict(), '1', undefined, undefined), /it has to be paused/);
    const running = { ...live(), view: (): RunView => ({ ...view(), kind: 'running' }) as RunView };
    await assert.rejects(answered(predict(), '1', undefined, running), /it has to be paused/);
    // Later in the same batch step the numbers are the same.
    const earlier = { ...predict(), at: { operation: 'output', layer: name, batchStep: 0 } as const };
    assert.equal((await answered(earlier, '0.0822', undefined, live()))?.verdict.outcome, 'right');
  });

  it('is dropped when the run moves while it is judged', async () => {
    const following = live();
    let moved = 0;
    const moving = {
      ...following,
      view: (): RunView => {
        const now = view();
        return now.kind === 'none'
          ? now
          : { ...now, state: { ...now.state, moment: now.state.moment + moved } };
      },
      evaluate: async (text: string, layer: number) => {
        moved = 1;
        return following.evaluate(text, layer);
      },
    };
    await assert.rejects(answered(predict(), '0.0822', undefined, moving), /has gone on/);
  });

  it('is kept over reloads, by lesson and exercise; what makes no sense is as if it were not there', async () => {
    const kept = new Map<string, unknown>();
    const memento = {
      keys: () => [...kept.keys()],
      get: (key: string) => kept.get(key),
      update: (key: string, value: unknown) => {
        kept.set(key, value);
        return Promise.resolve();
      },
    } as unknown as ConstructorParameters<typeof ExerciseAnswers>[0];
    const record = await answered(predict(), '5', undefined, live());
    assert.ok(record);
    new ExerciseAnswers(memento).keep('file:///a.lesson.md', 'p', record);
    const again = new ExerciseAnswers(memento);
    assert.deepEqual(again.of('file:///a.lesson.md'), { p: record });
    assert.deepEqual(again.of('file:///b.lesson.md'), {});
    kept.set('lessons.answers file:///a.lesson.md', { p: 'right', q: record });
    assert.deepEqual(again.of('file:///a.lesson.md'), { q: record });
  });
});
