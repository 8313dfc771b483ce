/** A layer's whole batch step: its operations, each above the matrices that first take part in it. */
import * as l10n from '@vscode/l10n';
import type { JSX, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { LayerShape } from '../../protocol/engine';
import type { LayerView } from '../../protocol/panel';
import type { OperationName, Phase, QuantityName } from '../../protocol/vocabulary';
import { progressOf } from '../drawing/progress';
import type { PanelState } from '../state/model';
import { operationText, type OperationText } from '../../protocol/text/equations';
import type { LiveRun } from './header';
import type { ViewProps } from './views';
import { withParts } from './withParts';
import { ColourChoice } from './colourChoice';
import { MatrixCard, type CardRole } from './matrixCard';
import { OperationRow } from './operationRow';
import { lookAt, lookAtPart } from './reveal';
import { WhenSeen } from './whenSeen';

interface Group {
  readonly phase: Phase;
  readonly operations: readonly OperationName[];
  readonly quantities: readonly QuantityName[];
}

/**
 * Every matrix stands once, in the one order of the backward step; where a later operation reads it again, it is
 * lit where it stands.
 */
const BACKWARD: readonly Group[] = [
  {
    phase: 'backward',
    operations: ['activationDerivative', 'gradientOutput'],
    quantities: ['gradient', 'activationDerivative', 'gradientOutput'],
  },
  {
    phase: 'backward',
    operations: ['gradientWeights'],
    quantities: ['input', 'gradientWeights', 'gradientBias'],
  },
  { phase: 'backward', operations: ['gradientPrev'], quantities: ['weights', 'bias', 'gradientPrev'] },
];
const AROUND: readonly Group[] = [
  {
    phase: 'forward',
    operations: ['preActivation', 'output'],
    quantities: ['preActivation', 'output'],
  },
  { phase: 'loss', operations: ['loss'], quantities: [] },
  { phase: 'update', operations: ['update'], quantities: [] },
];

export function LayerStep(props: ViewProps): JSX.Element | null {
  const { run, layer, state } = props;
  const backward = useFollow(run, layer);
  const shape = run.description.layers[layer.layer];
  if (shape === undefined) return null;
  const onShow = operationOnShow(state, run, layer);
  const drawGroup = (group: Group): JSX.Element => (
    <OperationGroup key={group.operations[0]} {...props} shape={shape} group={group} onShow={onShow} />
  );
  return (
    <div class="layer-step" data-shown-layer={shape.name}>
      <section ref={backward} aria-labelledby="backward-title">
        <div class="step-title">
          <h2 id="backward-title">
            {withParts(l10n.t('Backward step of {0}'), <span class="layer-name">{shape.name}</span>)}
          </h2>
          <ColourChoice navigation={state.navigation} dispatch={props.dispatch} />
        </div>
        {BACKWARD.map(drawGroup)}
      </section>
      <section aria-labelledby="around-title">
        <h2 id="around-title">{l10n.t('Forward, loss and update')}</h2>
        {AROUND.map(drawGroup)}
      </section>
    </div>
  );
}

/**
 * After a stop, the operation that ran is brought into sight. Not after the last one of a backward step: that is
 * where one looks at the step as a whole, and the page had better stay as it was left, if it was left anywhere there.
 * @returns goes to where the backward step stands
 */
function useFollow(run: LiveRun, layer: LayerView): RefObject<HTMLElement | null> {
  const backward = useRef<HTMLElement>(null);
  const drawnBefore = useRef(false);
  useEffect(() => {
    const { position } = run.state;
    const follows = drawnBefore.current && run.kind === 'stopped' && position !== null;
    drawnBefore.current = true;
    if (!follows || (position.layer !== null && position.layer !== layer.layer)) return;
    if (position.operation !== 'gradientPrev') lookAt(position.operation);
    else if (backward.current !== null) lookAtPart(backward.current);
  }, [layer.moment]);
  return backward;
}

/** The chosen operation, or where the run stands if it stands in this layer. */
export function operationOnShow(state: PanelState, run: LiveRun, layer: LayerView): OperationName | null {
  if (state.chosenOperation !== null) return state.chosenOperation;
  const { position } = run.state;
  if (position === null) return null;
  return position.layer === layer.layer || position.layer === null ? position.operation : null;
}

interface OperationGroupProps extends ViewProps {
  readonly shape: LayerShape;
  readonly group: Group;
  readonly onShow: OperationName | null;
}

function OperationGroup(props: OperationGroupProps): JSX.Element {
  const { state, run, layer, shape, group, onShow, dispatch, post, onOperation } = props;
  const { description, state: runState } = run;
  const textOf = (operation: OperationName): OperationText =>
    operationText(operation, {
      run: description,
      layer: layer.layer,
      N: runState.N,
      learningRate: runState.learningRate,
    });
  const lit = onShow === null ? null : textOf(onShow);
  return (
    <div class="group">
      <WhenSeen class="operations">
        {group.operations.map((operation) => (
          <OperationRow
            key={operation}
            operation={operation}
            text={textOf(operation)}
            layerName={shape.name}
            progress={progressOf(
              runState.position,
              description.layers.length,
              layer.layer,
              group.phase,
              operation,
            )}
            onShow={operation === onShow}
            onChoose={onOperation}
          />
        ))}
      </WhenSeen>
      {group.quantities.length > 0 && (
        <div class="cards">
          {group.quantities.map((quantity) => (
            <WhenSeen key={quantity} class="card-slot">
              <MatrixCard
                quantity={quantity}
                shape={shape}
                state={state}
                run={run}
                layer={layer}
                role={roleOf(quantity, lit)}
                dispatch={dispatch}
                post={post}
                onWatch={(watched) => post({ type: 'watch', run: layer.run, layer: layer.layer, ...watched })}
                onExport={(exported) =>
                  post({
                    type: 'export',
                    ...exported,
                    run: layer.run,
                    moment: layer.moment,
                    layer: layer.layer,
                  })
                }
              />
            </WhenSeen>
          ))}
        </div>
      )}
    </div>
  );
}

export function roleOf(quantity: QuantityName, lit: OperationText | null): CardRole {
  if (lit === null) return null;
  if (lit.results.includes(quantity)) return 'result';
  return lit.operands.includes(quantity) ? 'operand' : null;
}
