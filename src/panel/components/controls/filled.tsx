/** A translated text with elements at its placeholders, which each language puts where it needs them. */
import { Fragment, type ComponentChildren, type JSX } from 'preact';

interface FilledProps {
  /** What `l10n.t` makes of a text without being given values: `{0}`, `{1}` stand where the parts belong. */
  readonly text: string;
  readonly parts: readonly ComponentChildren[];
}

export function Filled({ text, parts }: FilledProps): JSX.Element {
  // Every second piece is the number of a placeholder.
  return (
    <>
      {text.split(/\{(\d+)\}/).map((piece, i) => (
        <Fragment key={i}>{i % 2 === 0 ? piece : parts[Number(piece)]}</Fragment>
      ))}
    </>
  );
}
