/** For all matrices at once: the numbers of now, of the batch step before, or the difference; and their colours. */
import type { JSX } from 'preact';
import { COLOURS, coloursOf } from '../state/colours';
import { COMPARE, compareOf } from '../state/compare';
import type { PanelEvent } from '../state/model';
import type { Navigation } from '../state/navigation';
import { Choice } from './controls/choice';

interface CompareChoiceProps {
  readonly navigation: Navigation;
  readonly dispatch: (event: PanelEvent) => void;
}

export function CompareChoice({ navigation, dispatch }: CompareChoiceProps): JSX.Element {
  const chosen = compareOf(navigation);
  return (
    <div class={`controls compare-choice compare-${chosen}`}>
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
      <ColourChoice navigation={navigation} dispatch={dispatch} />
      {chosen !== 'current' && <p class="note">{ABOUT[chosen]}</p>}
    </div>
  );
}

/** What the colours are measured by. */
export function ColourChoice({ navigation, dispatch }: CompareChoiceProps): JSX.Element {
  return (
    <Choice
      label="Colours"
      name={COLOURS}
      options={[
        { value: 'matrix', label: 'each matrix' },
        { value: 'layer', label: 'all of this layer' },
      ]}
      chosen={coloursOf(navigation)}
      onChoose={(value) => dispatch({ kind: 'chosen', control: COLOURS, value })}
    />
  );
}

const ABOUT = {
  previous:
    'Each matrix as it was one batch step before, just after the same operation; colours on the scale of the current numbers.',
  difference:
    'Each matrix minus itself one batch step before, just after the same operation. Rows of samples are those of two different batches.',
} as const;
