/** One quantity of the layer: what it is, its statistics, and its numbers, or that it has none yet. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { LayerShape } from '../../protocol/engine';
import type { FromPanel, LayerView } from '../../protocol/panel';
import type { TensorSummary } from '../../protocol/tensor';
import { QUANTITIES, type QuantityName } from '../../protocol/vocabulary';
import { lightOn, withPointed, type Light } from '../drawing/light';
import type { Place } from '../drawing/window';
import { colourLimit } from '../state/colours';
import { comparedAt, compareOf, type Compare } from '../state/compare';
import { litPatch } from '../state/lesson';
import { hasFormula, isOnCard, practiceOnShow } from '../state/practice';
import { isShapeHidden } from '../state/veil';
import { isFresh, type PanelEvent, type PanelState } from '../state/model';
import { cellAt } from '../provenance/cell';
import { sampleOnShow } from '../state/reads';
import { whyOf } from '../state/why';
import { formatExact, formatShape } from '../text/format';
import { axesInWords, existsIn, expectedShape } from '../../protocol/text/shapes';
import { hiddenShape } from '../text/lesson';
import { COMPARE_WORDS, elementName, gradientOrigin, markWords } from '../text/words';
import { AbsentMatrix } from './absentMatrix';
import { CardFooter } from './card/cardFooter';
import type { Exported } from './saving/exportItems';
import type { LiveRun } from './header';
import { MatrixView } from './grid/matrixView';
import { followWithFocus } from './why/focus';
import { CountChoice } from './controls/choice';
import { PracticePane } from './practice/practicePane';
import { practisingOn, predictAhead } from './practice/practising';
import { useWatching, type Watched } from './watching';

/** What the quantity is to the operation on show. */
export type CardRole = 'result' | 'operand' | null;

interface MatrixCardProps {
  readonly quantity: QuantityName;
  readonly shape: LayerShape;
  readonly state: PanelState;
  readonly run: LiveRun;
  readonly layer: LayerView;
  readonly role: CardRole;
  readonly dispatch: (event: PanelEvent) => void;
  readonly post: (message: FromPanel) => void;
  readonly onWatch: (watched: Watched) => void;
  readonly onExport: (exported: Exported) => void;
}

export function MatrixCard(props: MatrixCardProps): JSX.Element {
  const { quantity, shape, state, run, layer, role } = props;
  const summary = layer.summaries[quantity];
  const fresh = isFresh(state);
  const compare = compareOf(state.navigation);
  const accent = QUANTITIES[quantity].group.toLowerCase();
  const practice = practiceOnShow(state);
  const isSecret = isShapeHidden(state, layer.layer, quantity);
  const size = isSecret ? ['?'] : (summary?.shape ?? expectedShape(shape, quantity, run.state.N));
  return (
    <article
      class={`card accent-${accent}${role === null ? '' : ` card-${role}`}${fresh ? '' : ' stale'} compare-${compare}`}
      aria-label={`${quantity}, ${QUANTITIES[quantity].meaning}`}
    >
      <header class="card-header">
        <h3>
          <span class="quantity">{quantity}</span> <span class="symbol">{QUANTITIES[quantity].symbol}</span>
        </h3>
        <p class="card-shape">
          <strong>{formatShape(size)}</strong>{' '}
          <span class="axes">{isSecret ? '' : axesInWords(shape, quantity)}</span>
        </p>
        {role !== null && <span class={`role role-${role}`}>{roleWord(role)}</span>}
        {compare !== 'current' && (
          <span class="role mark compare-mark" data-compare-mark={compare}>
            {compare === 'difference' ? l10n.t('current − previous') : COMPARE_WORDS[compare]}
          </span>
        )}
        <Mark mark={summary?.mark} />
        {quantity === 'gradient' && <p class="card-origin">{gradientOrigin(run.description, layer.layer)}</p>}
      </header>
      {isSecret ? (
        // Of whatever size: there is room for the words.
        <AbsentMatrix quantity={quantity} size={[2, 4]} reason={hiddenShape()} />
      ) : summary === null ? (
        <AbsentNow {...props} size={size} />
      ) : compare !== 'current' && state.absentBefore.includes(quantity) ? (
        <AbsentMatrix
          quantity={quantity}
          size={size}
          reason={l10n.t('there is no batch step before this one')}
        />
      ) : (
        <PresentMatrix {...props} summary={summary} fresh={fresh} compare={compare} />
      )}
      {practice !== null && isOnCard(practice, shape.name, quantity) && (
        <PracticePane practice={practice} state={state} dispatch={props.dispatch} post={props.post} />
      )}
    </article>
  );
}

/** What is not computed yet can be predicted: the run goes on to it with the answer. */
function AbsentNow({
  quantity,
  shape,
  state,
  run,
  layer,
  size,
  post,
}: MatrixCardProps & { readonly size: readonly (number | string)[] }): JSX.Element {
  if (!existsIn(shape, quantity))
    return <AbsentMatrix quantity={quantity} size={size} reason={l10n.t('this layer has no bias')} />;
  const canAsk = run.kind === 'stopped' && run.state.position !== null && isFresh(state);
  return (
    <>
      <AbsentMatrix quantity={quantity} size={size} reason={l10n.t('not computed yet in this batch step')} />
      {canAsk && (
        <p class="absent-ask">
          <button
            type="button"
            class="menu-button"
            data-action={`predict-${quantity}`}
            onClick={() => predictAhead(quantity, shape, layer, size.length, post)}
          >
            {l10n.t('Predict {0}…', quantity)}
          </button>
        </p>
      )}
    </>
  );
}

/** What a change by hand has made of the numbers. */
function roleWord(role: 'result' | 'operand'): string {
  return role === 'result' ? l10n.t('result') : l10n.t('operand');
}

function Mark({ mark }: { readonly mark: TensorSummary['mark'] }): JSX.Element | null {
  if (mark === undefined) return null;
  return (
    <span class={`role mark mark-${mark}`} data-mark={mark}>
      {markWords(mark)}
    </span>
  );
}

interface PresentMatrixProps extends MatrixCardProps {
  readonly summary: TensorSummary;
  readonly fresh: boolean;
  readonly compare: Compare;
}

function PresentMatrix(props: PresentMatrixProps): JSX.Element {
  const { quantity, shape, state, layer, summary, fresh, compare, dispatch } = props;
  const [place, setPlace] = useState<Place | null>(null);
  const [destination, setDestination] = useState<Place | null>(null);
  const sample = sampleOnShow(state, summary.shape);
  const limit = colourLimit(state, layer, quantity, compare);
  const readoutId = `readout-${quantity}`;
  const sampleRow =
    summary.shape.length === 2 && QUANTITIES[quantity].axes[0] === 'sample' ? state.navigation.sample : null;
  const matrix = { layer: layer.layer, quantity, sample };
  const light = useLight(withPointed(lightOn(whyOf(state), matrix, sampleRow), litPatch(state), matrix));
  const explain = (place: Place, byKey: boolean): void => {
    // What is explained is the current number, and that is not on show.
    if (compare !== 'current') return;
    const cell = cellAt(shape, layer.layer, quantity, { sample, ...place });
    if (byKey) followWithFocus(cell);
    dispatch({ kind: 'cellSelected', cell });
  };
  const axes = summary.shape.length;
  const watching = useWatching(quantity, axes, sample, props.onWatch);
  const enabled = compare === 'current' && fresh && !Number.isNaN(summary.min);
  const practising = practisingOn({ quantity, shape, layer, axes, sample, enabled, post: props.post });
  return (
    <>
      {summary.shape.length === 3 && (
        <div class="sample-chooser">
          <CountChoice
            label={l10n.t('Jacobian of sample')}
            name="jacobian"
            value={sample}
            count={summary.shape[0] ?? 1}
            onChoose={(chosen) => dispatch({ kind: 'sampleChosen', sample: chosen })}
          />
        </div>
      )}
      <div
        onFocusIn={watching.onFocusIn}
        onKeyDown={(event) => {
          watching.onKeyDown(event);
          practising.onKeyDown(event);
        }}
      >
        <MatrixView
          {...{
            quantity,
            shape,
            state,
            layer,
            summary,
            fresh,
            compare,
            sample,
            limit,
            light,
            destination,
            dispatch,
          }}
          describedBy={readoutId}
          onPoint={setPlace}
          onChoose={explain}
        />
      </div>
      <CardFooter
        {...{
          quantity,
          summary,
          state,
          sample,
          limit,
          fresh,
          compare,
          watching,
          practising,
          readoutId,
          dispatch,
        }}
        hasFormula={hasFormula(quantity, shape)}
        layer={layer.layer}
        readout={place === null ? '' : exactValue(props, sample, place)}
        onExport={props.onExport}
        onGo={({ sample: chosen, ...to }) => {
          if (chosen !== null) dispatch({ kind: 'sampleChosen', sample: chosen });
          setDestination(to);
        }}
      />
    </>
  );
}

/** The same light as long as it lights the same: most matrices need not be drawn again for what is explained. */
function useLight(light: Light): Light {
  return useMemo(() => light, [JSON.stringify(light)]);
}

/** The element in full, as float32 has it. */
function exactValue(props: PresentMatrixProps, sample: number, { row, column }: Place): string {
  const { quantity, state, layer, summary, compare } = props;
  const pair = { now: state.sheets[quantity], before: state.sheetsBefore[quantity] };
  const held = comparedAt(compare, pair, layer.moment, sample, row, column);
  if (held === null) return '';
  const element = elementName(quantity, summary.shape.length, sample, row, column);
  const name = compare === 'current' ? element : `${COMPARE_WORDS[compare]}: ${element}`;
  return held.fresh && props.fresh
    ? `${name} = ${formatExact(held.value)}`
    : l10n.t('{0} is being read', name);
}
