/** Data that has no picture: the batch as a table, with what is wanted and what the network gives. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { classOf } from '../../drawing/boundary';
import { partOf, type Want } from '../../state/wants';
import { formatCell } from '../../text/format';
import { CountChoice } from '../controls/choice';
import { useWants } from '../useWants';
import type { ViewProps } from '../views';
import { rowOf, type HeldSamples } from './samples';
import { Verdict } from './sampleReadout';

interface Props extends ViewProps {
  readonly sample: number;
  readonly batch: HeldSamples | null;
}

const ROWS = 32;
const MOST_COLUMNS = 12;
const PAGE = 'data.rows';

export function BatchTable({ state, run, sample, batch, dispatch }: Props): JSX.Element | null {
  const { layers, classification } = run.description;
  const last = layers.length - 1;
  const units = layers[last]?.units ?? 0;
  const N = run.state.N;
  const pages = Math.max(1, Math.ceil(N / ROWS));
  const page = Math.max(0, Math.min(Number(state.navigation.choices[PAGE] ?? 0) || 0, pages - 1));
  const from = page * ROWS;
  const outputs: Want = {
    layer: last,
    quantity: 'output',
    window: { sample: 0, row: from, rows: ROWS, column: 0, columns: units },
  };
  useWants(dispatch, 'batch table', [outputs]);
  const part = partOf(state, outputs);
  const set = batch?.samples ?? null;
  if (set === null) return null;
  const inputNames = set.inputNames.slice(0, MOST_COLUMNS);
  const fresh = batch?.fresh === true;
  const numbers = (values: Float32Array | null, name: string, count: number, current: boolean): JSX.Element[] =>
    Array.from({ length: count }, (_, i) => (
      <td key={`${name} ${i}`} data-value={current && values ? String(values[i]) : undefined} data-cell={name}>
        {values === null ? '—' : formatCell(values[i] ?? Number.NaN)}
      </td>
    ));
  return (
    <>
      {pages > 1 && (
        <CountChoice
          label={l10n.t('page of {0} samples', ROWS)}
          name="page"
          value={page}
          count={pages}
          onChoose={(value) => dispatch({ kind: 'chosen', control: PAGE, value: String(value) })}
        />
      )}
      {set.inputNames.length > MOST_COLUMNS && (
        <p class="muted">
          {l10n.t('The first {0} of {1} inputs.', MOST_COLUMNS, set.inputNames.length)}
        </p>
      )}
      <div class="table-scroll" tabIndex={0} role="group" aria-label={l10n.t('The samples of the batch')}>
        <table class={`batch-table${fresh ? '' : ' stale'}`}>
          <thead>
            <tr>
              <th scope="col">{l10n.t('sample')}</th>
              {inputNames.map((name) => (
                <th key={name} scope="col" class="accent-forward">
                  {name}
                  {set.standardized && <span class="column-unit muted">{l10n.t('standardised')}</span>}
                </th>
              ))}
              {set.targetNames.map((name) => (
                <th key={name} scope="col">
                  target {name}
                </th>
              ))}
              {set.targetNames.map((name) => (
                <th key={name} scope="col" class="accent-forward">
                  output {name}
                </th>
              ))}
              {classification && <th scope="col">{l10n.t('verdict')}</th>}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: Math.min(ROWS, N - from) }, (_, i) => {
              const at = from + i;
              const targets = rowOf(set, 'targets', at);
              const output =
                part?.fresh === true && i < part.slice.rows ? part.slice.data.subarray(i * units, (i + 1) * units) : null;
              return (
                <tr key={at} class={at === sample ? 'chosen' : ''} data-row={at}>
                  <th scope="row">
                    <button
                      type="button"
                      class="strip-layer"
                      aria-current={at === sample ? 'true' : undefined}
                      onClick={() => dispatch({ kind: 'sampleChosen', sample: at })}
                    >
                      {at}
                    </button>
                  </th>
                  {numbers(rowOf(set, 'inputs', at), 'input', inputNames.length, fresh)}
                  {numbers(targets, 'target', set.targetNames.length, fresh)}
                  {numbers(output, 'output', units, true)}
                  {classification && (
                    <td>
                      {output !== null && targets !== null && <Verdict right={classOf(output) === classOf(targets)} />}
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
