/**
 * Textures that hold a result nobody needs any more, to be used again. gpu.js makes one for each result, and deletes it
 * later: the browser's graphics process gives it memory and fills that with zeros before a kernel may write there.
 */
import { Spares } from './spares';

/** What we use of a kernel of gpu.js that its typings leave out. */
export interface ReusingKernel {
  /** Where its next result goes. */
  readonly texture: ResultTexture;
  /** And those of a kernel that returns several. */
  readonly mappedTextures?: readonly ResultTexture[] | null;
  deleteTexture(texture: CountedTexture): void;
}
interface ResultTexture {
  texture: CountedTexture;
  readonly size: readonly [width: number, height: number];
  readonly internalFormat: number;
  newTexture(): void;
}
/** gpu.js counts who has it. */
export interface CountedTexture extends WebGLTexture {
  _refs?: number;
}

/** Bytes of a texel: four floats. */
const TEXEL = 16;

export class TexturePool {
  private readonly known = new WeakSet<ReusingKernel>();
  private readonly kinds = new WeakMap<CountedTexture, { readonly kind: string; readonly bytes: number }>();
  private readonly spares = new Spares<CountedTexture>();

  /** From now on this kernel takes its textures from here, and leaves here what would be deleted. */
  serve(kernel: ReusingKernel): void {
    if (this.known.has(kernel)) return;
    this.known.add(kernel);
    for (const result of [kernel.texture, ...(kernel.mappedTextures ?? [])]) this.serveResult(result);
    const remove = kernel.deleteTexture.bind(kernel);
    kernel.deleteTexture = (texture) => {
      const about = this.kinds.get(texture);
      if (about === undefined || !this.spares.letWait(about.kind, about.bytes, texture)) remove(texture);
    };
  }

  private serveResult(result: ResultTexture): void {
    const [width, height] = result.size;
    const kind = `${result.internalFormat} ${width} × ${height}`;
    const about = { kind, bytes: width * height * TEXEL };
    this.kinds.set(result.texture, about);
    const make = result.newTexture.bind(result);
    result.newTexture = () => {
      const texture = this.spares.take(kind);
      if (texture === undefined) {
        make();
        this.kinds.set(result.texture, about);
        return;
      }
      // As gpu.js does: it leaves the one it had, and is the first to have this one.
      result.texture._refs = (result.texture._refs ?? 1) - 1;
      texture._refs = 1;
      result.texture = texture;
    };
  }
}
