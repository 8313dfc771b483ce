/** For all matrices at once: the numbers of now, of the batch step before, or the difference. */
import type { JSX } from 'preact';
import { COMPARE, compareOf } from '../state/compare';
import { Choice } from './controls/choice';
import type { ViewProps } from './views';

export function CompareChoice({ state: { navigation }, dispatch }: ViewProps): JSX.Element {
  const chosen = compareOf(navigation);
  return (
    <>
      <Choice
        label="Numbers"
        name={COMPARE}
        options={[
          { value: 'current', label: 'current' },
          { value: 'previous', label: 'previous batch step' },
          { value: 'difference', label: 'difference' },
        ]}
        chosen={chosen}
        onChoose={(value) => dispatch({ kind: 'chosen', control: COMPARE, value })}
      />
      {chosen !== 'current' && <p class="compare-note muted">{ABOUT[chosen]}</p>}
    </>
  );
}

const ABOUT = {
  previous:
    'Each matrix as it was one batch step before, just after the same operation; colours on the scale of the current numbers.',
  difference:
    'Each matrix minus itself one batch step before, just after the same operation. Rows of samples are those of two different batches.',
} as const;
