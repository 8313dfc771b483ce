/** Below a matrix: goes to a row and column, to the largest element, or to the first that is not finite. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { TensorSummary } from '../../protocol/tensor';
import type { QuantityName } from '../../protocol/vocabulary';
import { destinationAt, destinationFrom, type Destination } from '../text/goTo';

interface GoToProps {
  readonly quantity: QuantityName;
  readonly shape: readonly number[];
  /** Null while other numbers than the current ones are on show: it tells nothing of them. */
  readonly summary: TensorSummary | null;
  readonly fresh: boolean;
  /** It was opened just now, and its field is to have the focus. */
  readonly takesFocus: boolean;
  readonly onGo: (to: Destination) => void;
}

export function GoTo({ quantity, shape, summary, fresh, takesFocus, onGo }: GoToProps): JSX.Element {
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) field.current?.focus();
  }, []);
  const refusalId = `go-to-refusal-${quantity}`;
  const go = (event: Event): void => {
    event.preventDefault();
    const to = destinationFrom(text, shape);
    setRefusal(typeof to === 'string' ? to : null);
    if (typeof to !== 'string') onGo(to);
  };
  return (
    <form class="go-to" onSubmit={go} aria-label={l10n.t('Find an element of {0}', quantity)}>
      <label>
        {l10n.t('Go to')}{' '}
        <input
          ref={field}
          type="text"
          autoComplete="off"
          spellcheck={false}
          size={6}
          data-go-to={quantity}
          placeholder={shape.length === 1 ? l10n.t('column') : l10n.t('row, column')}
          value={text}
          aria-invalid={refusal !== null}
          aria-describedby={refusal === null ? undefined : refusalId}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
            setRefusal(null);
          }}
        />
      </label>
      <Jump index={summary?.largest} name="largest" fresh={fresh} onGo={onGo}>
        {l10n.t('Largest |x|')}
      </Jump>
      <Jump index={summary?.firstNonFinite} name="nonFinite" fresh={fresh} onGo={onGo}>
        {l10n.t('First non-finite')}
      </Jump>
      <p class="go-to-refusal" id={refusalId} role="status">
        {refusal}
      </p>
    </form>
  );
}

interface JumpProps extends Pick<GoToProps, 'fresh' | 'onGo'> {
  readonly index: readonly number[] | null | undefined;
  readonly name: string;
  readonly children: string;
}

/** A button to an element that is known by its indices; nothing where there is no such element. */
function Jump({ index, name, fresh, onGo, children }: JumpProps): JSX.Element | null {
  if (index === null || index === undefined) return null;
  return (
    <button
      type="button"
      data-jump={name}
      title={`[${index.join(', ')}]`}
      disabled={!fresh}
      onClick={() => onGo(destinationAt(index))}
    >
      {children}
    </button>
  );
}
