/**
 * Starts a dedicated worker from the text of its script, and resolves with what `start` makes of it. A worker from a
 * URL inside an extension does not start where the extension is installed remotely, one from a blob does.
 */
export async function withBlobWorker<T>(
  script: string,
  name: string,
  start: (worker: Worker) => Promise<T>,
): Promise<T> {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try {
    return await start(new Worker(url, { name }));
  } finally {
    // Only now: VS Code's host fetches the script later than `new Worker` returns, and only its first answer
    // tells that it has.
    URL.revokeObjectURL(url);
  }
}
