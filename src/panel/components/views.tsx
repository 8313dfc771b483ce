/** The views of a batch step, one at a time, chosen by tabs. */
import * as l10n from '@vscode/l10n';
import type { ComponentType, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { FromPanel, LayerView } from '../../protocol/panel';
import type { ViewName } from '../../protocol/views';
import type { OperationName } from '../../protocol/vocabulary';
import type { PanelEvent, PanelState } from '../state/model';
import { viewOnShow, viewsLeft } from '../state/lesson';
import { isOnCard, practiceOnShow } from '../state/practice';
import { pendingPredictions } from '../state/veil';
import { ActivationView } from './activation/activationView';
import { DataView } from './data/dataView';
import { SavePicture } from './saving/savePicture';
import { OneLine } from './controls/oneLine';
import { CompareChoice } from './compareChoice';
import { GradientCheckView } from './gradientCheck/gradientCheckView';
import type { LiveRun } from './header';
import { NetworkView } from './network/networkView';
import { LayerStep } from './layerStep';
import { SamplePicker } from './samplePicker';
import { PracticePane } from './practice/practicePane';
import { PictureView } from './picture/pictureView';
import { SamplesView } from './samples/samplesView';
import { ThirdDimensionView } from './thirdDimension/thirdDimensionView';

/** What every view is given: the state, the run and the layer on show, and the ways to act. */
export interface ViewProps {
  readonly state: PanelState;
  readonly run: LiveRun;
  readonly layer: LayerView;
  readonly dispatch: (event: PanelEvent) => void;
  readonly post: (message: FromPanel) => void;
  /** Shows this operation of the layer, here and in the file. */
  readonly onOperation: (operation: OperationName) => void;
}

interface ViewEntry {
  readonly label: () => string;
  /** What one sees there, in a few words. */
  readonly about: () => string;
  readonly component: ComponentType<ViewProps>;
  /** It lights up the chosen sample, and leaves the choice to the picker above it. */
  readonly picksSample?: boolean;
  /** All of it is one picture that can be saved. The picture of the step has several, each with its own menu. */
  readonly isPicture?: boolean;
  /** Its own controls, beside that picker. */
  readonly controls?: ComponentType<ViewProps>;
}

const VIEWS: Readonly<Record<ViewName, ViewEntry>> = {
  step: {
    label: () => l10n.t('Matrices'),
    about: () => l10n.t('Every matrix of the layer under its equation'),
    component: LayerStep,
    picksSample: true,
    controls: CompareChoice,
  },
  picture: {
    label: () => l10n.t('Picture'),
    about: () => l10n.t('The step as one picture: which matrix meets which, and why some are turned'),
    component: PictureView,
    picksSample: true,
  },
  samples: {
    label: () => l10n.t('Samples'),
    about: () => l10n.t('The weight gradient as a sum of one outer product per sample'),
    component: SamplesView,
    isPicture: true,
  },
  thirdDimension: {
    label: () => l10n.t('Third dimension'),
    about: () => l10n.t('Why a derivative with three axes fits into a matrix'),
    component: ThirdDimensionView,
    isPicture: true,
    picksSample: true,
  },
  activation: {
    label: () => l10n.t('Activation'),
    about: () => l10n.t('Where on its curve the derivative of the activation is taken'),
    component: ActivationView,
    isPicture: true,
  },
  network: {
    label: () => l10n.t('Network'),
    about: () =>
      l10n.t('All layers and connections at a glance, and how each layer learnt in the latest batch steps'),
    component: NetworkView,
    isPicture: true,
  },
  data: {
    label: () => l10n.t('Data'),
    about: () => l10n.t('The samples, and what the network makes of them with the weights as they are'),
    component: DataView,
    isPicture: true,
  },
  gradientCheck: {
    label: () => l10n.t('Gradient check'),
    about: () =>
      l10n.t('The gradients beside finite differences: what one finds by moving each weight a little'),
    component: GradientCheckView,
    isPicture: true,
  },
};

export function View(props: ViewProps): JSX.Element {
  const name = viewOnShow(props.state);
  const { component, picksSample = false, isPicture = false, controls: Controls } = VIEWS[name];
  const told = isToldBy(name, props.state);
  const Component = told ? HiddenView : component;
  return (
    <div
      id="view"
      role="tabpanel"
      aria-labelledby={tabId(name)}
      data-view={name}
      data-picture={isPicture ? '' : undefined}
    >
      {isPicture && !told && <SavePicture key={name} view={props} name={name} />}
      {picksSample && (
        <div class="view-controls">
          <SamplePicker
            sample={props.state.navigation.sample}
            samples={props.run.state.N}
            onChoose={(sample) => props.dispatch({ kind: 'sampleChosen', sample })}
          />
          {Controls !== undefined && <Controls {...props} />}
        </div>
      )}
      <PracticeElsewhere {...props} name={name} />
      <Component {...props} />
    </div>
  );
}

/** An exercise whose matrix has no card on show. */
function PracticeElsewhere(props: ViewProps & { readonly name: ViewName }): JSX.Element | null {
  const { state, run, layer, name, dispatch, post } = props;
  const practice = practiceOnShow(state);
  if (practice === null) return null;
  const shown = run.description.layers[layer.layer]?.name;
  if (name === 'step' && isOnCard(practice, shown, null)) return null;
  return <PracticePane practice={practice} state={state} dispatch={dispatch} post={post} />;
}

/** Views that work numbers out anew, the one that is to be predicted among them. */
const WORKS_OUT: readonly ViewName[] = ['samples', 'thirdDimension', 'activation', 'gradientCheck'];

function isToldBy(name: ViewName, state: PanelState): boolean {
  return WORKS_OUT.includes(name) && pendingPredictions(state).length > 0;
}

function HiddenView(): JSX.Element {
  return (
    <p class="waiting">
      <b aria-hidden="true">? </b>
      {l10n.t('This view would work out what you are asked to predict. It comes back with your answer.')}
    </p>
  );
}

interface ViewTabsProps {
  readonly state: PanelState;
  readonly onChoose: (view: ViewName) => void;
}

/** Tabs as the ARIA practices describe them: one tab stop, arrow keys move and choose at once. */
export function ViewTabs({ state, onChoose }: ViewTabsProps): JSX.Element {
  const [names, shown] = [viewsLeft(state), viewOnShow(state)];
  const list = useRef<HTMLDivElement>(null);
  const choose = (name: ViewName | undefined): void => {
    if (name === undefined) return;
    onChoose(name);
    list.current?.querySelector<HTMLElement>(`#${tabId(name)}`)?.focus();
  };
  return (
    <OneLine current={shown}>
      <div
        ref={list}
        class="view-tabs"
        role="tablist"
        aria-label={l10n.t('Views of the batch step')}
        onKeyDown={(event) => {
          const next = tabAfterKey(event.key, names.indexOf(shown), names.length);
          if (next === null) return;
          event.preventDefault();
          choose(names[next]);
        }}
      >
        {names.map((name) => (
          <button
            key={name}
            type="button"
            class={`view-tab${name === shown ? ' shown' : ''}`}
            role="tab"
            id={tabId(name)}
            aria-selected={name === shown}
            aria-controls="view"
            tabIndex={name === shown ? 0 : -1}
            title={VIEWS[name].about()}
            onClick={() => choose(name)}
          >
            {VIEWS[name].label()}
          </button>
        ))}
      </div>
    </OneLine>
  );
}

function tabId(name: ViewName): string {
  return `view-tab-${name}`;
}

/** The tab that a key leads to, around the ends; null for other keys. */
function tabAfterKey(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
