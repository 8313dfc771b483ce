/** A dedicated worker that was started from the text of its script. */
export interface BlobWorker {
  readonly worker: Worker;
  /**
   * Of its script: other workers can be started from it, until it is revoked. Whoever has started the worker does that,
   * and not before its first answer: VS Code's host fetches the script later than `new Worker` returns.
   */
  readonly url: string;
}

/** A worker from a URL inside an extension does not start where the extension is installed remotely, one from a blob does. */
export function startBlobWorker(script: string, name: string): BlobWorker {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try {
    return { worker: new Worker(url, { name }), url };
  } catch (error) {
    URL.revokeObjectURL(url);
    throw error;
  }
}
