import type { BackendEnvironment } from '../backends';

/** Node has no graphics card: WebAssembly, and plain JavaScript where that is missing. */
export const NODE_ENVIRONMENT: BackendEnvironment = {
  offered: ['webasm', 'cpu'],
  webgpuAdapter: () => Promise.resolve(null),
  webgl2Renderer: () => null,
};
