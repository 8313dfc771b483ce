/** A button in running text. The element of that name never breaks between lines; this one is text. */
import type { ComponentChildren, HTMLAttributes, JSX } from 'preact';

interface InlineButtonProps extends HTMLAttributes<HTMLSpanElement> {
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

export function InlineButton({ onPress, children, onKeyDown, ...rest }: InlineButtonProps): JSX.Element {
  return (
    <span
      {...rest}
      role="button"
      tabIndex={0}
      onClick={onPress}
      onKeyDown={(event) => {
        if (typeof onKeyDown === 'function') onKeyDown(event);
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onPress();
      }}
    >
      {children}
    </span>
  );
}
