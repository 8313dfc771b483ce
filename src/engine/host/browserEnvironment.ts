/** What a browser's worker can compute with, and whether a real graphics card stands behind it. */
import * as l10n from '@vscode/l10n';
import type { Adapter, BackendEnvironment } from '../backends';

/** The part of WebGPU that is asked here; TypeScript's DOM library does not describe it yet. */
interface WebGpu {
  requestAdapter(): Promise<WebGpuAdapter | null>;
}
interface WebGpuAdapter {
  readonly info?: Partial<Record<'vendor' | 'architecture' | 'device' | 'description', string>> & {
    readonly isFallbackAdapter?: boolean;
  };
  readonly isFallbackAdapter?: boolean;
}

/** A driver that does not answer must not keep the run from starting. */
const PATIENCE = 5000;
/** Names under which a processor plays the graphics card: correct, but slower than WebAssembly. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render|\bwarp\b/i;

export const BROWSER_ENVIRONMENT: BackendEnvironment = {
  offered: ['webgpu', 'webgl2', 'webasm'],
  get browser() {
    return globalThis.navigator.userAgent;
  },
  webgpuAdapter,
  webgl2Renderer,
};

async function webgpuAdapter(): Promise<Adapter | null> {
  const gpu = (globalThis.navigator as { readonly gpu?: WebGpu }).gpu;
  if (!gpu) return null;
  const adapter = await answerInTime(gpu.requestAdapter());
  return adapter ? describeAdapter(adapter) : null;
}

export function describeAdapter(adapter: WebGpuAdapter): Adapter {
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info ?? {};
  const words = [description, vendor, architecture, device].filter(
    (word) => word !== undefined && word !== '',
  );
  const name = words.length > 0 ? words.join(' ') : l10n.t('an unnamed adapter');
  const fallback = isFallbackAdapter ?? adapter.isFallbackAdapter ?? false;
  return { description: name, software: fallback || SOFTWARE.test(name) };
}

/** null as well when float textures cannot be written, which gpu.js needs for 32-bit numbers. */
function webgl2Renderer(): Adapter | null {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return null;
  const drawsFloats = gl.getExtension('EXT_color_buffer_float') !== null;
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  // Browsers allow few contexts at a time: this one has said what it had to say.
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  const description = typeof renderer === 'string' ? renderer : l10n.t('an unnamed renderer');
  return drawsFloats ? { description, software: SOFTWARE.test(description) } : null;
}

/** null when the promise has not settled within `PATIENCE`, or rejects: then there is no adapter to be had. */
function answerInTime<T>(answer: Promise<T | null>): Promise<T | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), PATIENCE);
    answer.then(resolve, () => resolve(null)).finally(() => clearTimeout(timer));
  });
}
