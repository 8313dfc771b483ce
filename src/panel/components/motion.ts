/** Whether the person asked for less motion, in VS Code or in the system. */
export function wantsStillness(): boolean {
  return (
    document.body.classList.contains('vscode-reduce-motion') ||
    window.matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}
