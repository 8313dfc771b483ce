/** What stands here while nothing is debugged: what this is, and what to do. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { withParts } from './withParts';

export function EmptyState(): JSX.Element {
  return (
    <section class="empty">
      <h1>Backstep</h1>
      <p>{l10n.t('No run is being debugged.')}</p>
      <ol>
        <li>{withParts(l10n.t('Open a layer definition file, {0}.'), <code>NAME.mlp.json</code>)}</li>
        <li>
          {withParts(l10n.t('Press {0}. The run pauses at the last layer’s backward step.'), <kbd>F5</kbd>)}
        </li>
        <li>{l10n.t('Here you then see the matrices of that step, and step on from layer to layer.')}</li>
      </ol>
      <p class="muted">{l10n.t('No file yet? The command palette has “Backstep: Open an Example”.')}</p>
    </section>
  );
}
