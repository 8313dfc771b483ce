/** Changing a number where it stands in its matrix. */
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { Place } from '../../drawing/window';
import { typedNumber } from '../../text/format';
import { CellEditor } from '../cellEditor';
import { LatestCellEdits } from '../cellEdits';
import type { MatrixGridProps } from '../matrixGrid';
import { drawnCell } from './useGridKeyboard';

export interface GridEditing {
  /** Begins to change the number at a place, if it is one of the moment on show. */
  readonly open: (place: Place | null) => void;
  readonly editor: JSX.Element | null;
}

/** @param head pixels from the left edge of the sheet to its first cell */
export function useGridEditing(props: MatrixGridProps, head: number): GridEditing {
  const edits = useContext(LatestCellEdits);
  const [at, setAt] = useState<{ readonly place: Place; readonly text: string } | null>(null);
  const { quantity, sample, box } = props;
  return {
    open: (place) => {
      // A change is one of the current number; the past is as it was.
      if (props.compare !== 'current') return;
      const held = place === null ? null : props.valueAt(place.row, place.column);
      if (place === null || edits.current === null || held?.fresh !== true || !props.fresh) return;
      setAt({ place, text: typedNumber(held.value) });
    },
    editor: at && (
      <CellEditor
        key={`${at.place.row} ${at.place.column}`}
        quantity={quantity}
        sample={sample}
        place={at.place}
        text={at.text}
        head={head}
        pitch={props.zoom.pitch}
        onClose={(byKey) => {
          setAt(null);
          if (byKey) drawnCell(box.current, at.place)?.focus();
        }}
      />
    ),
  };
}

/** F2 changes a cell, by the conventions of ARIA; Enter, which could as well, explains it. */
export function isEditKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key === 'F2' && !(ctrlKey || metaKey || altKey || shiftKey);
}
