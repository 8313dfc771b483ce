/** WebGPU: every tensor is a buffer of its numbers, row by row. */
import * as l10n from '@vscode/l10n';
import { GPU } from 'gpu.js';
import type { Matrices } from '../compute';
import { commonSettings, inputOf, requireOn, type CompiledKernel, type Constants } from '../gpu';
import { putOnCard } from '../kernels/moves';
import * as byIndex from '../kernels/productsByIndex';
import { lengthOf } from '../free/recorder';
import { KernelShelf } from '../kernelShelf';
import { commandsOf, type Buffer, type Commands, type Device } from './commands';
import {
  placesOf,
  sizesOf,
  wholeNumbers,
  type CardCall,
  type CardMemory,
  type OnCard,
  type Wanted,
} from './memory';

/** gpu.js's result that stays on the card; its typings do not know it. */
interface TensorBuffer extends OnCard {
  output: readonly number[];
  componentCount: number;
  readonly buffer: Buffer;
  readonly context: { readonly device: Device; readonly isLost: boolean };
}
type BufferKernel = ((...args: readonly unknown[]) => Promise<TensorBuffer>) & Pick<CompiledKernel, 'kernel'>;

const ROWS = {
  'A · B': byIndex.rowsOfProduct,
  'Aᵀ · B': byIndex.rowsOfProductOfTransposed,
  'A · Bᵀ': byIndex.rowsOfProductWithTransposed,
} as const;

export class Buffers implements CardMemory {
  private readonly gpu = new GPU({ mode: 'webgpu' });
  private readonly kernels = new KernelShelf<BufferKernel>();
  /** null before the first kernel: gpu.js makes its device for that. */
  private commands: Commands | null = null;

  put(data: Float32Array): Promise<OnCard> {
    return this.compute({ kernel: putOnCard, shape: [data.length], constants: {}, args: [inputOf(data)] });
  }

  run(call: CardCall): Promise<OnCard> {
    const { matrices } = call;
    // A block of four rows must not be mostly empty.
    const ofFour = matrices !== undefined && (call.shape[0] ?? 0) >= 4;
    return ofFour ? this.runRows(call, matrices) : this.compute(call);
  }

  async read(wanted: readonly Wanted[]): Promise<Float32Array[]> {
    const tensors = wanted.map(({ tensor }) => tensor as TensorBuffer);
    if (this.commands === null) return [];
    if (tensors.some(({ context }) => context.isLost)) throw new Error(l10n.t('The WebGPU device was lost.'));
    const places = placesOf(wanted.map(({ length }) => length));
    const buffers = tensors.map(({ buffer }) => buffer);
    return this.commands.read(buffers, places);
  }

  dispose(): void {
    // Some of it may read buffers of the kernels.
    this.commands?.send();
    this.kernels.clear();
    this.commands?.letGo();
    // Nothing waits for the graphics card to forget; a failure to forget harms nobody.
    this.gpu.destroy().catch(() => undefined);
  }

  /** Four rows at a time, then put in order. */
  private async runRows(call: CardCall, matrices: Matrices): Promise<TensorBuffer> {
    const sizes = sizesOf(call, matrices);
    const { rows, inner, columns } = sizes;
    const [a, b, bias] = call.args;
    const blocks = await this.compute({
      kernel: ROWS[matrices.form],
      shape: [Math.ceil(rows / 4), columns],
      constants: { ...sizes },
      args: [a, b],
    });
    try {
      const inOrder = { shape: [rows, columns] };
      return await (bias === undefined
        ? this.compute({
            ...inOrder,
            kernel: byIndex.rowsOfBlocks,
            constants: { columns, divisor: matrices.isMean ? inner : 1 },
            args: [blocks],
          })
        : this.compute({
            ...inOrder,
            kernel: byIndex.rowsOfBlocksPlus,
            constants: { columns },
            args: [blocks, bias],
          }));
    } finally {
      blocks.delete();
    }
  }

  private async compute({
    kernel,
    shape,
    constants,
    args,
  }: {
    readonly kernel: unknown;
    readonly shape: readonly number[];
    readonly constants: Constants;
    readonly args: readonly unknown[];
  }): Promise<TensorBuffer> {
    const compiled = this.kernels.of(kernel, shape, constants, () =>
      this.create(kernel, shape, constants, args),
    );
    const tensor = await compiled(...args);
    requireOn(compiled, 'webgpu');
    if (this.commands === null) {
      this.commands = commandsOf(tensor.context.device);
      this.commands.adopt(tensor.buffer);
    }
    // One flat row: what four rows return lies number by number, too.
    tensor.output = [lengthOf(shape) * tensor.componentCount];
    tensor.componentCount = 1;
    return tensor;
  }

  private create(
    kernel: unknown,
    shape: readonly number[],
    constants: Constants,
    args: readonly unknown[],
  ): BufferKernel {
    const settings = {
      ...commonSettings(kernel, constants, 'webgpu'),
      output: shape.toReversed(),
      constantTypes: wholeNumbers(constants),
      argumentTypes: args.map((arg) => (typeof arg === 'number' ? 'Float' : 'Input')),
      pipeline: true,
      immutable: true,
      dynamicArguments: true,
    };
    return this.gpu.createKernel(kernel as never, settings as never) as unknown as BufferKernel;
  }
}
