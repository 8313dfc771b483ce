/** Whether every matrix has its own colour scale, or shares one with its like in the layer. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { COLOURS, coloursOf } from '../state/colours';
import type { PanelEvent } from '../state/model';
import type { Navigation } from '../state/navigation';
import { Choice } from './controls/choice';

interface ColourChoiceProps {
  readonly navigation: Navigation;
  readonly dispatch: (event: PanelEvent) => void;
}

export function ColourChoice({ navigation, dispatch }: ColourChoiceProps): JSX.Element {
  return (
    <Choice
      label={l10n.t('Colours')}
      name={COLOURS}
      options={[
        { value: 'matrix', label: l10n.t('each matrix') },
        { value: 'layer', label: l10n.t('all of this layer') },
      ]}
      chosen={coloursOf(navigation)}
      onChoose={(value) => dispatch({ kind: 'chosen', control: COLOURS, value })}
    />
  );
}
