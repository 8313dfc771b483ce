/** Waits for the work; when it fails, what it was about is disposed of. */
export async function orDispose(about: { dispose(): void }, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    about.dispose();
    throw error;
  }
}
