/** The exercise that a person sets at a pause, kept and judged by the run, without the editor. */
import assert from 'node:assert/strict';
import type { Run } from '../../../src/engine/run';
import { PracticeDesk, type PractisedRuns } from '../../../src/extension/lessons/practiceDesk';
import type { Cells } from '../../../src/protocol/lesson';
import type { RunView } from '../../../src/protocol/panel';
import type { OperationName } from '../../../src/protocol/vocabulary';
import type { Practice, PracticeAction, PracticeTask } from '../../../src/protocol/practice';
import { groundOf, runAt } from './runGround';

const LAYER = 'output';

/** A real run that moves when it is asked to, and the desk that follows it. */
class Followed {
  readonly asked: unknown[] = [];
  readonly logged: string[] = [];
  told = 0;
  kind: 'stopped' | 'running' | 'ended' = 'stopped';
  alive = true;
  /** Why the next request is refused. */
  refusal: string | null = null;
  readonly desk: PracticeDesk;
  private readonly losses: number[] = [];
  private listener: () => void = () => undefined;

  constructor(readonly run: Run) {
    const tagged = <T>(value: T) => ({ run: 'one', moment: this.moment, value });
    const follower: NonNullable<PractisedRuns['active']>['follower'] = {
      view: () => this.view(),
      evaluate: async (text, layer) => tagged(await groundOf(run).evaluate(text, layer)),
      answer: () => Promise.reject(new Error('not asked')),
      losses: () => {
        const losses = Float64Array.from(this.losses);
        return Promise.resolve(
          tagged({ count: losses.length, steps: Uint32Array.from(losses.keys()), losses }),
        );
      },
    };
    const session = {
      customRequest: async (command: string, args: { moment: number }) => {
        this.asked.push({ command, ...args });
        if (this.refusal !== null) throw new Error(this.refusal);
        await this.goTo(args.moment);
      },
    };
    const runs: PractisedRuns = {
      active: { follower, session },
      get activeIsAlive() {
        return isAlive();
      },
      onDidChange: (listener) => {
        this.listener = listener;
        return { dispose: () => (this.listener = () => undefined) };
      },
    };
    const isAlive = (): boolean => this.alive;
    const log = {
      error: (words: unknown): void => {
        this.logged.push(String(words));
      },
    };
    this.desk = new PracticeDesk(runs, log, () => {
      this.told++;
    });
  }

  get moment(): number {
    return this.run.state().moment;
  }

  get practice(): Practice | null {
    return this.desk.message.practice;
  }

  async goTo(moment: number): Promise<void> {
    this.changed('running');
    while (this.moment < moment) {
      await this.run.step();
      const { loss, steps } = this.run.state();
      if (this.run.position?.operation === 'loss') this.losses[steps] = loss ?? NaN;
    }
    this.changed('stopped');
  }

  changed(kind: Followed['kind']): void {
    this.kind = kind;
    this.listener();
  }

  begin(task: Partial<PracticeTask> & { of: Cells }): void {
    this.send({ do: 'begin', task: { ask: 'value', next: false, ...task } }, this.moment);
  }

  send(action: PracticeAction, moment = this.practice?.moment ?? this.moment, run = 'one'): void {
    this.desk.receive({ type: 'practice', run, moment, action });
  }

  /** Sends it, and waits until something has become of it. */
  async settle(action: PracticeAction): Promise<NonNullable<Practice['record']>> {
    const before = this.told;
    this.send(action);
    return soon(() => {
      const record = this.practice?.record ?? null;
      const isDue = record?.verdict.outcome === 'waiting' && !record.revealed;
      return this.told > before && !isDue && this.kind === 'stopped' ? record : null;
    });
  }

  private view(): RunView {
    const { description } = this.run;
    const { kind } = this;
    return { kind, run: 'one', file: 'net.mlp.json', description, state: this.run.state(), reason: '' };
  }
}

/** What there is as soon as there is something; mocha ends what never comes. */
async function soon<T>(look: () => T | null): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

describe('the exercise at a pause', function () {
  this.timeout(30_000);
  let followed: Followed;
  const at = async (operation: OperationName, layer: number, file = 'textbook-2-2-2'): Promise<void> => {
    followed = new Followed(await runAt(file, operation, layer));
  };
  afterEach(() => {
    followed.desk.dispose();
    followed.run.dispose();
  });
  const name = (): string => followed.run.description.layers[1]?.name ?? LAYER;
  const gradient = (...index: (number | null)[]): Cells => ({
    layer: name(),
    quantity: 'gradientWeights',
    index,
  });
  const LOSS: Cells = { layer: null, quantity: 'loss', index: [] };
  const answer = (text: string) => followed.settle({ do: 'answer', text });

  it('hides what it is about until it is answered, and counts the attempts', async () => {
    await at('gradientWeights', 1);
    assert.deepEqual([followed.practice, followed.desk.hidden], [null, []]);
    followed.begin({ of: gradient(0, 0) });
    assert.deepEqual(followed.desk.hidden, [gradient(0, 0)]);
    assert.equal((await answer('5')).verdict.outcome, 'wrong');
    assert.deepEqual(followed.desk.hidden, [gradient(0, 0)]);
    const record = await answer('0.0822');
    assert.deepEqual([record.verdict.outcome, record.attempts], ['right', 2]);
    assert.deepEqual(followed.desk.hidden, []);
    followed.send({ do: 'end' });
    assert.equal(followed.practice, null);
    assert.deepEqual(followed.asked, []);
  });

  it('is a column, or gives itself up', async () => {
    await at('gradientWeights', 1);
    followed.begin({ of: gradient(null, 0), ask: 'sign' });
    assert.deepEqual(followed.desk.hidden, [gradient(null, 0)]);
    assert.equal((await answer('+ +')).verdict.outcome, 'right');
    followed.begin({ of: gradient(null, 1) });
    assert.equal(followed.practice?.record, null);
    const { revealed, verdict } = await followed.settle({ do: 'reveal' });
    assert.equal(revealed, true);
    assert.match(verdict.message, /^The answer: -0.0226025 -0.0227402\.$/);
    assert.deepEqual(followed.desk.hidden, []);
  });

  it('drops what is late: of another run, another moment, or an exercise that is over', async () => {
    await at('gradientWeights', 1);
    followed.send({ do: 'begin', task: { ask: 'value', of: gradient(), next: false } }, 1);
    followed.send(
      { do: 'begin', task: { ask: 'value', of: gradient(), next: false } },
      followed.moment,
      'two',
    );
    assert.equal(followed.practice, null);
    followed.begin({ of: gradient(0, 0) });
    followed.send({ do: 'end' }, followed.moment, 'two');
    followed.send({ do: 'end' }, 1);
    assert.notEqual(followed.practice, null);
    followed.desk.end();
    const told = followed.told;
    followed.send({ do: 'answer', text: '1' });
    followed.desk.end();
    assert.deepEqual([followed.practice, followed.told], [null, told]);
  });

  it('is over when the run leaves its moment, ends or is gone', async () => {
    await at('gradientWeights', 1);
    followed.begin({ of: gradient(0, 0) });
    followed.changed('running');
    assert.equal(followed.practice, null);
    followed.kind = 'stopped';
    followed.begin({ of: gradient(0, 0) });
    followed.changed('ended');
    assert.equal(followed.practice, null);
    followed.kind = 'stopped';
    followed.begin({ of: gradient(0, 0) });
    followed.alive = false;
    followed.changed('stopped');
    assert.deepEqual([followed.practice, followed.desk.hidden], [null, []]);
  });

  it('about what is not computed yet goes on to it with the answer, which is checked there', async () => {
    await at('output', 1);
    const begun = followed.moment;
    followed.begin({ of: gradient(0, 0), next: true });
    const { until = 0 } = followed.practice ?? {};
    assert.deepEqual(followed.desk.hidden, [{ ...gradient(0, 0), from: until }]);
    // What is no answer sets nothing going.
    assert.equal((await answer('big')).verdict.outcome, 'unread');
    assert.deepEqual(followed.asked, []);
    const record = await answer('0.0822');
    assert.deepEqual(followed.asked, [{ command: 'backstep/goTo', moment: until, ahead: true }]);
    assert.equal(followed.run.position?.operation, 'gradientWeights');
    assert.deepEqual([record.verdict.outcome, record.attempts], ['right', 1]);
    assert.deepEqual([followed.practice?.moment, followed.moment], [begun, until]);
    assert.deepEqual(followed.desk.hidden, []);
    await followed.goTo(until + 1);
    assert.equal(followed.practice, null);
  });

  it('about the next update, wrong at first, is answered again where it is', async () => {
    await at('gradientWeights', 1);
    // The textbook: w5 is 0.4, and 0.35891648 after the step.
    const w5: Cells = { layer: name(), quantity: 'weights', index: [0, 0] };
    followed.begin({ of: w5, next: true });
    const wrong = await answer('0.4');
    assert.equal(wrong.verdict.outcome, 'wrong');
    assert.equal(followed.run.position?.operation, 'update');
    assert.equal(followed.desk.hidden.length, 1);
    const right = await answer('0.3589');
    assert.deepEqual([right.verdict.outcome, right.attempts], ['right', 2]);
    assert.equal(followed.asked.length, 1);
  });

  it('stays while the run is stepped to what it is about, and ends beyond it', async () => {
    await at('output', 1);
    followed.begin({ of: LOSS, next: true });
    const { until = 0 } = followed.practice ?? {};
    await followed.goTo(until);
    assert.notEqual(followed.practice, null);
    assert.equal((await answer('0.2984')).verdict.outcome, 'right');
    assert.deepEqual(followed.asked, []);
    await followed.goTo(until + 1);
    assert.equal(followed.practice, null);
  });

  it('tells which way the loss goes, and who gives up is taken there', async () => {
    await at('output', 1, 'softmax-crossentropy');
    // So that the loss of this batch step is known as the one before.
    await followed.goTo(followed.moment + 1);
    followed.begin({ of: LOSS, next: true, ask: 'direction' });
    assert.equal((await answer('')).verdict.outcome, 'unread');
    const wrong = await answer('higher');
    assert.deepEqual([wrong.verdict.outcome, wrong.attempts], ['wrong', 1]);
    const right = await answer('lower');
    assert.equal(right.verdict.outcome, 'right');
    assert.match(
      right.verdict.message,
      /^Right\. The loss is (lower|higher): \S+ in the batch step before, \S+ in this one\.$/,
    );
    followed.begin({ of: LOSS, next: true });
    const { until = 0 } = followed.practice ?? {};
    const { revealed, verdict } = await followed.settle({ do: 'reveal' });
    assert.deepEqual([revealed, followed.moment], [true, until]);
    assert.match(verdict.message, /and shows it/);
  });

  it('says what went wrong, and can be answered again', async () => {
    await at('output', 1);
    followed.begin({ of: gradient(0, 0), next: true });
    followed.refusal = 'there is no way there';
    followed.send({ do: 'answer', text: '0.0822' });
    const trouble = (): string | null => followed.practice?.trouble ?? null;
    assert.equal(await soon(trouble), 'there is no way there');
    assert.match(followed.logged.join(), /no way there/);
    followed.refusal = null;
    assert.equal((await answer('0.0822')).verdict.outcome, 'right');
    assert.equal(trouble(), null);
  });

  it('judges a formula where the run stands', async () => {
    await at('gradientWeights', 1);
    followed.begin({ of: gradient(), ask: 'formula' });
    assert.deepEqual(followed.desk.hidden, []);
    assert.equal((await answer("input' * gradientOutput / N")).verdict.outcome, 'right');
  });
});
