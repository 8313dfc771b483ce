/** One element of a gradient, checked: two losses, their quotient, and the number of the backward pass. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { CheckedQuantity, ElementCheck as Checked } from '../../../protocol/gradientCheck';
import type { Place } from '../../state/gradientCheck';
import type { PanelEvent, PanelState } from '../../state/model';
import { answerTo } from '../../state/questions';
import { formatCell, formatExact } from '../../text/format';
import {
  checkedName,
  digitsApart,
  disturbanceWords,
  parameterName,
  plotWords,
  verdictName,
  verdictWords,
} from '../../text/gradientCheck';
import { useQuestions } from '../useQuestions';
import { StepPlot } from './stepPlot';

interface ElementCheckProps {
  readonly state: PanelState;
  readonly dispatch: (event: PanelEvent) => void;
  /** Who asks: each place of the page on its own. */
  readonly owner: string;
  readonly layer: number;
  readonly quantity: CheckedQuantity;
  readonly place: Place;
}

export function ElementCheck(props: ElementCheckProps): JSX.Element {
  const { state, dispatch, owner, layer, quantity, place } = props;
  const question = { about: 'elementCheck', layer, quantity, row: place.row, column: place.column } as const;
  useQuestions(dispatch, owner, [question]);
  const held = answerTo(state, question);
  if (held === null) return <p class="waiting">{l10n.t('The batch goes forward with the weight moved…')}</p>;
  const { check } = held.answer;
  if (check.kind === 'absent') return <p class="absent-note">{check.reason}</p>;
  const disturbed =
    state.run.kind === 'none' ? null : disturbanceWords(check.disturbances, state.run.description);
  return (
    <div
      class={`element-check${held.fresh ? '' : ' stale'}`}
      data-fresh={held.fresh}
      data-verdict={held.fresh ? check.verdict : undefined}
    >
      <div class="element-check-words">
        <Written {...props} check={check} fresh={held.fresh} />
        <p class={`check ${check.verdict === 'agrees' || check.verdict === 'kink' ? 'agrees' : 'differs'}`}>
          <strong>{verdictName(check.verdict)}.</strong> {verdictWords(check)}
        </p>
        {disturbed !== null && <p class="check disturbed">{disturbed}</p>}
      </div>
      <div class="element-check-plot">
        <StepPlot check={check} />
        <p class="muted">{plotWords(check)}</p>
      </div>
    </div>
  );
}

function Written({
  quantity,
  place,
  check,
  fresh,
}: ElementCheckProps & { readonly check: Checked; readonly fresh: boolean }): JSX.Element {
  const { parameter, step, lossAbove, lossBelow, numeric, analytic, error, floor } = check;
  const [common, above, below] = digitsApart(lossAbove, lossBelow);
  const value = (name: string, number: number): object =>
    fresh ? { 'data-check': name, 'data-value': String(number) } : {};
  const size = Math.max(Math.abs(analytic), Math.abs(numeric));
  return (
    <dl class="check-lines">
      <dt>w = {parameterName(quantity, place)}</dt>
      <dd {...value('parameter', parameter)}>{formatExact(parameter)}</dd>
      <dt>{l10n.t('h, the step')}</dt>
      <dd {...value('step', step)}>{formatCell(step)}</dd>
      <dt>L(w + h)</dt>
      <dd {...value('above', lossAbove)}>
        <span class="muted">{common}</span>
        {above}
      </dd>
      <dt>L(w − h)</dt>
      <dd {...value('below', lossBelow)}>
        <span class="muted">{common}</span>
        {below}
      </dd>
      <dt>(L(w + h) − L(w − h)) / 2h</dt>
      <dd {...value('numeric', numeric)}>
        <strong>{formatExact(numeric)}</strong>
      </dd>
      <dt>
        <span class="quantity accent-backward">{checkedName(quantity, place)}</span>
      </dt>
      <dd {...value('analytic', analytic)}>
        <strong>{formatExact(analytic)}</strong>
      </dd>
      <dt>{l10n.t('relative error')}</dt>
      <dd {...value('error', error)}>
        {formatCell(error)}
        {size < floor && (
          <span class="muted">
            {' '}
            {l10n.t(
              'measured against {0}: nearer to 0 the rounding of the samples’ shares, and of the losses, is larger than the gradient',
              formatCell(floor),
            )}
          </span>
        )}
      </dd>
    </dl>
  );
}
