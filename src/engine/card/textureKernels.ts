/**
 * Kernels of gpu.js over textures. Every tensor is a texture of its numbers row by row, four to a texel, in gpu.js's
 * own order; a kernel reads and computes either single numbers of it, or four at a time.
 */
import { GPU, Texture } from 'gpu.js';
import { lengthOf } from '../free/recorder';
import { commonSettings, inputOf, requireOn, type CompiledKernel, type Constants } from '../gpu';
import { LEARNING_HELPERS } from '../kernels/learning';
import { KernelShelf } from '../kernelShelf';
import { putOnCard } from '../kernels/moves';
import { OTHER_ROWS, TILE_HELPERS } from '../kernels/tiles';
import { wholeNumbers, type OnCard } from './memory';
import { READS, READS_UP_TO } from './readsOfTextures';
import { TexturePool, type ReusingKernel } from './texturePool';

/** What of gpu.js's textures its typings leave out. */
export interface GlTexture extends OnCard {
  readonly texture: WebGLTexture;
  readonly size: readonly [width: number, height: number];
  /** Which computed it. */
  readonly kernel: ReusingKernel;
  type: string;
}
type TextureClass = new (like: GlTexture) => GlTexture;

/** What gpu.js calls a texture of single numbers, or of four at a time. */
const SINGLE = 'MemoryOptimizedNumberTexture';
const FOURS = 'ArrayTexture(4)';

const FOURS_HELPERS = [...TILE_HELPERS, ...LEARNING_HELPERS];

/** A kernel of tiles, which returns four rows of each. */
type TileKernel = (
  ...args: readonly unknown[]
) => Readonly<Record<'result' | keyof typeof OTHER_ROWS, GlTexture>>;

export class TextureKernels {
  private readonly gpu = new GPU({ mode: 'webgl2' });
  private readonly kernels = new KernelShelf<CompiledKernel>();
  private readonly tileKernels = new KernelShelf<TileKernel>();
  private readonly pool = new TexturePool();
  /** gpu.js has a class for every shape, and compiles a kernel anew for another one: so all tensors are of this. */
  private tensorClass: TextureClass | null = null;

  get context(): WebGL2RenderingContext {
    return this.gpu.context as WebGL2RenderingContext;
  }

  put(data: Float32Array): GlTexture {
    const shape = [data.length];
    const compiled = this.kernels.of(putOnCard, shape, {}, () =>
      this.create(putOnCard, shape, { ...this.settings(putOnCard, shape, {}), argumentTypes: ['Input'] }),
    );
    return this.result(compiled, [inputOf(data)]);
  }

  /** A number of the result at a time. */
  single(
    kernel: unknown,
    shape: readonly number[],
    constants: Constants,
    args: readonly (OnCard | number)[],
  ): GlTexture {
    const compiled = this.kernels.of(kernel, [...shape, ...sizesOf(args)], constants, () =>
      this.create(kernel, shape, {
        ...this.settings(kernel, args, constants),
        argumentTypes: args.map((arg) => (typeof arg === 'number' ? 'Float' : SINGLE)),
      }),
    );
    return this.result(compiled, typed(args, SINGLE));
  }

  /** Four numbers of the result at a time; so many times. */
  inFours(kernel: unknown, texels: number, constants: Constants, args: readonly OnCard[]): GlTexture {
    const compiled = this.kernels.of(kernel, [texels, ...sizesOf(args)], constants, () =>
      this.create(kernel, [texels], this.settingsOfFours(kernel, args, constants)),
    );
    return this.result(compiled, typed(args, FOURS));
  }

  /** Four rows of four numbers at a time: the first rows of all tiles, the second ones, and so on. */
  inTiles(
    kernel: unknown,
    tiles: number,
    constants: Constants,
    args: readonly OnCard[],
  ): readonly [GlTexture, GlTexture, GlTexture, GlTexture] {
    const compiled = this.tileKernels.of(kernel, [tiles, ...sizesOf(args)], constants, () => {
      const settings = { ...this.settingsOfFours(kernel, args, constants), output: [tiles] };
      const made = this.gpu.createKernelMap(OTHER_ROWS as never, kernel as never, settings);
      return made as unknown as TileKernel;
    });
    const { result, secondRow, thirdRow, fourthRow } = compiled(...typed(args, FOURS));
    return [
      this.tensorOf(result),
      this.tensorOf(secondRow),
      this.tensorOf(thirdRow),
      this.tensorOf(fourthRow),
    ];
  }

  dispose(): void {
    this.kernels.clear();
    this.tileKernels.clear();
    // Nothing waits for the graphics card to forget; a failure to forget harms nobody.
    this.gpu.destroy().catch(() => undefined);
  }

  private create(
    kernel: unknown,
    shape: readonly number[],
    settings: Readonly<Record<string, unknown>>,
  ): CompiledKernel {
    const all = { optimizeFloatMemory: true, ...settings, output: shape.toReversed() };
    return this.gpu.createKernel(kernel as never, all) as unknown as CompiledKernel;
  }

  private settingsOfFours(
    kernel: unknown,
    args: readonly OnCard[],
    constants: Constants,
  ): Readonly<Record<string, unknown>> {
    return {
      ...this.settings(kernel, args, constants),
      argumentTypes: args.map(() => FOURS),
      functions: FOURS_HELPERS,
      // That is for single numbers.
      optimizeFloatMemory: false,
    };
  }

  private settings(
    kernel: unknown,
    args: readonly (OnCard | number)[],
    constants: Constants,
  ): Readonly<Record<string, unknown>> {
    const most = Math.max(0, ...args.map((arg) => (isTexture(arg) ? 4 * lengthOf(arg.size) : 0)));
    return {
      ...commonSettings(kernel, constants, 'webgl2'),
      constantTypes: wholeNumbers(constants),
      pipeline: true,
      immutable: true,
      injectedNative: most < READS_UP_TO ? READS : '',
    };
  }

  private result(compiled: CompiledKernel, args: readonly unknown[]): GlTexture {
    const result = (compiled as (...given: readonly unknown[]) => unknown)(...args) as GlTexture;
    requireOn(compiled, 'webgl2', this.context);
    return this.tensorOf(result);
  }

  /** What a kernel returned, as any kernel takes it. */
  private tensorOf(result: GlTexture): GlTexture {
    this.tensorClass ??= result.constructor as TextureClass;
    this.pool.serve(result.kernel);
    const tensor = new this.tensorClass(result);
    result.delete();
    return tensor;
  }
}

function isTexture(arg: OnCard | number): arg is GlTexture {
  return arg instanceof Texture;
}

/** A kernel is compiled for the sizes of its textures. */
function sizesOf(args: readonly (OnCard | number)[]): number[] {
  return args.flatMap((arg) => (isTexture(arg) ? arg.size : []));
}

/** gpu.js looks at a texture's type when it compiles. */
function typed(args: readonly (OnCard | number)[], type: string): readonly unknown[] {
  for (const arg of args) if (isTexture(arg)) arg.type = type;
  return args;
}
