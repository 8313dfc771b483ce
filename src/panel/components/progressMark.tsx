/** A mark in shape and words for how far an operation is: a tick, the position's arrow, or an empty ring. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { Progress } from '../drawing/progress';
import { Icon } from './icons';

export function ProgressMark({ progress }: { readonly progress: Progress }): JSX.Element {
  switch (progress) {
    case 'done':
      return (
        <span class="mark">
          <Icon name="check" />
          <span class="unseen">{l10n.t('done:')} </span>
        </span>
      );
    case 'current':
      return (
        <span class="mark">
          <Icon name="position" />
          <span class="unseen">{l10n.t('just ran:')} </span>
        </span>
      );
    case 'coming':
      return (
        <span class="mark">
          <span class="ring" aria-hidden="true" />
          <span class="unseen">{l10n.t('still to come:')} </span>
        </span>
      );
  }
}
