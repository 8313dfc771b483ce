/** Tells that the theme has changed: a canvas keeps its pixels, so it has to be painted anew. */
import { useEffect, useState } from 'preact/hooks';

let changes = 0;
const listeners = new Set<(changes: number) => void>();

/** VS Code puts the kind of theme and its name on the body, and its colours on the root: two dark themes differ in the latter. */
const watcher = new MutationObserver(() => {
  changes++;
  listeners.forEach((listener) => listener(changes));
});
watcher.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });

/** Another number after each change, the same for all who ask. */
export function useTheme(): number {
  const [seen, setSeen] = useState(changes);
  useEffect(() => {
    // It may have changed between the drawing and now.
    setSeen(changes);
    listeners.add(setSeen);
    return () => void listeners.delete(setSeen);
  }, []);
  return seen;
}
