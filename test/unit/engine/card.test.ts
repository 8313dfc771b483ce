/** What lies on a graphics card, and for how long; the card itself is made up. test/cards has a real one. */
import assert from 'node:assert/strict';
import { Card } from '../../../src/engine/card/card';
import type { CardCall, CardMemory, OnCard, Wanted } from '../../../src/engine/card/memory';
import type { KernelCall } from '../../../src/engine/free/recorder';
import type { KernelPlan } from '../../../src/engine/kernelPlan';

const sum = (): number => 0;

/** Its only kernel adds up the first numbers of its arguments. */
class MadeUpCard implements CardMemory {
  readonly alive = new Map<OnCard, number>();
  puts = 0;
  failsAt = Infinity;
  private runs = 0;

  put(data: Float32Array): Promise<OnCard> {
    this.puts++;
    return Promise.resolve(this.tensor(data[0] ?? NaN));
  }

  run({ args }: CardCall): Promise<OnCard> {
    if (++this.runs === this.failsAt) return Promise.reject(new Error('The card is gone.'));
    const values = args.map((arg) => (typeof arg === 'number' ? arg : this.valueOf(arg)));
    return Promise.resolve(this.tensor(values.reduce((a, b) => a + b, 0)));
  }

  read(wanted: readonly Wanted[]): Promise<Float32Array[]> {
    return Promise.resolve(
      wanted.map(({ tensor, length }) => new Float32Array(length).fill(this.valueOf(tensor))),
    );
  }

  dispose(): void {
    assert.equal(this.alive.size, 0, 'the card is given up with nothing on it');
  }

  private tensor(value: number): OnCard {
    const tensor = { delete: () => assert.ok(this.alive.delete(tensor), 'deleted once') };
    this.alive.set(tensor, value);
    return tensor;
  }

  private valueOf(tensor: OnCard): number {
    const value = this.alive.get(tensor);
    assert.ok(value !== undefined, 'it is still on the card');
    return value;
  }
}

const call = (card: Card, length: number, ...args: (Float32Array | number)[]): Promise<Float32Array> => {
  // The kernel is made up, so that any arguments are its own.
  const run = card.call.bind(card) as (...given: unknown[]) => Promise<Float32Array>;
  return run(sum, [length], {}, ...args);
};

describe('a graphics card', () => {
  it('has what an operation computed when the next one reads it', async () => {
    const memory = new MadeUpCard();
    const card = new Card(memory);
    const given = Float32Array.of(1);
    const first = await call(card, 1, given, 2);
    const second = await call(card, 1, first, given, first);
    assert.deepEqual([first[0], second[0]], [3, 7]);
    assert.equal(memory.puts, 1);
    card.dispose();
    memory.dispose();
  });

  it('keeps the latest tensors alone', async () => {
    const memory = new MadeUpCard();
    const card = new Card(memory);
    let last: Float32Array = Float32Array.of(1);
    for (let i = 0; i < 300; i++) last = await call(card, 1, last, 1);
    assert.equal(last[0], 301);
    assert.ok(memory.alive.size < 100, `${memory.alive.size} tensors`);
    for (let i = 0; i < 3; i++) await call(card, 5_000_000, Float32Array.of(i));
    assert.ok(memory.alive.size < 10, `${memory.alive.size} tensors beside two of 20 MB`);
    card.dispose();
  });

  it('takes the tensors of a plan away after their last reader, and leaves its results for the next run', async () => {
    const memory = new MadeUpCard();
    const card = new Card(memory);
    const [weights, samples, kept, inner, unread, after] = Array.from(
      { length: 6 },
      () => new Float32Array(1),
    );
    const kernel = { kernel: sum, shape: [1], constants: {} };
    const calls: KernelCall[] = [
      { ...kernel, args: [weights!, samples!], result: inner! },
      { ...kernel, args: [inner!], result: unread! },
      { ...kernel, args: [inner!, kept!, { updates: 1, at: (t) => t }], result: after! },
    ];
    const plan = card.plan(calls, [weights!, samples!], [after!]);
    const [one] = await plan.run([Float32Array.of(10), Float32Array.of(5)], 0);
    assert.equal(one?.[0], 16);
    assert.deepEqual([memory.puts, memory.alive.size], [3, 2], 'what is kept, and the result');
    const [two] = await plan.run([one, Float32Array.of(5)], 1);
    assert.equal(two?.[0], 23);
    assert.equal(memory.puts, 4, 'only the new samples');
    plan.dispose();
    card.dispose();
    memory.dispose();
  });

  it('has once what several plans read in every run, for as long as one of them lasts', async () => {
    const memory = new MadeUpCard();
    const card = new Card(memory);
    const all = Float32Array.of(7);
    const planOf = (): KernelPlan => {
      const [given, result] = [new Float32Array(1), new Float32Array(1)];
      const calls: KernelCall[] = [{ kernel: sum, shape: [1], constants: {}, args: [given, all], result }];
      return card.plan(calls, [given], [result]);
    };
    const plans = [planOf(), planOf()];
    const results: (number | undefined)[] = [];
    for (const [at, plan] of [...plans, ...plans].entries())
      results.push((await plan.run([Float32Array.of(at)], 0))[0]?.[0]);
    assert.deepEqual(results, [7, 8, 9, 10]);
    assert.equal(memory.puts, 5, 'what is given each time, and once what is not');
    plans[0]?.dispose();
    assert.equal((await plans[1]?.run([Float32Array.of(4)], 0))?.[0]?.[0], 11);
    assert.equal(memory.puts, 6);
    plans[1]?.dispose();
    card.dispose();
    memory.dispose();
  });

  it('has nothing of a plan that failed', async () => {
    const memory = new MadeUpCard();
    const card = new Card(memory);
    const [given, inner, after] = Array.from({ length: 3 }, () => new Float32Array(1));
    const kernel = { kernel: sum, shape: [1], constants: {} };
    const calls: KernelCall[] = [
      { ...kernel, args: [given!], result: inner! },
      { ...kernel, args: [inner!], result: after! },
    ];
    memory.failsAt = 2;
    await assert.rejects(
      card.plan(calls, [given!], [after!]).run([Float32Array.of(1)], 0),
      /The card is gone/,
    );
    assert.equal(memory.alive.size, 0);
  });
});
