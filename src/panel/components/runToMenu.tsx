/** A menu of places to run to, beside the step buttons. By keyboard: Enter opens it, arrows choose, Escape closes. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RunTargetName } from '../../protocol/runTarget';

interface RunToMenuProps {
  /** The layer on show. */
  readonly layer: string | undefined;
  readonly enabled: boolean;
  readonly onRunTo: (to: RunTargetName) => void;
}

interface Item {
  readonly to: RunTargetName;
  readonly label: string;
}

function itemsOf(layer: string | undefined): Item[] {
  return [
    ...(layer === undefined ? [] : [{ to: 'layer', label: `To the backward step of ${layer}` } as const]),
    { to: 'batchStep', label: 'To the next batch step' },
    { to: 'epoch', label: 'To the next epoch' },
    { to: 'loss', label: 'Until the loss is below…' },
    { to: 'steps', label: 'For some batch steps…' },
  ];
}

export function RunToMenu({ layer, enabled, onRunTo }: RunToMenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const shown = open && enabled;
  useEffect(() => {
    if (shown) list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [shown]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const move = (by: number, to?: number): void => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    items[(to ?? at + by + items.length) % items.length]?.focus();
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Home: () => move(0, 0),
    End: () => move(-1, itemsOf(layer).length - 1),
    Escape: close,
    Tab: close,
  };
  return (
    <div
      class="run-to"
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)))
          setOpen(false);
      }}
      onKeyDown={(event) => {
        const act = shown ? keys[event.key] : undefined;
        if (act === undefined) return;
        act();
        // The editor gets every key of the page: those of an open menu are meant for it alone.
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <button
        ref={button}
        type="button"
        class="run-to-button"
        data-action="runTo"
        aria-haspopup="menu"
        aria-expanded={shown}
        aria-disabled={!enabled}
        title="Run to a place that you name"
        onClick={() => setOpen(enabled && !open)}
      >
        Run… <span aria-hidden="true">▾</span>
      </button>
      {shown && (
        <ul ref={list} class="run-to-menu" role="menu" aria-label="Run">
          {itemsOf(layer).map(({ to, label }) => (
            <li
              key={to}
              role="menuitem"
              tabIndex={-1}
              data-run-to={to}
              onClick={() => {
                close();
                onRunTo(to);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter' || event.key === ' ') event.currentTarget.click();
              }}
            >
              {label}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
