/** For all matrices at once: the numbers of now, of the batch step before, or the difference. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { COMPARE, compareOf } from '../state/compare';
import { Choice } from './controls/choice';
import type { ViewProps } from './views';

export function CompareChoice({ state: { navigation }, dispatch }: ViewProps): JSX.Element {
  const chosen = compareOf(navigation);
  return (
    <>
      <Choice
        label={l10n.t('Numbers')}
        name={COMPARE}
        options={[
          { value: 'current', label: l10n.t('current') },
          { value: 'previous', label: l10n.t('previous batch step') },
          { value: 'difference', label: l10n.t('difference') },
        ]}
        chosen={chosen}
        onChoose={(value) => dispatch({ kind: 'chosen', control: COMPARE, value })}
      />
      {chosen !== 'current' && <p class="compare-note muted">{about(chosen)}</p>}
    </>
  );
}

function about(chosen: 'previous' | 'difference'): string {
  return chosen === 'previous'
    ? l10n.t(
        'Each matrix as it was one batch step before, just after the same operation; colours on the scale of the current numbers.',
      )
    : l10n.t(
        'Each matrix minus itself one batch step before, just after the same operation. Rows of samples are those of two different batches.',
      );
}
