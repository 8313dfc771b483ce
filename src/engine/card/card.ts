/**
 * gpu.js on a graphics card. What a kernel computes stays there for the next one: to bring numbers to the card and
 * back takes longer than most kernels.
 */
import { numberOf, type Compute, type GivenArgument, type Matrices, type Product } from '../compute';
import { lengthOf, type KernelCall } from '../free/recorder';
import type { Arguments, Constants } from '../gpu';
import { inputsOf, type KernelPlan } from '../kernelPlan';
import type { Kernel } from '../kernels/thread';
import { Buffers } from './buffers';
import { Lasting } from './lasting';
import type { CardMemory, OnCard } from './memory';
import { Residents } from './residents';
import { Textures } from './textures';

/** Throws when gpu.js does not support the backend here. */
export function openCard(name: 'webgl2' | 'webgpu'): Card {
  return new Card(name === 'webgl2' ? new Textures() : new Buffers());
}

export class Card implements Compute {
  private readonly residents = new Residents();
  private readonly lasting: Lasting;

  constructor(private readonly memory: CardMemory) {
    this.lasting = new Lasting(memory);
  }

  call<C extends Constants, Parameters extends readonly unknown[]>(
    kernel: Kernel<C, Parameters>,
    shape: readonly number[],
    constants: C,
    ...args: Arguments<Parameters>
  ): Promise<Float32Array> {
    return this.runAlone(kernel, shape, constants, args);
  }

  product<C extends Constants, Parameters extends readonly unknown[]>(
    { ofOne, matrices }: Product<C, Parameters>,
    shape: readonly [rows: number, columns: number],
    constants: C,
    ...args: Arguments<Parameters>
  ): Promise<Float32Array> {
    return this.runAlone(ofOne, shape, constants, args, matrices);
  }

  /** See `Gpu.plan`. Nothing is compiled that has run before: a plan's kernels are those of `call` and `product`. */
  plan(
    calls: readonly KernelCall[],
    given: readonly Float32Array[],
    wanted: readonly Float32Array[],
  ): CardPlan {
    return new CardPlan(this.memory, this.residents, this.lasting, calls, given, wanted);
  }

  dispose(): void {
    this.residents.clear();
    this.memory.dispose();
  }

  private async runAlone(
    kernel: unknown,
    shape: readonly number[],
    constants: Constants,
    args: readonly GivenArgument[],
    matrices?: Matrices,
  ): Promise<Float32Array> {
    const there = new Map<Float32Array, OnCard>();
    try {
      const onCard: (OnCard | number)[] = [];
      for (const arg of args) {
        if (!(arg instanceof Float32Array)) {
          onCard.push(numberOf(arg));
          continue;
        }
        const tensor = there.get(arg) ?? this.residents.take(arg) ?? (await this.memory.put(arg));
        there.set(arg, tensor);
        onCard.push(tensor);
      }
      const call = { kernel, shape, constants, args: onCard };
      const tensor = await this.memory.run(matrices === undefined ? call : { ...call, matrices });
      const [result] = await this.memory.read([{ tensor, length: lengthOf(shape) }]);
      if (result === undefined) throw new Error('The graphics card gave nothing to read.');
      there.set(result, tensor);
      return result;
    } finally {
      for (const [array, tensor] of there) this.residents.keep(array, tensor);
    }
  }
}

/** Kernels that run one after the other; a tensor leaves the card after its last reader. */
class CardPlan implements KernelPlan {
  /** The arrays that come out are known when they are put in again. */
  readonly lendsResults = false;
  private readonly lastReader = new Map<GivenArgument, number>();
  /** Arrays that are no result, and are not given anew. */
  private readonly constants: readonly Float32Array[];
  /** Those, once they are on the card. */
  private readonly kept = new Map<Float32Array, OnCard>();

  constructor(
    private readonly memory: CardMemory,
    private readonly residents: Residents,
    private readonly lasting: Lasting,
    private readonly calls: readonly KernelCall[],
    private readonly given: readonly Float32Array[],
    private readonly wanted: readonly Float32Array[],
  ) {
    const put = new Set<GivenArgument>(given);
    this.constants = inputsOf(calls, given).filter(
      (input): input is Float32Array => input instanceof Float32Array && !put.has(input),
    );
    calls.forEach(({ args }, at) => {
      for (const arg of args) this.lastReader.set(arg, at);
    });
    for (const result of wanted) this.lastReader.set(result, calls.length);
    for (const array of this.constants) this.lastReader.set(array, Infinity);
  }

  async run(values: readonly Float32Array[], updates: number): Promise<Float32Array[]> {
    const there = new Map<GivenArgument, OnCard>();
    try {
      for (const array of this.constants)
        if (!this.kept.has(array)) this.kept.set(array, await this.lasting.take(array));
      for (const [at, array] of this.given.entries()) {
        if (!this.lastReader.has(array)) continue;
        const value = values[at] ?? array;
        there.set(array, this.residents.take(value) ?? (await this.memory.put(value)));
      }
      for (const [at, call] of this.calls.entries()) await this.runCall(at, call, there, updates);
      const results = await this.memory.read(
        this.wanted.map((array) => ({ tensor: found(there, array), length: array.length })),
      );
      // The layers' parameters go in again next time.
      for (const [at, array] of this.wanted.entries()) {
        const [result, tensor] = [results[at], there.get(array)];
        if (result === undefined || tensor === undefined) continue;
        this.residents.keep(result, tensor);
        there.delete(array);
      }
      return results;
    } finally {
      forget(there);
    }
  }

  dispose(): void {
    for (const array of this.kept.keys()) this.lasting.giveBack(array);
    this.kept.clear();
  }

  private async runCall(
    at: number,
    { args, result, ...call }: KernelCall,
    there: Map<GivenArgument, OnCard>,
    updates: number,
  ): Promise<void> {
    const onCard = args.map((arg) => {
      if (arg instanceof Float32Array) return this.kept.get(arg) ?? found(there, arg);
      return typeof arg === 'number' ? arg : arg.at(arg.updates + updates);
    });
    there.set(result, await this.memory.run({ ...call, args: onCard }));
    for (const array of [...args, result]) {
      if ((this.lastReader.get(array) ?? at) > at) continue;
      there.get(array)?.delete();
      there.delete(array);
    }
  }
}

function found(there: ReadonlyMap<GivenArgument, OnCard>, array: Float32Array): OnCard {
  const tensor = there.get(array);
  if (tensor === undefined) throw new Error('A plan reads what it does not compute.');
  return tensor;
}

function forget(tensors: Map<GivenArgument, OnCard>): void {
  for (const tensor of tensors.values()) tensor.delete();
  tensors.clear();
}
