/** A tool that is open below a matrix, with the way to close it. */
import * as l10n from '@vscode/l10n';
import type { ComponentChildren, JSX } from 'preact';

interface ToolPaneProps {
  /** What its closing button is called. */
  readonly closing: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function ToolPane({ closing, onClose, children }: ToolPaneProps): JSX.Element {
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
        aria-label={closing}
        title={l10n.t('Close (Escape)')}
        onClick={onClose}
      >
        <span aria-hidden="true">✕</span>
      </button>
    </div>
  );
}
