/** Products that several threads compute: to the same bits, whoever computes what, and whatever becomes of helpers. */
import assert from 'node:assert/strict';
import type { Product } from '../../../src/engine/compute';
import { Crew, type Helper } from '../../../src/engine/crew/crew';
import { Paces } from '../../../src/engine/crew/paces';
import { partsOf, partsWorth, type Task } from '../../../src/engine/crew/parts';
import { Gpu, type Arguments, type Constants } from '../../../src/engine/gpu';
import type { Vector } from '../../../src/engine/kernels/thread';
import {
  GRADIENT_PREV,
  GRADIENT_WEIGHTS,
  PRE_ACTIVATION,
  PRE_ACTIVATION_WITHOUT_BIAS,
  PRODUCTS,
} from '../../../src/engine/products';
import { noise } from './networks';

type AnyProduct = Product<Constants, readonly Vector[]>;
const draw = noise(11);
const numbers = (length: number): Float32Array => Float32Array.from({ length }, () => draw() * 4 - 2);
const bits = (data: Float32Array): Uint32Array => new Uint32Array(data.buffer, data.byteOffset, data.length);

/** A product of each kind with N samples, n inputs and m units. */
function productsOf(
  N: number,
  n: number,
  m: number,
): { readonly product: AnyProduct; readonly task: Task }[] {
  const [input, weights, bias, delta] = [numbers(N * n), numbers(n * m), numbers(m), numbers(N * m)];
  const constants = { N, n, m };
  const of = (product: unknown, shape: readonly [number, number], ...args: Float32Array[]) => ({
    product: product as AnyProduct,
    task: { shape, constants, args },
  });
  return [
    of(PRE_ACTIVATION, [N, m], input, weights, bias),
    of(PRE_ACTIVATION_WITHOUT_BIAS, [N, m], input, weights),
    of(GRADIENT_WEIGHTS, [n, m], input, delta),
    of(GRADIENT_PREV, [N, n], delta, weights),
  ];
}

/** Helpers in this thread. `fate` says what becomes of a task, counted from 0 for each helper. */
class HelpersHere {
  readonly gpu = new Gpu('webasm');
  hired = 0;
  tasks = 0;
  dismissed = 0;

  constructor(private readonly fate: (task: number) => 'done' | 'fails' | 'hangs' = () => 'done') {}

  hire(): Promise<Helper> {
    this.hired++;
    let count = 0;
    return Promise.resolve({
      product: async (name, { shape, constants, args }) => {
        this.tasks++;
        const what = this.fate(count++);
        if (what === 'fails') throw new Error('out of memory');
        if (what === 'hangs') return new Promise<Float32Array>(() => undefined);
        const copies = args.map((array) => array.slice()) as unknown as Arguments<readonly Vector[]>;
        return this.gpu.product(PRODUCTS[name] as unknown as AnyProduct, shape, constants, ...copies);
      },
      dispose: () => {
        this.dismissed++;
      },
    });
  }
}

const ROOMY = { largestMatrix: Infinity };

/** Large enough to be split among four, with rows that are no multiple of four. */
const LARGE = [131, 301, 167] as const;

describe('a crew', () => {
  let alone: Gpu;
  before(() => (alone = new Gpu('webasm')));
  after(() => alone.dispose());

  const compute = (gpu: Pick<Gpu, 'product'>, { product, task }: ReturnType<typeof productsOf>[number]) =>
    gpu.product(product, task.shape, task.constants, ...task.args);

  /** Computes products of each kind, `times` times, and compares every result with that of one thread. */
  async function assertSame(crew: Crew, sizes: readonly [number, number, number], times = 1): Promise<void> {
    for (let time = 0; time < times; time++)
      for (const product of productsOf(...sizes))
        assert.deepEqual(bits(await compute(crew, product)), bits(await compute(alone, product)));
  }

  /** With the helpers at hand. */
  async function crewWith(helpers: HelpersHere, most: number, patience = 2000): Promise<Crew> {
    const crew = new Crew(new Gpu('webasm'), { ...ROOMY, most, hire: () => helpers.hire() }, patience);
    await assertSame(crew, LARGE);
    return crew;
  }

  for (const most of [1, 2, 3])
    it(`computes the bits of one thread, with ${most} helping`, async () => {
      const helpers = new HelpersHere();
      const crew = await crewWith(helpers, most);
      await assertSame(crew, LARGE);
      await assertSame(crew, [134, 260, 200]);
      // The first product of all found nobody there.
      assert.equal(helpers.tasks, most * (3 + 4 + 4));
      assert.equal(crew.note, `Large matrix products are computed on up to ${most + 1} threads.`);
      crew.dispose();
      assert.equal(helpers.dismissed, most);
    });

  it('hires nobody for small products', async () => {
    const helpers = new HelpersHere();
    const crew = new Crew(new Gpu('webasm'), { ...ROOMY, most: 3, hire: () => helpers.hire() });
    await assertSame(crew, [32, 64, 32]);
    await assertSame(crew, [4, 1000, 1000]);
    assert.deepEqual([helpers.hired, crew.note], [0, null]);
    crew.dispose();
  });

  it('hires nobody for products of matrices that they may have no memory for', async () => {
    const helpers = new HelpersHere();
    const [, n, m] = LARGE;
    const hiring = { most: 1, hire: () => helpers.hire() };
    const tight = new Crew(new Gpu('webasm'), { ...hiring, largestMatrix: n * m - 1 });
    await assertSame(tight, LARGE);
    assert.equal(helpers.hired, 0);
    tight.dispose();
    const fitting = new Crew(new Gpu('webasm'), { ...hiring, largestMatrix: n * m });
    await assertSame(fitting, LARGE);
    assert.equal(helpers.hired, 1);
    fitting.dispose();
  });

  it('computes alone while nobody comes', async () => {
    const crew = new Crew(new Gpu('webasm'), { ...ROOMY, most: 1, hire: () => new Promise(() => undefined) });
    await assertSame(crew, LARGE, 2);
    assert.equal(crew.note, null);
    crew.dispose();
  });

  it('computes alone, and says why, when nobody can come', async () => {
    const crew = new Crew(new Gpu('webasm'), {
      ...ROOMY,
      most: 1,
      hire: () => Promise.reject(new Error('no workers')),
    });
    await assertSame(crew, LARGE);
    assert.equal(
      crew.note,
      'Large matrix products are computed on one thread. A helping thread failed: no workers',
    );
    crew.dispose();
  });

  it('computes the part of a helper that fails, and goes on without it', async () => {
    const helpers = new HelpersHere((task) => (task === 5 ? 'fails' : 'done'));
    const crew = await crewWith(helpers, 1);
    await assertSame(crew, LARGE, 2);
    assert.deepEqual([helpers.tasks, helpers.dismissed], [6, 1]);
    assert.match(crew.note ?? '', /on one thread\. A helping thread failed: out of memory$/);
    crew.dispose();
  });

  it('goes on with those who are left', async () => {
    let first = true;
    const helpers = new HelpersHere((task) => {
      const fails = first && task === 2;
      if (fails) first = false;
      return fails ? 'fails' : 'done';
    });
    const crew = await crewWith(helpers, 2);
    await assertSame(crew, LARGE, 2);
    assert.equal(helpers.dismissed, 1);
    assert.match(crew.note ?? '', /on up to 2 threads\. A helping thread failed: out of memory$/);
    crew.dispose();
  });

  it('does not wait for ever for one that hangs', async () => {
    const helpers = new HelpersHere((task) => (task === 4 ? 'hangs' : 'done'));
    const crew = await crewWith(helpers, 1, 10);
    await assertSame(crew, LARGE, 2);
    assert.deepEqual([helpers.tasks, helpers.dismissed], [5, 1]);
    assert.match(crew.note ?? '', /A helping thread failed: It did not answer\.$/);
    crew.dispose();
  });

  it('ends a helper that comes when the run is over', async () => {
    const helpers = new HelpersHere();
    let arrive: (helper: Helper) => void = () => assert.fail('nobody was hired');
    const crew = new Crew(new Gpu('webasm'), {
      ...ROOMY,
      most: 1,
      hire: () => new Promise((come) => (arrive = come)),
    });
    await assertSame(crew, LARGE);
    crew.dispose();
    arrive(await helpers.hire());
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(helpers.dismissed, 1);
  });
});

describe('the parts of a product', () => {
  it('are all of its rows, each once, cut between blocks of four', () => {
    for (const [N, n, m] of [LARGE, [9, 6, 5], [64, 784, 128]] as const)
      for (const { product, task } of productsOf(N, n, m))
        for (const count of [1, 2, 3, 4]) {
          const parts = partsOf(task, product.matrices, count);
          let next = 0;
          for (const { from, shape } of parts) {
            assert.equal(from, next);
            assert.equal(from % 4, 0);
            next += shape[0];
          }
          assert.equal(next, task.shape[0]);
          const sizes = parts.map(({ shape }) => shape[0]);
          assert.ok(Math.max(...sizes) - Math.min(...sizes) < 8, sizes.join(' '));
        }
  });

  it('are made only where computing takes longer than sending', () => {
    const worth = (N: number, n: number, m: number, threads: number) =>
      productsOf(N, n, m).map(({ product, task }) => partsWorth(task, product.matrices, threads));
    assert.deepEqual(worth(64, 784, 128, 2), [2, 2, 2, 2]);
    assert.deepEqual(worth(64, 784, 128, 1), [1, 1, 1, 1]);
    assert.deepEqual(worth(32, 64, 32, 2), [1, 1, 1, 1]);
    // Sixteen samples for each of four would be too few.
    assert.deepEqual(worth(64, 784, 300, 4), [3, 3, 4, 3]);
    // Eight samples: the weights take longer to send than to multiply with.
    assert.deepEqual(worth(8, 1000, 1000, 2), [1, 1, 1, 1]);
  });
});

describe('the choice between one thread and several', () => {
  /** Calls of each way among the next so many, which take the time that `pace` tells. */
  function run(paces: Paces, calls: number, pace: { readonly whole: number; readonly inParts: number }) {
    const counts = { whole: 0, inParts: 0 };
    for (let call = 0; call < calls; call++) {
      const way = paces.next('a product');
      counts[way]++;
      paces.took('a product', way, pace[way]);
    }
    return counts;
  }

  it('falls on what was faster, and is made anew from time to time', () => {
    const paces = new Paces();
    assert.deepEqual(run(paces, 6, { whole: 2, inParts: 1 }), { whole: 3, inParts: 3 });
    assert.deepEqual(run(paces, 320, { whole: 2, inParts: 1 }), { whole: 10, inParts: 310 });
    // Now the other cores are busy.
    run(paces, 20, { whole: 2, inParts: 3 });
    assert.deepEqual(run(paces, 320, { whole: 2, inParts: 3 }), { whole: 280, inParts: 40 });
    // And free again.
    run(paces, 20, { whole: 2, inParts: 1 });
    assert.deepEqual(run(paces, 320, { whole: 2, inParts: 1 }), { whole: 10, inParts: 310 });
  });

  it('is made for each product by itself', () => {
    const paces = new Paces();
    run(paces, 20, { whole: 1, inParts: 2 });
    assert.equal(paces.next('a product'), 'whole');
    assert.equal(paces.next('another product'), 'inParts');
  });
});
