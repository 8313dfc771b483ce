/** The panel's side of the message port to the extension, and of what VS Code keeps for it over a reload. */
import type { FromPanel, ToPanel } from '../protocol/panel';

interface WebviewApi {
  postMessage(messages: readonly FromPanel[]): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): WebviewApi;

export interface Host {
  post(message: FromPanel): void;
  onMessage(listener: (message: ToPanel) => void): void;
  /** What `keep` stored before the last reload; undefined when there was nothing. */
  kept(): unknown;
  keep(state: unknown): void;
}

/** The one connection to the extension; VS Code allows a webview to ask for it once. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  let outbox: FromPanel[] = [];
  const send = (): void => {
    api.postMessage(outbox);
    outbox = [];
  };
  return {
    // All that is asked at one stop goes in one post: each takes its way through the editor's own thread.
    post: (message) => {
      outbox.push(message);
      if (outbox.length === 1) queueMicrotask(send);
    },
    onMessage: (listener) =>
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (Array.isArray(data)) data.filter(isToPanel).forEach(listener);
      }),
    kept: () => api.getState(),
    keep: (state) => api.setState(state),
  };
}

/** Every type of message there is, so that a new one cannot be forgotten. */
const TYPES: Readonly<Record<ToPanel['type'], true>> = {
  run: true,
  layer: true,
  slice: true,
  answer: true,
  losses: true,
  edited: true,
  lesson: true,
  practice: true,
  showView: true,
};

/** Browser extensions and developer tools post to every window: what is not ours is let pass. */
function isToPanel(data: unknown): data is ToPanel {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  return Object.hasOwn(TYPES, String(data.type));
}
