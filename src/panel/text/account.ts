/** Whether a number is what its factors make, and what to say where it is not. */
import * as l10n from '@vscode/l10n';
import { agreesWith, evaluate, type Lookup } from '../provenance/evaluate';
import type { Form } from '../provenance/provenance';
import { formatCell } from './format';

type Forms = readonly [Form, ...Form[]];

/** The first way of writing it that makes the number; the first of all where none does. */
export function leadingForm(forms: Forms, shown: number | null, lookup: Lookup): Form {
  return forms.find((form) => makes(form, shown, lookup)) ?? forms[0];
}

/**
 * Null where the number is what its factors make, or cannot be compared. An edit by hand may have parted them: the
 * number was put there, or one of its factors was changed after it was computed.
 */
export function account(
  forms: Forms,
  shown: number | null,
  lookup: Lookup,
  mark: 'edited' | 'stale' | null,
): string | null {
  const made = evaluate(forms[0].expression, lookup);
  if (shown === null || made === null || forms.some((form) => makes(form, shown, lookup))) return null;
  const numbers = l10n.t(
    'The number is {0}, its factors as they are now make {1}.',
    formatCell(shown),
    formatCell(made.value),
  );
  switch (mark) {
    case 'edited':
      return `${numbers} ${l10n.t('It was changed by hand.')}`;
    case 'stale':
      return `${numbers} ${l10n.t('It was computed before the edit.')}`;
    case null:
      return `${numbers} ${l10n.t('One of them was changed after it was computed.')}`;
  }
}

function makes(form: Form, shown: number | null, lookup: Lookup): boolean {
  const made = evaluate(form.expression, lookup);
  return shown !== null && made !== null && agreesWith(shown, made);
}
