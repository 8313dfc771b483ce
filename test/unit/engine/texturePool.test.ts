/** Which textures of gpu.js are used again; kernels are made up. test/cards has real ones. */
import assert from 'node:assert/strict';
import { TexturePool, type CountedTexture, type ReusingKernel } from '../../../src/engine/card/texturePool';

/** As a kernel of gpu.js makes and deletes textures. */
class MadeUpKernel implements ReusingKernel {
  readonly deleted: CountedTexture[] = [];
  made = 1;
  readonly texture: ReusingKernel['texture'];

  constructor(size: readonly [number, number], internalFormat = 0x8814) {
    const first: CountedTexture = { _refs: 1 };
    this.texture = {
      texture: first,
      size,
      internalFormat,
      newTexture: () => {
        const { texture } = this.texture;
        texture._refs = (texture._refs ?? 1) - 1;
        this.made++;
        this.texture.texture = { _refs: 1 };
      },
    };
  }

  deleteTexture(texture: CountedTexture): void {
    this.deleted.push(texture);
  }

  /** Computes a result that somebody has from then on. */
  run(): CountedTexture {
    if ((this.texture.texture._refs ?? 0) > 1) this.texture.newTexture();
    const { texture } = this.texture;
    texture._refs = (texture._refs ?? 0) + 1;
    return texture;
  }
}

/** Nobody has it any more, its kernel neither: that computes something else. */
function letGo(kernel: MadeUpKernel, texture: CountedTexture): void {
  kernel.run();
  texture._refs = (texture._refs ?? 0) - 1;
  assert.equal(texture._refs, 0);
  kernel.deleteTexture(texture);
}

describe('the pool of textures', () => {
  it('gives a texture that nobody needs to the next result of its size, whichever kernel computes it', () => {
    const pool = new TexturePool();
    const [one, other] = [new MadeUpKernel([4, 2]), new MadeUpKernel([4, 2])];
    [one, other].forEach((kernel) => pool.serve(kernel));
    const first = one.run();
    letGo(one, first);
    other.run();
    assert.equal(other.run(), first);
    assert.equal(first._refs, 2, 'the kernel has it, and who asked');
    assert.deepEqual([one.deleted, other.deleted], [[], []]);
    assert.equal(other.made, 1);
  });

  it('never gives one out twice', () => {
    const pool = new TexturePool();
    const kernel = new MadeUpKernel([4, 2]);
    pool.serve(kernel);
    pool.serve(kernel);
    letGo(kernel, kernel.run());
    const held = Array.from({ length: 5 }, () => kernel.run());
    assert.equal(new Set(held).size, 5);
  });

  it('keeps those of another size or format apart', () => {
    const pool = new TexturePool();
    const kernels = [new MadeUpKernel([4, 2]), new MadeUpKernel([2, 4]), new MadeUpKernel([4, 2], 0x822e)];
    kernels.forEach((kernel) => pool.serve(kernel));
    const [first, ...others] = kernels as [MadeUpKernel, ...MadeUpKernel[]];
    const texture = first.run();
    letGo(first, texture);
    for (const other of others) assert.ok([other.run(), other.run()].every((mine) => mine !== texture));
  });

  it('lets large ones go when they would take too much of the card', () => {
    const pool = new TexturePool();
    // 40 MB each.
    const kernel = new MadeUpKernel([2048, 1280]);
    pool.serve(kernel);
    const [one, other] = [kernel.run(), kernel.run()];
    kernel.run();
    kernel.deleteTexture(one);
    kernel.deleteTexture(other);
    assert.equal(kernel.deleted.length, 1);
    assert.equal(kernel.deleted[0], other);
  });
});
