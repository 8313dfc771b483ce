/** softmax has no curve of one variable: one sample's outputs as bars, and how a unit's preActivation moves them. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import { isFresh } from '../../state/model';
import { partOf, wholeOf, type Want } from '../../state/wants';
import { derivativeOf, shortCutNote } from '../../../protocol/text/derivatives';
import { formatCell } from '../../text/format';
import { CountChoice } from '../controls/choice';
import { useWants } from '../useWants';
import type { ViewProps } from '../views';
import { withParts } from '../withParts';

interface Props extends ViewProps {
  readonly shape: LayerShape;
}

const UNIT = 'activation.unit';

export function SoftmaxOfSample({ state, run, layer, shape, dispatch }: Props): JSX.Element {
  const samples = Math.max(1, run.state.N);
  const sample = Math.min(state.navigation.sample ?? 0, samples - 1);
  const unit = Math.min(Number(state.navigation.choices[UNIT] ?? 0) || 0, shape.units - 1);
  const columns = shape.units;
  const outputs: Want = {
    layer: layer.layer,
    quantity: 'output',
    window: { row: sample, rows: 1, column: 0, columns },
  };
  const jacobian = wholeOf(layer.layer, 'activationDerivative', sample);
  useWants(dispatch, 'activation', [outputs, jacobian]);
  const [p, J] = [partOf(state, outputs), partOf(state, jacobian)];
  const row = J?.slice.data.subarray(unit * columns, (unit + 1) * columns) ?? null;
  const note = shortCutNote(run.description, layer.layer);
  return (
    <>
      <p class="formula">
        <span class="quantity accent-backward">activationDerivative</span> = {derivativeOf(shape).formula}
      </p>
      <p class="note">
        {withParts(
          l10n.t(
            'softmax is no curve of one variable. Its outputs share 1 among them, so a change of one preActivation moves every output of that sample: for output p, {0} is {1} for j = i and {2} for the others. That is why there is a whole matrix of derivatives for each sample, its Jacobian. A row of it sums to 0: what one output gains the others lose.',
          ),
          <>
            ∂p<sub>j</sub>/∂z<sub>i</sub>
          </>,
          <>
            p<sub>i</sub>(1 − p<sub>i</sub>)
          </>,
          <>
            −p<sub>i</sub>p<sub>j</sub>
          </>,
        )}
      </p>
      {note !== null && <p class="note">{note}</p>}
      <div class="controls">
        <CountChoice
          label={l10n.t('sample')}
          name="sample"
          value={sample}
          count={samples}
          onChoose={(value) => dispatch({ kind: 'sampleChosen', sample: value })}
        />
        <CountChoice
          label={l10n.t('raise preActivation of unit')}
          name="unit"
          value={unit}
          count={shape.units}
          onChoose={(value) => dispatch({ kind: 'chosen', control: UNIT, value: String(value) })}
        />
      </div>
      <div class={`bar-columns${isFresh(state) ? '' : ' stale'}`}>
        <Bars
          title={`output[${sample}]`}
          about={l10n.t('p, the share of each unit')}
          values={p?.slice.data ?? null}
          limit={1}
          fresh={p?.fresh === true}
          own={unit}
          quantity="output"
        />
        <Bars
          title={`activationDerivative[${sample}, ${unit}]`}
          about={l10n.t('how each output moves with preActivation of unit {0}', unit)}
          values={row}
          limit={0.25}
          fresh={J?.fresh === true}
          own={unit}
          quantity="activationDerivative"
        />
      </div>
    </>
  );
}

interface BarsProps {
  readonly title: string;
  readonly about: string;
  readonly values: Float32Array | null;
  /** The value of a bar over the whole width. */
  readonly limit: number;
  readonly fresh: boolean;
  readonly own: number;
  readonly quantity: string;
}

function Bars({ title, about, values, limit, fresh, own, quantity }: BarsProps): JSX.Element {
  return (
    <figure class={`bars${fresh ? '' : ' old'}`} data-bars={quantity}>
      <figcaption>
        <span class="quantity">{title}</span> <span class="muted">{about}</span>
      </figcaption>
      {values === null ? (
        <p class="absent-note" data-present="false">
          {l10n.t('not computed yet in this batch step')}
        </p>
      ) : (
        <ol>
          {[...values].map((value, unit) => (
            <li key={unit} class={unit === own ? 'own' : ''}>
              <span class="bar-unit">{l10n.t('unit {0}', unit)}</span>
              <span class={`bar-track${value < 0 ? ' negative' : ''}`} aria-hidden="true">
                <span
                  class="bar"
                  style={{ width: `${(100 * Math.min(1, Math.abs(value) / limit)).toFixed(2)}%` }}
                />
              </span>
              <span class="bar-value" data-value={fresh ? String(value) : undefined}>
                {formatCell(value)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </figure>
  );
}
