/** The helper's side of the message port: it computes one task after the other, and keeps nothing of them. */
import { expose, transfer, type Endpoint } from 'comlink';
import type { Product } from '../compute';
import type { Task } from '../crew/parts';
import { Gpu, type Constants } from '../gpu';
import type { Vector } from '../kernels/thread';
import { PRODUCTS, type ProductName } from '../products';

/** What a helper sends back: the rows, and the arrays that it was given, to be filled again. */
export interface Finished {
  readonly rows: Float32Array;
  readonly args: readonly Float32Array[];
}

export class HelperServer {
  private readonly gpu = new Gpu('webasm');

  /** Answered as soon as the worker's script has run. */
  ready(): void {}

  async product(name: ProductName, { shape, constants, args }: Task): Promise<Finished> {
    const product = PRODUCTS[name] as unknown as Product<Constants, readonly Vector[]>;
    const rows = await this.gpu.product(product, shape, constants, ...args);
    return transfer(
      { rows, args },
      [rows, ...args].map(({ buffer }) => buffer),
    );
  }
}

/** Answers tasks that arrive at the endpoint until its worker ends. */
export function serveHelper(endpoint: Endpoint): void {
  expose(new HelperServer(), endpoint);
}
