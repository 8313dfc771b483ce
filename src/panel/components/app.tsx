/** The whole panel, from the top of the page down. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { FromPanel } from '../../protocol/panel';
import type { OperationName } from '../../protocol/vocabulary';
import { hides } from '../state/lesson';
import { secretShapes, veiled } from '../state/veil';
import { setHiding } from '../text/hiddenNumbers';
import type { PanelEvent, PanelState } from '../state/model';
import { Announcer } from './announcer';
import { CellEditsProvider } from './cellEdits';
import { EmptyState } from './emptyState';
import { Header } from './header';
import { predictLoss } from './practice/practising';
import { LessonPane } from './lesson/lessonPane';
import { NetworkStrip } from './networkStrip';
import { StepTrack } from './stepTrack';
import { Timeline } from './timeline';
import { lookAt } from './reveal';
import { View, ViewTabs } from './views';
import { followWithFocus } from './why/focus';
import { Why } from './why/why';

export interface AppProps {
  readonly state: PanelState;
  readonly dispatch: (event: PanelEvent) => void;
  readonly post: (message: FromPanel) => void;
}

export function App(props: AppProps): JSX.Element {
  const { dispatch, post } = props;
  const state = veiled(props.state);
  setHiding(state !== props.state, secretShapes(props.state));
  const { lesson } = state;
  if (lesson === null) return <LiveRunPage {...props} state={state} />;
  return (
    <div class="with-lesson">
      <LessonPane state={state} view={lesson} dispatch={dispatch} post={post} />
      <div class="beside-lesson">
        <LiveRunPage {...props} state={state} />
      </div>
    </div>
  );
}

/** All that is about the run itself. */
function LiveRunPage({ state, dispatch, post }: AppProps): JSX.Element {
  const { run, layer, curve } = state;
  if (run.kind === 'none') {
    return (
      <main>
        <EmptyState />
        <Announcer run={run} />
      </main>
    );
  }
  const chooseOperation = (operation: OperationName): void => {
    if (layer === null) return;
    dispatch({ kind: 'operationChosen', operation });
    post({ type: 'showLayer', layer: layer.layer, operation });
    lookAt(operation);
  };
  const explainLoss = (): void => {
    const cell = { layer: run.description.layers.length - 1, quantity: 'loss', index: [] } as const;
    followWithFocus(cell);
    dispatch({ kind: 'cellSelected', cell });
  };
  return (
    <>
      <Header
        run={run}
        hides={(control) => hides(state, control)}
        shownLayer={layer === null ? undefined : run.description.layers[layer.layer]?.name}
        onAction={(action) => post({ type: 'action', action })}
        onLoss={explainLoss}
        onPredictLoss={() => predictLoss(run, post)}
        onRunTo={(to) => post({ type: 'runTo', to })}
        onChooseBackend={() => post({ type: 'chooseBackend' })}
      />
      <main>
        {curve !== null && curve.count > 0 && !hides(state, 'timeline') && (
          <Timeline key={run.run} run={run} curve={curve} post={post} />
        )}
        {!hides(state, 'networkStrip') && (
          <NetworkStrip
            description={run.description}
            shown={layer?.layer ?? null}
            position={run.state.position?.layer ?? null}
            onChoose={(index) => post({ type: 'showLayer', layer: index })}
          />
        )}
        {layer === null ? (
          <p class="waiting">
            {run.kind === 'running'
              ? l10n.t('The numbers appear at the next pause.')
              : l10n.t('Reading the layer…')}
          </p>
        ) : (
          <>
            {!hides(state, 'operations') && (
              <StepTrack run={run} layer={layer.layer} onChoose={chooseOperation} />
            )}
            <ViewTabs state={state} onChoose={(view) => dispatch({ kind: 'viewChosen', view })} />
            <CellEditsProvider state={state} post={post}>
              <View
                state={state}
                run={run}
                layer={layer}
                dispatch={dispatch}
                post={post}
                onOperation={chooseOperation}
              />
            </CellEditsProvider>
            {!hides(state, 'explanations') && <Why state={state} dispatch={dispatch} post={post} />}
          </>
        )}
      </main>
      <Announcer run={run} />
    </>
  );
}
