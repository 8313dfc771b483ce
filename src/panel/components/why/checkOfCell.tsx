/** In the explanation of a gradient's number: the same number found by trying. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isChecked } from '../../../protocol/gradientCheck';
import { placeOfCell, type CellRef } from '../../provenance/cell';
import type { PanelEvent, PanelState } from '../../state/model';
import { ElementCheck } from '../gradientCheck/elementCheck';

interface CheckOfCellProps {
  readonly cell: CellRef;
  readonly state: PanelState;
  readonly dispatch: (event: PanelEvent) => void;
}

/** Nothing for what is no gradient of a parameter. */
export function CheckOfCell({ cell, state, dispatch }: CheckOfCellProps): JSX.Element | null {
  const [isOpen, setOpen] = useState(false);
  const { layer, quantity } = cell;
  if (!isChecked(quantity)) return null;
  return (
    <div class="why-check">
      <button type="button" class="onward" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {l10n.t('Check by finite differences')}
      </button>
      {isOpen && (
        <ElementCheck
          state={state}
          dispatch={dispatch}
          owner="whyCheck"
          layer={layer}
          quantity={quantity}
          place={placeOfCell(cell)}
        />
      )}
    </div>
  );
}
