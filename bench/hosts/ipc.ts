/** comlink over the channel between a process and its child. */
import type { Endpoint } from 'comlink';
import nodeEndpoint, { type NodeEndpoint } from 'comlink/dist/umd/node-adapter';
import type { ChildProcess } from 'node:child_process';

export function channelOf(other: Pick<ChildProcess, 'send' | 'on' | 'off'> | NodeJS.Process): Endpoint {
  return nodeEndpoint({
    postMessage: (message: unknown) => void other.send?.(message as object),
    on: (type, listener) => void other.on(type, listener as () => void),
    off: (type, listener) => void other.off(type, listener as () => void),
  } satisfies NodeEndpoint);
}
