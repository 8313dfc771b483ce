/** Where the run is, how it does, and the buttons that move it. */
import * as l10n from '@vscode/l10n';
import type { ComponentChildren, JSX } from 'preact';
import type { BackendReport } from '../../protocol/engine';
import { pastWords } from '../../protocol/past';
import type { RunView, StepAction } from '../../protocol/panel';
import type { ControlName } from '../../protocol/lesson';
import type { RunTargetName } from '../../protocol/runTarget';
import { formatLoss, formatShare } from '../text/format';
import { countedFrom0, batchWords, markWords, positionWords, stateWord } from '../text/words';
import { withParts } from './withParts';
import { Icon } from './icons';
import { RunToMenu } from './runToMenu';
import { StepButtons } from './stepButtons';

export type LiveRun = Exclude<RunView, { kind: 'none' }>;

interface HeaderProps {
  readonly run: LiveRun;
  /** Whether a lesson does without this control. */
  readonly hides: (control: ControlName) => boolean;
  /** The name of the layer on show. */
  readonly shownLayer: string | undefined;
  readonly onAction: (action: StepAction) => void;
  /** Explain the loss. */
  readonly onLoss: () => void;
  /** Begin an exercise about the loss. */
  readonly onPredictLoss: () => void;
  readonly onRunTo: (to: RunTargetName) => void;
  readonly onChooseBackend: () => void;
}

export function Header({ run, hides, shownLayer, onAction, onRunTo, ...facts }: HeaderProps): JSX.Element {
  const { kind, reason } = run;
  return (
    <header class="header">
      <div class="header-line">
        <h1 class="file">{run.file}</h1>
        <span class={`run-state run-state-${kind}`}>{stateWord(kind)}</span>
        {reason !== '' && <span class="reason">{reason}</span>}
      </div>
      {!hides('stepButtons') && (
        <StepButtons kind={kind} onAction={onAction}>
          {!hides('runMenu') && (
            <RunToMenu layer={shownLayer} enabled={kind === 'stopped'} onRunTo={onRunTo} />
          )}
        </StepButtons>
      )}
      <div class="header-facts">
        <PositionLine run={run} />
        <Facts run={run} {...facts} />
      </div>
      <Past run={run} />
      <FallbackWarning backend={run.state.backend} />
    </header>
  );
}

function PositionLine({ run }: { readonly run: LiveRun }): JSX.Element {
  const { position } = run.state;
  if (position === null) return <p class="position">{l10n.t('before the first operation')}</p>;
  return (
    <p class="position" data-position title={countedFrom0()}>
      {positionWords(position, run.description, run.state).map((part, i) => (
        <>
          {i > 0 && <span class="dot"> · </span>}
          <span class="position-part">{part}</span>
        </>
      ))}
      <span class="unseen"> ({countedFrom0()})</span>
    </p>
  );
}

/** Numbers of the past look like any others: say plainly that they are. */
function Past({ run }: { readonly run: LiveRun }): JSX.Element | null {
  const past = pastWords(run.state);
  if (run.kind === 'ended' || past === '') return null;
  return (
    <p class="past" data-past>
      <Icon name="stepBack" />
      <span>
        {withParts(
          l10n.t('In the past: {0}. Continue goes forward again, with the same numbers.'),
          <strong>{past}</strong>,
        )}
      </span>
    </p>
  );
}

function Facts({
  run,
  onLoss,
  onPredictLoss,
  onChooseBackend,
}: Pick<HeaderProps, 'run' | 'onLoss' | 'onPredictLoss' | 'onChooseBackend'>): JSX.Element {
  const { state, description } = run;
  return (
    <dl class="facts">
      <Fact name="loss" label={l10n.t('loss')} value={state.loss === null ? formatLoss(null) : ''}>
        {state.loss !== null && (
          <button type="button" class="loss-value" title={l10n.t('Why this number?')} onClick={onLoss}>
            {formatLoss(state.loss)}
          </button>
        )}
        {state.lossIsStale && <span title={markWords('stale')}> {l10n.t('(stale)')}</span>}
        {state.loss === null && <span class="unseen"> {l10n.t('not computed yet in this batch step')}</span>}
        {run.kind === 'stopped' && state.position !== null && (
          <button
            type="button"
            class="fact-button"
            data-action="predict-loss"
            aria-label={l10n.t('Predict the loss…')}
            title={l10n.t('Predict the loss: it is hidden until you answer')}
            onClick={onPredictLoss}
          >
            <span aria-hidden="true">?</span>
          </button>
        )}
      </Fact>
      {description.classification && state.accuracy !== null && (
        <Fact name="accuracy" label={l10n.t('accuracy')} value={formatShare(state.accuracy)} />
      )}
      <Fact name="batch" label={l10n.t('batch')} value={batchWords(state)} speaksForItself />
      <div class="fact">
        <dt class="unseen">{l10n.t('backend')}</dt>
        <dd>
          <BackendNote backend={state.backend} onChoose={onChooseBackend} />
        </dd>
      </div>
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  /** What it is called. */
  readonly label: string;
  readonly value: string;
  /** Its value says what it is to those who see it. */
  readonly speaksForItself?: boolean;
  readonly children?: ComponentChildren;
}

function Fact({ name, label, value, speaksForItself = false, children }: FactProps): JSX.Element {
  return (
    <div class="fact" data-fact={name}>
      <dt class={speaksForItself ? 'unseen' : ''}>{label}</dt>
      <dd>
        {value}
        {children}
      </dd>
    </div>
  );
}

/** The backend; its reason opens on a click or Enter, so that it needs neither a mouse nor a hover. */
function BackendNote({
  backend,
  onChoose,
}: {
  readonly backend: BackendReport;
  /** To where another one is chosen. */
  readonly onChoose: () => void;
}): JSX.Element {
  return (
    <details class="backend">
      <summary title={backend.reason}>{backend.name}</summary>
      <div class="backend-reason">
        <p>{backend.reason}</p>
        <button type="button" class="choose-backend" onClick={onChoose}>
          {l10n.t('Choose another backend')}
        </button>
      </div>
    </details>
  );
}

function FallbackWarning({ backend }: { readonly backend: BackendReport }): JSX.Element | null {
  const { fellBackFrom } = backend;
  if (fellBackFrom === undefined) return null;
  return (
    <p class="warning">
      <Icon name="warning" />
      <span>
        {withParts(
          l10n.t('{0} failed and {1} took over: {2}'),
          <strong>{fellBackFrom.name}</strong>,
          <strong>{backend.name}</strong>,
          fellBackFrom.error,
        )}
      </span>
    </p>
  );
}
