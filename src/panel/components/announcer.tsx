/** Says every stop once, for those who do not see the panel. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { RunView } from '../../protocol/panel';
import { announcement } from '../text/words';

export function Announcer({ run }: { readonly run: RunView }): JSX.Element {
  // While a run moves, its progress would drown everything else: the text changes with a stop only.
  const moment = run.kind === 'none' || run.kind === 'running' ? '' : `${run.run}:${run.state.moment}`;
  const words = useMemo(() => announcement(run), [run.kind, moment]);
  return (
    <div class="unseen" role="status" aria-live="polite">
      {words}
    </div>
  );
}
