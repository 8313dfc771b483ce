/** A plan on WebAssembly reads and writes where gpu.js keeps its numbers: the version that is installed keeps them there. */
import assert from 'node:assert/strict';
import type { GivenArgument } from '../../../src/engine/compute';
import type { KernelCall } from '../../../src/engine/free/recorder';
import { Gpu } from '../../../src/engine/gpu';
import type { KernelPlan } from '../../../src/engine/kernelPlan';
import type { Thread, Vector } from '../../../src/engine/kernels/thread';
import { PRE_ACTIVATION_WITHOUT_BIAS } from '../../../src/engine/products';
import { formOf } from '../../../src/engine/wasmForms';

function sumAndShift(this: Thread, a: Vector, b: Vector, shift: number): number {
  return a[this.thread.x]! + b[this.thread.x]! + shift;
}
function twice(this: Thread<{ m: number }>, a: Vector): number {
  return 2 * a[this.thread.y * this.constants.m + this.thread.x]!;
}

const zeros = (length: number): Float32Array => new Float32Array(length);

/** Promises mean that gpu.js itself ran the plan. */
function atOnce(results: ReturnType<KernelPlan['run']>): readonly Float32Array[] {
  assert.ok(!(results instanceof Promise), 'gpu.js stood in between');
  return results;
}

describe('a plan on WebAssembly', () => {
  let gpu: Gpu;
  before(() => (gpu = new Gpu('webasm')));
  after(() => gpu.dispose());

  /** result = 2 · (given + kept + shift), where the shift is 10 · the number of updates. */
  function planOf(rows: number, columns: number): { plan: KernelPlan; kept: Float32Array } {
    const length = rows * columns;
    const [given, inner, result] = [zeros(length), zeros(length), zeros(length)];
    const kept = Float32Array.from({ length }, (_, at) => at);
    const shift: GivenArgument = { updates: 3, at: (updates) => 10 * updates };
    const calls: KernelCall[] = [
      { kernel: sumAndShift, shape: [length], constants: {}, args: [given, kept, shift], result: inner },
      { kernel: twice, shape: [rows, columns], constants: { m: columns }, args: [inner], result },
    ];
    return { plan: gpu.plan(calls, [given], [inner, result]), kept };
  }

  for (const [rows, columns] of [
    [3, 8],
    [5, 3],
    [4, 10],
    [7, 1],
  ] as const) {
    it(`computes every element of ${rows} rows of ${columns}, run after run`, async () => {
      const { plan, kept } = planOf(rows, columns);
      await plan.run([zeros(rows * columns)], 0);
      for (const updates of [0, 1, 5]) {
        const given = Float32Array.from(kept, (value) => updates - 2 * value);
        const [inner, result] = atOnce(plan.run([given], updates));
        const expected = kept.map((value, at) => value + (given[at] ?? 0) + 10 * (3 + updates));
        assert.deepEqual([...inner!], [...expected]);
        assert.deepEqual([...result!], [...expected.map((value) => 2 * value)]);
      }
      plan.dispose();
    });
  }

  it('lends its results: they are the same views in every run, and may be put in again', async () => {
    const { plan } = planOf(2, 4);
    const first = await plan.run([zeros(8)], 0);
    const [, before] = first.map((result) => result.slice());
    const second = atOnce(plan.run([first[1]!], 0));
    assert.ok(plan.lendsResults);
    assert.equal(second, first);
    assert.deepEqual(
      [...second[0]!],
      [...before!].map((value, at) => value + at + 30),
    );
    plan.dispose();
  });

  for (const [N, n, m] of [
    [4, 8, 4],
    [7, 11, 6],
    [9, 32, 5],
    [6, 5, 3],
    [5, 2, 1],
  ] as const) {
    it(`computes products four numbers at a time, of ${N} × ${n} by ${n} × ${m}, and goes on with them`, async () => {
      const numbers = (length: number, seed: number): Float32Array =>
        Float32Array.from({ length }, (_, at) => Math.sin(seed + at));
      const [input, weights, doubled, product, unread] = [N * n, n * m, N * m, N * m, N * m].map(zeros) as [
        Float32Array,
        Float32Array,
        Float32Array,
        Float32Array,
        Float32Array,
      ];
      const { ofOne, ofFour, ofShort, matrices } = PRE_ACTIVATION_WITHOUT_BIAS;
      const forms = { kernel: ofOne, ofFour, ofShort, matrices, shape: [N, m], constants: { N, n, m } };
      const args = [input, weights];
      const calls: KernelCall[] = [
        { ...forms, args, result: product },
        { ...forms, args, result: unread },
        { kernel: twice, shape: [N, m], constants: { m }, args: [product], result: doubled },
      ];
      assert.notEqual(formOf(calls[0]!).arrange, null);
      const plan = gpu.plan(calls, args, [unread, doubled, product]);
      for (const seed of [1, 2]) {
        const [a, b] = [numbers(N * n, seed), numbers(n * m, 2 * seed)];
        const expected = await gpu.call(ofOne, [N, m], { N, n, m }, a, b);
        const results = await plan.run([a, b], 0);
        assert.deepEqual(
          results.map((result) => [...result]),
          [[...expected], [...expected.map((value) => 2 * value)], [...expected]],
        );
      }
      plan.dispose();
    });
  }

  it('takes no array of another length', async () => {
    const { plan } = planOf(2, 4);
    await plan.run([zeros(8)], 0);
    assert.throws(() => plan.run([zeros(7)], 0), /another length/);
    assert.throws(() => plan.run([], 0), /another length/);
    plan.dispose();
  });
});
