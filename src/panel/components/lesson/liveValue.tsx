/** Numbers of the run in a lesson: one in the text, or a matrix as a figure. Absent ones are seen to be absent. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { Cells, Figure } from '../../../protocol/lesson';
import { QUANTITIES } from '../../../protocol/vocabulary';
import { cellColour } from '../../drawing/scale';
import { layerIndex, numbersOf, type LiveNumbers } from '../../state/lesson';
import { isShapeHidden } from '../../state/veil';
import { formatCell, formatExact, formatShape } from '../../text/format';
import { cellsName, cellsWords, hiddenShape } from '../../text/lesson';
import { phaseWord } from '../../text/lesson';
import { Inlines } from './inlines';
import { useLesson } from './lessonContext';

export function LiveValue({ of }: { readonly of: Cells }): JSX.Element {
  const { state } = useLesson();
  const live = numbersOf(state, of);
  const value = live.kind === 'numbers' ? live.rows[0]?.[0] : undefined;
  if (value === undefined) {
    const why = live.kind === 'absent' ? live.why : l10n.t('being read');
    return (
      <span class="live-value absent-value" title={`${cellsName(of)}: ${why}`}>
        —
        <span class="unseen">
          {' '}
          ({cellsWords(of)}: {why})
        </span>
      </span>
    );
  }
  return (
    <span
      class="live-value"
      data-live={cellsName(of)}
      data-value={String(value)}
      title={l10n.t('{0} = {1}, now', cellsName(of), formatExact(value))}
    >
      {formatCell(value)}
    </span>
  );
}

export function LiveFigure({ figure }: { readonly figure: Figure }): JSX.Element {
  const { state } = useLesson();
  const { of, caption, phase, number } = figure;
  const live = numbersOf(state, of);
  const layer = state.run.kind === 'none' ? null : layerIndex(state.run.description, of.layer);
  const isSecret = of.quantity !== 'loss' && layer !== null && isShapeHidden(state, layer, of.quantity);
  const group = of.quantity === 'loss' ? 'backward' : QUANTITIES[of.quantity].group.toLowerCase();
  return (
    <figure class={`lesson-figure accent-${group}`} data-figure={cellsName(of)}>
      <p class="lesson-figure-name">
        <span class="quantity">{of.quantity}</span>{' '}
        {of.quantity !== 'loss' && <span class="symbol">{QUANTITIES[of.quantity].symbol}</span>}
        {live.kind === 'numbers' && !isSecret && <span class="shape"> [{formatShape(live.size)}]</span>}
      </p>
      {isSecret ? <p class="lesson-absent">{hiddenShape()}</p> : <Numbers live={live} of={of} />}
      <figcaption>
        <span class="figure-number">{l10n.t('Figure {0}, {1}.', number, phaseWord(phase))}</span>{' '}
        <Inlines content={caption} />
      </figcaption>
    </figure>
  );
}

function Numbers({ live, of }: { readonly live: LiveNumbers; readonly of: Cells }): JSX.Element {
  if (live.kind !== 'numbers') {
    return (
      <p class="lesson-absent" data-present="false">
        {live.kind === 'absent' ? live.why : l10n.t('being read…')}
      </p>
    );
  }
  const { rows, size } = live;
  const limit = Math.max(...rows.flat().map((value) => (Number.isFinite(value) ? Math.abs(value) : 0)));
  const isCut = rows.length < size[0] || (rows[0]?.length ?? 0) < size[1];
  return (
    <>
      <table class="lesson-matrix" aria-label={cellsWords(of)}>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((value, j) => {
                const { kind, strength } = cellColour(value, limit);
                return (
                  <td
                    key={j}
                    class={`cell ${kind}`}
                    data-value={String(value)}
                    title={formatExact(value)}
                    style={{ '--strength': strength.toFixed(3) }}
                  >
                    {formatCell(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {isCut && (
        <p class="muted">
          {l10n.t(
            'The first {0} of {1}.',
            `${rows.length} × ${rows[0]?.length ?? 0}`,
            `${size[0]} × ${size[1]}`,
          )}
        </p>
      )}
    </>
  );
}
