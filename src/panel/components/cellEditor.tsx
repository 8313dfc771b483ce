/** The box in which a number is changed: Enter makes the change, Escape leaves it, a refusal stands beneath it. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { QUANTITIES, type QuantityName } from '../../protocol/vocabulary';
import { HEAD_HEIGHT, type Place } from '../drawing/window';
import type { Pitch } from '../drawing/zoom';
import { elementName } from '../text/words';
import { CellEditsContext } from './cellEdits';

export interface CellEditorProps {
  readonly quantity: QuantityName;
  readonly sample: number | null;
  readonly place: Place;
  /** The number as it is, to begin with. */
  readonly text: string;
  /** Pixels from the left edge of the sheet to its first cell. */
  readonly head: number;
  readonly pitch: Pitch;
  /** `byKey`: the focus is to go back to the cell. */
  readonly onClose: (byKey: boolean) => void;
}

export function CellEditor({
  quantity,
  sample,
  place,
  text,
  head,
  pitch,
  onClose,
}: CellEditorProps): JSX.Element | null {
  const edits = useContext(CellEditsContext);
  const input = useRef<HTMLInputElement>(null);
  const [sent, setSent] = useState<{ readonly request: number; readonly byKey: boolean } | null>(null);
  const moment = useRef(edits?.moment);
  /** The box loses the focus as it goes: that is no wish to change anything. */
  const closed = useRef(false);
  const close = (byKey: boolean): void => {
    closed.current = true;
    onClose(byKey);
  };
  const answer = sent !== null && edits?.edited?.request === sent.request ? edits.edited : null;
  const refusal = answer?.refusal ?? null;
  const isOver = edits === null || edits.moment !== moment.current;
  useLayoutEffect(() => input.current?.select(), []);
  useEffect(() => {
    if (isOver) close(document.activeElement === input.current);
    else if (answer !== null && answer.refusal === null) close(sent?.byKey === true);
  }, [isOver, answer]);
  if (isOver) return null;
  const axes = QUANTITIES[quantity].axes.length;
  const index = indexOf(axes, sample, place);
  const name = elementName(quantity, sample === null ? axes : 3, sample ?? 0, place.row, place.column);
  const commit = (byKey: boolean): void => {
    const typed = input.current?.value.trim() ?? '';
    if (typed === '' || typed === text) close(byKey);
    else setSent({ request: edits.send(quantity, index, typed), byKey });
  };
  return (
    <div class="grid-row" role="row" style={{ top: `${HEAD_HEIGHT + place.row * pitch.down}px` }}>
      <span class="cell-editor" role="gridcell" style={{ left: `${head + place.column * pitch.across}px` }}>
        <input
          ref={input}
          autoFocus
          spellcheck={false}
          aria-label={l10n.t('New value of {0}', name)}
          aria-invalid={refusal !== null}
          aria-describedby={refusal === null ? undefined : 'cell-refusal'}
          defaultValue={text}
          readOnly={sent !== null && answer === null}
          onKeyDown={(event) => {
            // The grid's own keys move the cursor in the text here.
            event.stopPropagation();
            if (event.key === 'Enter') commit(true);
            else if (event.key === 'Escape') {
              // Taken: it closes nothing else on the page.
              event.preventDefault();
              close(true);
            }
          }}
          onBlur={() => {
            // The whole panel has lost the focus, not the box: what is being typed waits for its return.
            if (document.activeElement === input.current) return;
            if (!closed.current && (sent === null || refusal !== null)) commit(false);
          }}
        />
        {refusal !== null && <Refusal beneath={input} text={refusal} />}
      </span>
    </div>
  );
}

/** As many numbers as the quantity has axes. */
function indexOf(axes: number, sample: number | null, { row, column }: Place): number[] {
  if (sample !== null) return [sample, row, column];
  return axes === 1 ? [column] : [row, column];
}

interface RefusalProps {
  readonly beneath: { readonly current: HTMLElement | null };
  readonly text: string;
}

/** Why it was refused. Placed on the page, since the matrix's own box may be a single row high. */
function Refusal({ beneath, text }: RefusalProps): JSX.Element {
  const [at, setAt] = useState<{ top: number; left: number } | null>(null);
  useLayoutEffect(() => {
    const measure = (): void => {
      const box = beneath.current?.getBoundingClientRect();
      if (box) setAt({ top: box.bottom, left: Math.min(box.left, window.innerWidth - 280) });
    };
    measure();
    window.addEventListener('scroll', measure, { capture: true, passive: true });
    return () => window.removeEventListener('scroll', measure, { capture: true });
  }, []);
  const style =
    at === null ? { visibility: 'hidden' } : { top: `${at.top}px`, left: `${Math.max(0, at.left)}px` };
  return (
    <p class="cell-refusal" id="cell-refusal" role="alert" style={style}>
      {text}
    </p>
  );
}
