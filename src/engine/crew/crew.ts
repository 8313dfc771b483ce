/**
 * gpu.js on webasm with helpers: workers that each compute some rows of a large matrix product while the engine
 * computes its own. Each row comes from the same kernel whoever computes it, so its bits are the same.
 */
import * as l10n from '@vscode/l10n';
import type { Device } from '../backends';
import type { Compute, Product } from '../compute';
import { messageOf } from '../decision';
import type { Constants, Gpu } from '../gpu';
import type { Vector } from '../kernels/thread';
import { PRODUCTS, type ProductName } from '../products';
import { Paces } from './paces';
import { release } from '../release';
import { largestMatrix, partsOf, partsWorth, type Part, type Task } from './parts';

/** A worker that computes products. It takes one task at a time. */
export interface Helper {
  /** Rejects when the kernel fails, and when the worker dies. The task's arrays are read before this returns. */
  product(name: ProductName, task: Task): Promise<Float32Array>;
  /** Ends the worker; what is pending rejects. */
  dispose(): void;
}

/** How the platform starts helpers. */
export interface Hiring {
  /** As many as there are cores left. */
  readonly most: number;
  /** Numbers of the largest matrix of a product that they take part in: each has memory for a copy or three. */
  readonly largestMatrix: number;
  /** Resolves when the worker waits for tasks; rejects, saying why, when it does not start. */
  hire(): Promise<Helper>;
}

/** Milliseconds after which nobody waits any longer for a helper, beyond the time that the engine's own part took. */
const PATIENCE = 2000;

/**
 * Helpers are started when the first large product is met, and join in when they are there. One that fails is
 * dismissed, and the engine computes its part: no number depends on who is at hand.
 */
export class Crew implements Device {
  readonly call: Compute['call'];
  readonly plan: Device['plan'];
  private readonly helpers = new Set<Helper>();
  private readonly paces = new Paces();
  private isHiring = false;
  private isOver = false;
  /** Why the latest helper that was lost, or never came, is not there. */
  private loss: string | null = null;

  /** @param patience see PATIENCE */
  constructor(
    private readonly own: Gpu,
    private readonly hiring: Hiring,
    private readonly patience = PATIENCE,
  ) {
    this.call = (...args) => own.call(...args);
    this.plan = (...args) => own.plan(...args);
  }

  /** On how many threads large products are computed, and what went wrong with others; null before there are any. */
  get note(): string | null {
    const threads = this.helpers.size + 1;
    const share =
      threads > 1 ? l10n.t('Large matrix products are computed on up to {0} threads.', threads) : null;
    if (this.loss === null) return share;
    const alone = l10n.t('Large matrix products are computed on one thread.');
    return [share ?? alone, l10n.t('A helping thread failed: {0}', this.loss)].join(' ');
  }

  readonly product: Compute['product'] = async (product, shape, constants, ...args) => {
    const whole = (): Promise<Float32Array> => this.own.product(product, shape, constants, ...args);
    const name = nameOf(product);
    // What a product is given are matrices, and a bias: see PRODUCTS.
    const task: Task = { shape, constants, args };
    if (name === null || partsWorth(task, product.matrices, this.hiring.most + 1) < 2) return whole();
    if (largestMatrix(task, product.matrices) > this.hiring.largestMatrix) return whole();
    this.hire();
    const parts = partsWorth(task, product.matrices, this.helpers.size + 1);
    if (parts < 2) return whole();
    const size = [parts, name, ...shape, constants[product.matrices.inner]].join(' ');
    const way = this.paces.next(size);
    const began = performance.now();
    const result = await (way === 'whole' ? whole() : this.split(name, task, parts));
    this.paces.took(size, way, performance.now() - began);
    return result;
  };

  dispose(): void {
    this.isOver = true;
    for (const helper of this.helpers) helper.dispose();
    this.helpers.clear();
    this.own.dispose();
  }

  private hire(): void {
    if (this.isHiring || this.isOver) return;
    this.isHiring = true;
    for (let count = 0; count < this.hiring.most; count++)
      this.hiring.hire().then(
        (helper) => {
          if (this.isOver) helper.dispose();
          else this.helpers.add(helper);
        },
        (error: unknown) => (this.loss = messageOf(error)),
      );
  }

  private async split(name: ProductName, task: Task, count: number): Promise<Float32Array> {
    const { matrices } = PRODUCTS[name];
    const [mine, ...others] = partsOf(task, matrices, count);
    const helpers = [...this.helpers];
    const asked = others.map((part, at) => ({ part, answer: this.ask(helpers[at], name, part) }));
    const columns = task.shape[1];
    const whole = new Float32Array(task.shape[0] * columns);
    const put = (rows: Float32Array, { from }: Part): void => {
      whole.set(rows, from * columns);
      release(rows);
    };
    if (mine !== undefined) put(await this.compute(name, mine), mine);
    for (const { part, answer } of asked)
      put((await answer.inTime()) ?? (await this.compute(name, part)), part);
    return whole;
  }

  private compute(name: ProductName, { shape, constants, args }: Task): Promise<Float32Array> {
    // The product and its task belong together, which their types cannot say any more.
    const product = PRODUCTS[name] as unknown as Product<Constants, readonly Vector[]>;
    return this.own.product(product, shape, constants, ...args);
  }

  /** Has a helper compute a part. What it answers is null when it failed: then it has been dismissed. */
  private ask(helper: Helper | undefined, name: ProductName, part: Part): Answer {
    if (helper === undefined) return { inTime: () => Promise.resolve(null) };
    const dismiss = (reason: string): null => {
      this.dismiss(helper, reason);
      return null;
    };
    const answer = helper.product(name, part).catch((error: unknown) => dismiss(messageOf(error)));
    return {
      inTime: async () => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const late = new Promise<null>((resolve) => {
          timer = setTimeout(() => resolve(dismiss(l10n.t('It did not answer.'))), this.patience);
        });
        try {
          return await Promise.race([answer, late]);
        } finally {
          clearTimeout(timer);
        }
      },
    };
  }

  private dismiss(helper: Helper, reason: string): void {
    if (!this.helpers.delete(helper)) return;
    this.loss = reason;
    helper.dispose();
  }
}

interface Answer {
  /** null when the helper has failed, or does not answer in time. */
  inTime(): Promise<Float32Array | null>;
}

function nameOf(product: unknown): ProductName | null {
  for (const [name, known] of Object.entries(PRODUCTS)) if (known === product) return name as ProductName;
  return null;
}
