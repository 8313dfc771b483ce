/** What stands here while nothing is debugged: what this is, and what to do. */
import type { JSX } from 'preact';

export function EmptyState(): JSX.Element {
  return (
    <section class="empty">
      <h1>Backstep</h1>
      <p>No run is being debugged.</p>
      <ol>
        <li>
          Open a layer definition file, <code>NAME.mlp.json</code>.
        </li>
        <li>
          Press <kbd>F5</kbd>. The run pauses at the last layer’s backward step.
        </li>
        <li>Here you then see the matrices of that step, and step on from layer to layer.</li>
      </ol>
      <p class="muted">No file yet? The command palette has “Backstep: Open an Example”.</p>
    </section>
  );
}
