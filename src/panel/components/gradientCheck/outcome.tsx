/** What the check has come to so far, how far it is, and the elements that do not agree. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { findsFault } from '../../../protocol/gradientCheck';
import { choosePlace, keyOf } from '../../state/gradientCheck';
import { formatCount } from '../../text/format';
import { disturbanceWords, outcomeWords, worstName } from '../../text/gradientCheck';
import type { ViewProps } from '../views';
import type { Check } from './useGradientCheck';

interface OutcomeProps {
  readonly view: ViewProps;
  readonly check: Check;
  /** All elements that the gradient has. */
  readonly total: number;
}

export function Outcome({ view, check, total }: OutcomeProps): JSX.Element {
  const { summary, quantity, wanted, underWay, absent, fresh } = check;
  if (absent !== null) return <p class="absent-note">{absent}</p>;
  const disturbed = disturbanceWords(check.disturbances, view.run.description);
  const isDone = summary.checked === wanted;
  const words = outcomeWords(quantity, summary, wanted);
  const fault = findsFault(summary);
  return (
    <div class={fresh ? '' : 'stale'}>
      {summary.checked > 0 && (
        <p
          class={`check ${fault ? 'differs' : 'agrees'}`}
          role="status"
          data-agrees={isDone && fresh ? !fault : undefined}
        >
          <strong>{words.verdict}</strong> {words.rest}
        </p>
      )}
      <p class="check-progress">
        <progress
          value={summary.checked}
          max={wanted}
          aria-label={l10n.t('Elements checked')}
          data-checked={fresh ? summary.checked : undefined}
        />{' '}
        <span>
          {!check.all && wanted < total
            ? l10n.t(
                '{0} of {1} (those drawn, of {2}) checked',
                formatCount(summary.checked),
                formatCount(wanted),
                formatCount(total),
              )
            : l10n.t('{0} of {1} checked', formatCount(summary.checked), formatCount(wanted))}
        </span>
        {underWay && <Action name={l10n.t('Stop')} onAct={check.stop} />}
        {check.stopped && !isDone && <Action name={l10n.t('Go on')} onAct={check.goOn} />}
        {!check.all && isDone && wanted < total && (
          <Action name={l10n.t('Check all {0}', formatCount(total))} onAct={check.checkAll} />
        )}
      </p>
      {disturbed !== null && <p class="check disturbed">{disturbed}</p>}
      {summary.worst.length > 0 && (
        <ul class="check-worst" aria-label={l10n.t('Elements that do not agree, the worst first')}>
          {summary.worst.map((element) => (
            <li key={keyOf(element)}>
              <button
                type="button"
                class="finding"
                data-worst={keyOf(element)}
                onClick={() => choosePlace(view.dispatch, element)}
              >
                {worstName(quantity, element)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Action({ name, onAct }: { readonly name: string; readonly onAct: () => void }): JSX.Element {
  return (
    <button type="button" class="player-button" onClick={onAct}>
      {name}
    </button>
  );
}
