/** Keeps the header still over the blink of an eye in which most steps run. */
import { useEffect, useState } from 'preact/hooks';
import type { LiveRun } from './header';

/** A run that stands again within this many milliseconds was never shown as running. */
const BLINK = 150;

/** What kind of state the run is in and why: a stop at once, running only when it lasts. */
export function useCalm(run: LiveRun): Pick<LiveRun, 'kind' | 'reason'> {
  const [calm, setCalm] = useState<Pick<LiveRun, 'kind' | 'reason'>>(run);
  const { kind, reason } = run;
  useEffect(() => {
    if (kind !== 'running') {
      setCalm({ kind, reason });
      return undefined;
    }
    const timer = setTimeout(() => setCalm({ kind, reason }), BLINK);
    return () => clearTimeout(timer);
  }, [kind, reason]);
  return kind === 'running' ? calm : { kind, reason };
}
