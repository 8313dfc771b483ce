/** WebGL2: tensors are textures. */
import * as l10n from '@vscode/l10n';
import { layerLearning, layerLearningOfFours } from '../kernels/learning';
import { placesOf, type CardCall, type CardMemory, type OnCard, type Wanted } from './memory';
import { TextureKernels, type GlTexture } from './textureKernels';
import { tiledProduct } from './tiledProduct';

export class Textures implements CardMemory {
  private readonly kernels = new TextureKernels();
  private framebuffer: WebGLFramebuffer | null = null;
  /** What is read goes here first: a fresh array for it would take longer than the reading. */
  private scratch = new Float32Array();
  /** On the card: what is read is gathered here, and fetched in one piece. */
  private gathered: { readonly buffer: WebGLBuffer; readonly numbers: number } | null = null;

  put(data: Float32Array): Promise<OnCard> {
    return Promise.resolve(this.kernels.put(data));
  }

  run(call: CardCall): Promise<OnCard> {
    return Promise.resolve(this.compute(call));
  }

  read(wanted: readonly Wanted[]): Promise<Float32Array[]> {
    const gl = this.kernels.context;
    const textures = wanted.map(({ tensor }) => tensor as GlTexture);
    const places = placesOf(textures.map(({ size }) => size[0] * size[1] * 4));
    const numbers = places.at(-1) ?? 0;
    this.framebuffer ??= gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffer);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, this.roomFor(numbers));
    for (const [index, { texture, size }] of textures.entries()) {
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
      gl.readPixels(0, 0, size[0], size[1], gl.RGBA, gl.FLOAT, 4 * (places[index] ?? 0));
    }
    if (this.scratch.length < numbers) this.scratch = new Float32Array(numbers);
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, this.scratch, 0, numbers);
    // gpu.js reads pixels into arrays, which is refused while a buffer is bound.
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    // A lost WebGL context answers every read with zeros and throws nothing.
    if (gl.isContextLost()) throw new Error(l10n.t('The WebGL context was lost.'));
    const arrays = wanted.map(({ length }, index) => {
      const from = places[index] ?? 0;
      return this.scratch.slice(from, from + length);
    });
    return Promise.resolve(arrays);
  }

  dispose(): void {
    if (this.gathered !== null) this.kernels.context.deleteBuffer(this.gathered.buffer);
    this.kernels.dispose();
  }

  private roomFor(numbers: number): WebGLBuffer {
    const gl = this.kernels.context;
    if (this.gathered === null || this.gathered.numbers < numbers) {
      gl.deleteBuffer(this.gathered?.buffer ?? null);
      const buffer = gl.createBuffer();
      gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
      gl.bufferData(gl.PIXEL_PACK_BUFFER, 4 * numbers, gl.STREAM_READ);
      this.gathered = { buffer, numbers };
    }
    return this.gathered.buffer;
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
