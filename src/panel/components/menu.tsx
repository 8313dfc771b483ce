/** A button with a menu. By keyboard: Enter opens it, arrows choose, Escape closes. */
import { Fragment, type ComponentChildren, type JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons';

export interface MenuItem<Choice> {
  /** Unique in its menu. */
  readonly key: string;
  readonly choice: Choice;
  readonly label: string;
  /** More about it, muted, behind the label: a place, a key. */
  readonly hint?: string;
  /** The key that does the same elsewhere on the page. */
  readonly shortcut?: string;
  /** Left out: it can be chosen. */
  readonly enabled?: boolean;
  /** For something that is on or off. */
  readonly checked?: boolean;
  /** It begins a group of its own. */
  readonly startsGroup?: boolean;
}

interface MenuProps<Choice> {
  /** What the button is called for tests and scripts. */
  readonly action: string;
  /** What the list is called for a screen reader. */
  readonly label: string;
  readonly title: string;
  /** What the button is called for a screen reader; left out: as it reads. */
  readonly name?: string;
  readonly enabled: boolean;
  readonly items: readonly MenuItem<Choice>[];
  readonly onChoose: (choice: Choice) => void;
  /** What stands on the button. */
  readonly children: ComponentChildren;
}

export function Menu<Choice>(props: MenuProps<Choice>): JSX.Element {
  const { action, label, title, name, enabled, items, onChoose } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const shown = open && enabled;
  // Before it is painted: whoever sees the list sees all of it, and can use its keys at once.
  useLayoutEffect(() => {
    if (!shown || list.current === null) return;
    keepInSight(list.current);
    entriesOf(list.current)[0]?.focus();
  }, [shown]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const move = (by: number, to?: number): void => {
    const entries = entriesOf(list.current);
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
        aria-label={name}
        title={title}
        onClick={() => setOpen(enabled && !open)}
      >
        {props.children} <span aria-hidden="true">▾</span>
      </button>
      {shown && (
        <ul ref={list} class="menu-list" role="menu" aria-label={label}>
          {items.map((item) => (
            <Fragment key={item.key}>
              {item.startsGroup === true && <li role="separator" />}
              <Entry
                item={item}
                onChoose={() => {
                  close();
                  onChoose(item.choice);
                }}
              />
            </Fragment>
          ))}
        </ul>
      )}
    </div>
  );
}

function Entry<Choice>({
  item,
  onChoose,
}: {
  readonly item: MenuItem<Choice>;
  readonly onChoose: () => void;
}): JSX.Element {
  const { key, label, hint, shortcut, enabled = true, checked } = item;
  return (
    <li
      class="menu-item"
      role={checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={checked}
      aria-disabled={!enabled}
      aria-keyshortcuts={shortcut}
      tabIndex={-1}
      data-choice={key}
      onClick={() => {
        if (enabled) onChoose();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        // The focus goes to the button, which the rest of this key press would open again.
        event.preventDefault();
        event.currentTarget.click();
      }}
    >
      {checked === true && <Icon name="check" />}
      <span class="menu-label">{label}</span>
      {hint !== undefined && <span class="menu-hint">{hint}</span>}
      {shortcut !== undefined && <kbd aria-hidden="true">{shortcut.toUpperCase()}</kbd>}
    </li>
  );
}

function entriesOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('.menu-item') ?? [])];
}

/** Room between the list and the edge of the page. */
const MARGIN = 4;

/** Above its button where there is no room below, and not beyond the left edge. */
function keepInSight(list: HTMLElement): void {
  const { left, bottom, height } = list.getBoundingClientRect();
  const button = list.parentElement?.getBoundingClientRect();
  const fitsAbove = button !== undefined && button.top - height > MARGIN;
  list.classList.toggle('above', bottom > window.innerHeight - MARGIN && fitsAbove);
  list.style.translate = `${Math.max(0, MARGIN - left)}px 0`;
}
