/** Tells that the theme has changed: a canvas keeps its pixels, so it has to be painted anew. */
import { useEffect, useState } from 'preact/hooks';

/** Another number after each change. */
export function useTheme(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const watcher = new MutationObserver(() => setChanges((count) => count + 1));
    watcher.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    return () => watcher.disconnect();
  }, []);
  return changes;
}
