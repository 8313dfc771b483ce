/** One of a few words, as a row of radio buttons. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  /** Unlike that of any other choice on the page. */
  readonly name: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

export function Choice<Value extends string>(props: ChoiceProps<Value>): JSX.Element {
  const { label, name, options, chosen, onChoose } = props;
  return (
    <fieldset class="choice" data-choice={name}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} class={option.value === chosen ? 'chosen' : ''}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === chosen}
            onChange={() => onChoose(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

interface CountChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly value: number;
  readonly count: number;
  readonly onChoose: (value: number) => void;
}

/** One of 0 to count − 1. */
export function CountChoice({ label, name, value, count, onChoose }: CountChoiceProps): JSX.Element {
  return (
    <p class="count-choice">
      <label>
        {label}{' '}
        <input
          type="number"
          name={name}
          min={0}
          max={Math.max(0, count - 1)}
          step={1}
          value={value}
          onInput={({ currentTarget }) => {
            const wanted = currentTarget.valueAsNumber;
            if (Number.isInteger(wanted)) onChoose(Math.max(0, Math.min(count - 1, wanted)));
          }}
        />
      </label>
      <span class="muted">{l10n.t('0 to {0}', Math.max(0, count - 1))}</span>
    </p>
  );
}
