/** Backends as Node offers them. */
import { chooseBackend, type Backend, type BackendEnvironment } from '../../../src/engine/backends';

export const NODE_OFFERS: BackendEnvironment = {
  offered: ['webasm', 'cpu'],
  webgpuAdapter: () => Promise.resolve(null),
  webgl2Renderer: () => null,
};

export function backendOf(name: 'webasm' | 'cpu'): Promise<Backend> {
  return chooseBackend(name, NODE_OFFERS, { largestProduct: 1 });
}
