/** A tool that is open below a matrix, with the way to close it. */
import type { ComponentChildren, JSX } from 'preact';

interface ToolPaneProps {
  /** What it is, for its closing button. */
  readonly name: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function ToolPane({ name, onClose, children }: ToolPaneProps): JSX.Element {
  return (
    <div
      class="tool-pane"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      {children}
      <button
        type="button"
        class="tool-close"
        aria-label={`Close ${name}`}
        title="Close (Escape)"
        onClick={onClose}
      >
        <span aria-hidden="true">✕</span>
      </button>
    </div>
  );
}
