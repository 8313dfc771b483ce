/** How the numbers of a matrix are spread around 0: counted by the engine, and only while it is open. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Histogram as Counted } from '../../protocol/histogram';
import type { Question } from '../../protocol/questions';
import type { QuantityName } from '../../protocol/vocabulary';
import type { PanelEvent, PanelState } from '../state/model';
import { answerTo } from '../state/questions';
import { formatCell } from '../text/format';
import { useQuestions } from './useQuestions';

const BINS = 21;
const HEIGHT = 40;

interface HistogramProps {
  readonly quantity: QuantityName;
  readonly layer: number;
  /** Both ends of the matrix's colour scale. */
  readonly limit: number;
  readonly state: PanelState;
  readonly dispatch: (event: PanelEvent) => void;
}

export function Histogram(props: HistogramProps): JSX.Element {
  return (
    <div class="histogram" data-histogram={props.quantity}>
      <Counts key={props.layer} {...props} />
    </div>
  );
}

function Counts({ quantity, layer, limit, state, dispatch }: HistogramProps): JSX.Element {
  const question = { about: 'histogram', layer, quantity, bins: BINS, limit } satisfies Question;
  useQuestions(dispatch, `histogram ${quantity}`, [question]);
  const held = answerTo(state, question);
  // At another moment the limit, and so the question, is another: until its answer comes, the last one is drawn as old.
  const last = useRef<Counted | null>(null);
  if (held !== null) last.current = held.answer.histogram;
  const counted = last.current;
  if (counted === null)
    return <p class="muted">{held === null ? l10n.t('Being counted…') : l10n.t('Not computed yet.')}</p>;
  return <Drawn quantity={quantity} counted={counted} fresh={held?.fresh === true} />;
}

interface DrawnProps {
  readonly quantity: QuantityName;
  readonly counted: Counted;
  readonly fresh: boolean;
}

function Drawn({ quantity, counted, fresh }: DrawnProps): JSX.Element {
  const { counts, limit, zeros, nonFinite } = counted;
  const most = Math.max(1, ...counts);
  const width = (2 * limit) / counts.length;
  const middle = (counts.length - 1) / 2;
  const filled = counts.map((count, bin) => ({ count, bin })).filter(({ count }) => count > 0);
  return (
    <div class={fresh ? '' : 'old'} data-fresh={fresh}>
      <svg viewBox={`0 0 ${counts.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {filled.map(({ count, bin }) => {
          // The least bar can still be seen beside the highest.
          const height = Math.max(1, (HEIGHT * count) / most);
          const side = bin < middle ? 'negative' : bin > middle ? 'positive' : 'zero';
          return (
            <rect
              key={bin}
              class={`bar-${side}`}
              x={bin + 0.06}
              y={HEIGHT - height}
              width={0.88}
              height={height}
            />
          );
        })}
      </svg>
      <p class="histogram-ends" aria-hidden="true">
        <span>{formatCell(-limit)}</span>
        <span>0</span>
        <span>{formatCell(limit)}</span>
      </p>
      <p>
        <span data-histogram-zeros={fresh ? zeros : undefined}>{l10n.t('{0} exactly 0', zeros)}</span>
        {', '}
        <span data-histogram-non-finite={fresh ? nonFinite : undefined}>
          {l10n.t('{0} not finite', nonFinite)}
        </span>
      </p>
      <div
        class="histogram-table"
        tabIndex={0}
        role="region"
        aria-label={l10n.t('Counts of the histogram of {0}', quantity)}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{l10n.t('from')}</th>
              <th scope="col">{l10n.t('to')}</th>
              <th scope="col">{l10n.t('elements')}</th>
            </tr>
          </thead>
          <tbody>
            {filled.map(({ count, bin }) => (
              <tr key={bin}>
                <td>{formatCell((bin - middle - 0.5) * width)}</td>
                <td>{formatCell((bin - middle + 0.5) * width)}</td>
                <td data-bin={bin} data-count={fresh ? count : undefined}>
                  {count}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
