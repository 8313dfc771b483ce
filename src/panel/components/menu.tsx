/** A button with a menu. By keyboard: Enter opens it, arrows choose, Escape closes. */
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface MenuItem<Choice> {
  /** Unique in its menu. */
  readonly key: string;
  readonly choice: Choice;
  readonly label: string;
}

interface MenuProps<Choice> {
  /** What the button is called for tests and scripts. */
  readonly action: string;
  /** What the list is called for a screen reader. */
  readonly label: string;
  readonly title: string;
  readonly enabled: boolean;
  readonly items: readonly MenuItem<Choice>[];
  readonly onChoose: (choice: Choice) => void;
  /** What stands on the button. */
  readonly children: ComponentChildren;
}

export function Menu<Choice>(props: MenuProps<Choice>): JSX.Element {
  const { action, label, title, enabled, items, onChoose } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const shown = open && enabled;
  // Before it is painted: whoever sees the list can use its keys at once.
  useLayoutEffect(() => {
    if (shown) list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [shown]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const move = (by: number, to?: number): void => {
    const entries = [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = entries.findIndex((entry) => entry === document.activeElement);
    entries[(to ?? at + by + entries.length) % entries.length]?.focus();
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Home: () => move(0, 0),
    End: () => move(-1, items.length - 1),
    Escape: close,
    Tab: close,
  };
  return (
    <div
      class="menu"
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
        class="menu-button"
        data-action={action}
        aria-haspopup="menu"
        aria-expanded={shown}
        aria-disabled={!enabled}
        title={title}
        onClick={() => setOpen(enabled && !open)}
      >
        {props.children} <span aria-hidden="true">▾</span>
      </button>
      {shown && (
        <ul ref={list} class="menu-list" role="menu" aria-label={label}>
          {items.map(({ key, choice, label: words }) => (
            <li
              key={key}
              role="menuitem"
              tabIndex={-1}
              data-choice={key}
              onClick={() => {
                close();
                onChoose(choice);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                // The focus goes to the button, which the rest of this key press would open again.
                event.preventDefault();
                event.currentTarget.click();
              }}
            >
              {words}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
