/** The shares so far, added up; and after the last one, divided by N. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { madeMatrix, type HeldMatrix } from '../../state/matrices';
import { Formula, OneOver, Symbol } from '../equation/symbols';
import { Figure } from '../plate/figure';
import { axisOf } from '../quantityFigure';
import { stagePitches } from './pitches';
import type { StageProps } from './share';

interface SumsProps extends StageProps {
  readonly mean: boolean;
  /** The division has been done. */
  readonly divided: boolean;
}

export function Sums({ view, shape, sample, sum, width, mean, divided }: SumsProps): JSX.Element {
  const { N } = view.run.state;
  const pitches = stagePitches(shape, N, width < 900 ? width : width / 3 - 60);
  const { across } = pitches.unit;
  const { down } = pitches.input;
  const from = [sum.input, sum.gradientOutput];
  const { inputs, units } = shape;
  const figure = {
    accent: 'backward',
    rows: axisOf('input', inputs),
    columns: axisOf('unit', units),
    across,
    down,
  };
  const running = madeMatrix(inputs, units, sum.running, sum.sumLimit, ...from);
  const waiting: HeldMatrix = { kind: 'absent', reason: l10n.t('after the last sample') };
  const total = sum.total;
  const divide = (row: number, column: number): number | null => {
    const value = total(row, column);
    return value === null ? null : value / N;
  };
  return (
    <>
      <section class="stage-part" aria-labelledby="sum-title">
        <h3 id="sum-title">
          <span class="stage-number">2</span> {l10n.t('Added up so far')}
        </h3>
        <Formula>
          <munderover>
            <mo>∑</mo>
            <mrow>
              <mi>s</mi>
              <mo>=</mo>
              <mn>0</mn>
            </mrow>
            <mn>{sample}</mn>
          </munderover>
          <Symbol name="input" sample="s" turned />
          <mo>·</mo>
          <Symbol name="gradientOutput" sample="s" />
        </Formula>
        <Figure
          {...figure}
          id="runningSum"
          name={l10n.t('sum')}
          note={sample === 0 ? l10n.t('of sample 0') : l10n.t('of samples 0 to {0}', sample)}
          matrix={running}
          element={(j, i) => `${l10n.t('sum')}[${j}, ${i}]`}
        />
        <p>
          {sample === N - 1
            ? l10n.t('All samples are in: this is inputᵀ · gradientOutput, the whole matrix product.')
            : l10n.t('{0} of {1} samples are still to come.', N - 1 - sample, N)}
        </p>
      </section>
      {mean && (
        <section class="stage-part" aria-labelledby="mean-title">
          <h3 id="mean-title">
            <span class="stage-number">3</span> {l10n.t('Divided by N')}
          </h3>
          <Formula>
            <OneOver count={String(N)} />
            <mo>·</mo>
            <mtext>{l10n.t('sum')}</mtext>
            <mo>=</mo>
            <Symbol name="gradientWeights" />
          </Formula>
          <Figure
            {...figure}
            id="mean"
            name={`${l10n.t('sum')} / ${N}`}
            matrix={divided ? madeMatrix(inputs, units, divide, sum.sumLimit / N, ...from) : waiting}
          />
          <p>{l10n.t('The division keeps the step as large for a batch of 1000 as for one of 10.')}</p>
        </section>
      )}
    </>
  );
}
