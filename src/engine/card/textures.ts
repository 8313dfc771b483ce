/** WebGL2: tensors are textures. */
import * as l10n from '@vscode/l10n';
import { layerLearning, layerLearningOfFours } from '../kernels/learning';
import type { CardCall, CardMemory, OnCard } from './memory';
import { TextureKernels, type GlTexture } from './textureKernels';
import { tiledProduct } from './tiledProduct';

export class Textures implements CardMemory {
  private readonly kernels = new TextureKernels();
  private framebuffer: WebGLFramebuffer | null = null;
  /** What is read goes here first: a fresh array for it would take longer than the reading. */
  private scratch = new Float32Array();

  put(data: Float32Array): Promise<OnCard> {
    return Promise.resolve(this.kernels.put(data));
  }

  run(call: CardCall): Promise<OnCard> {
    return Promise.resolve(this.compute(call));
  }

  read(tensor: OnCard, length: number): Promise<Float32Array> {
    const { texture, size } = tensor as GlTexture;
    const gl = this.kernels.context;
    this.framebuffer ??= gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    const numbers = size[0] * size[1] * 4;
    if (this.scratch.length < numbers) this.scratch = new Float32Array(numbers);
    gl.readPixels(0, 0, size[0], size[1], gl.RGBA, gl.FLOAT, this.scratch);
    // A lost WebGL context answers every read with zeros and throws nothing.
    if (gl.isContextLost()) throw new Error(l10n.t('The WebGL context was lost.'));
    return Promise.resolve(this.scratch.slice(0, length));
  }

  dispose(): void {
    this.kernels.dispose();
  }

  private compute(call: CardCall): OnCard {
    const { kernel, shape, constants, args, matrices } = call;
    const [, m = 0] = shape;
    // Of the kernels that are no product, this one reads most.
    if (kernel === layerLearning && m % 4 === 0) {
      const [n = 0, columns] = [constants.n, m / 4];
      return this.kernels.inFours(
        layerLearningOfFours,
        3 * columns,
        { n, columns },
        args as readonly OnCard[],
      );
    }
    const product = matrices === undefined ? null : tiledProduct(this.kernels, call, matrices);
    return product ?? this.kernels.single(kernel, shape, constants, args);
  }
}
