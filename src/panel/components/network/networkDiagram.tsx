/** Layers as columns of units, connections as lines in the colours of the number scale. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import type { Question } from '../../../protocol/questions';
import type { TensorSummary } from '../../../protocol/tensor';
import {
  BUNDLE_WIDTH,
  drawsEach,
  networkPicture,
  NODE_RADIUS,
  rootMeanSquare,
  type Column,
} from '../../drawing/networkPicture';
import { scaleLimit } from '../../drawing/scale';
import { isFresh } from '../../state/model';
import { answerTo } from '../../state/questions';
import { partOf, wholeOf } from '../../state/wants';
import { formatCell, formatStatistic } from '../../text/format';
import { LayerLabel } from '../layerLabel';
import { Legend } from '../statistics';
import { useQuestions } from '../useQuestions';
import { useWants } from '../useWants';
import type { ViewProps } from '../views';
import { Connections } from './connections';

interface NetworkDiagramProps extends ViewProps {
  readonly quantity: 'weights' | 'gradientWeights';
}

/** On a wide page the picture grows, but not so far that its parts lose touch. */
const MOST_STRETCHED = 1.7;

export function NetworkDiagram(props: NetworkDiagramProps): JSX.Element {
  const { state, run, layer: shown, quantity, dispatch, post } = props;
  const { layers } = run.description;
  const picture = networkPicture(layers);
  const inputs = picture.columns[0]?.count ?? 0;
  const placed = (column: Column | undefined): string =>
    `${((100 * (column?.x ?? 0)) / picture.width).toFixed(3)}%`;
  const questions = layers.map((_, layer): Extract<Question, { about: 'summaries' }> => {
    return { about: 'summaries', layer };
  });
  useQuestions(dispatch, 'network', questions);
  useWants(
    dispatch,
    'network',
    layers.flatMap((layer, index) => (drawsEach(layer) ? [wholeOf(index, quantity)] : [])),
  );
  const summaries = questions.map((question) => answerTo(state, question));
  const known = summaries.map((held) => (held?.fresh === true ? held.answer.summaries[quantity] : null));
  // One scale for all layers: a gradient that vanishes on its way back is then seen to.
  const limit = Math.max(0, ...known.map((summary) => (summary === null ? 0 : scaleLimit(summary))));
  const position = run.state.position?.layer ?? null;
  return (
    <>
      <div class="network-scroll" tabIndex={0} role="group" aria-label={l10n.t('Picture of the network')}>
        <div
          class="network-picture"
          style={{ minWidth: `${picture.width}px`, maxWidth: `${MOST_STRETCHED * picture.width}px` }}
        >
          <svg
            viewBox={`0 0 ${picture.width} ${picture.height}`}
            class={isFresh(state) ? '' : 'stale'}
            role="img"
            aria-label={pictureWords(layers, quantity)}
          >
            {layers.map((layer, index) => (
              <Connections
                key={`${index} ${quantity}`}
                layer={index}
                shape={layer}
                from={picture.columns[index]}
                to={picture.columns[index + 1]}
                bundle={picture.bundle}
                part={drawsEach(layer) ? partOf(state, wholeOf(index, quantity)) : null}
                summary={known[index] ?? null}
                limit={limit}
              />
            ))}
            {picture.columns.map((column, index) => (
              <Units
                key={index}
                column={column}
                bundle={picture.bundle}
                shown={index - 1 === shown.layer}
                onChoose={index === 0 ? null : () => post({ type: 'showLayer', layer: index - 1 })}
              />
            ))}
          </svg>
          <ol class="network-columns">
            <li style={{ left: placed(picture.columns[0]) }}>
              <span class="network-name">{l10n.t('data')}</span>
              <span class="network-about">
                {inputs === 1 ? l10n.t('1 input') : l10n.t('{0} inputs', inputs)}
              </span>
            </li>
            {layers.map((layer, index) => (
              <li key={index} style={{ left: placed(picture.columns[index + 1]) }}>
                <button
                  type="button"
                  class={`network-column${index === shown.layer ? ' shown' : ''}`}
                  aria-current={index === shown.layer ? 'true' : undefined}
                  data-network-layer={layer.name}
                  title={l10n.t('Show {0}', layer.name)}
                  onClick={() => post({ type: 'showLayer', layer: index })}
                >
                  <LayerLabel layer={layer} current={index === position} />
                  <Size
                    quantity={quantity}
                    summary={known[index] ?? null}
                    fresh={summaries[index]?.fresh === true}
                  />
                </button>
              </li>
            ))}
          </ol>
        </div>
      </div>
      {limit > 0 && <Legend limit={limit} />}
      <p class="muted">
        {l10n.t(
          'One scale for all layers; negative connections are dashed. Under each layer stands the root mean square of its {0}; a layer of more than 16 units is one bundle, coloured by it.',
          quantity,
        )}
      </p>
    </>
  );
}

interface SizeProps {
  readonly quantity: string;
  readonly summary: TensorSummary | null;
  readonly fresh: boolean;
}

function Size({ quantity, summary, fresh }: SizeProps): JSX.Element {
  if (!fresh) return <span class="network-about">…</span>;
  if (summary === null)
    return (
      <span class="network-about" data-present="false">
        {l10n.t('not computed yet')}
      </span>
    );
  const size = rootMeanSquare(summary);
  return (
    <span class="network-about" data-size-of={quantity} data-value={size === null ? undefined : String(size)}>
      <span class="unseen">{l10n.t('root mean square of {0}', quantity)} </span>
      {formatStatistic(size)}
    </span>
  );
}

interface UnitsProps {
  readonly column: Column;
  readonly bundle: number;
  readonly shown: boolean;
  /** A click; the buttons below do the same by keyboard. */
  readonly onChoose: (() => void) | null;
}

function Units({ column, bundle, shown, onChoose }: UnitsProps): JSX.Element {
  const look = `units${shown ? ' shown' : ''}${onChoose === null ? '' : ' choosable'}`;
  if (column.isBundle) {
    const [middle = 0] = column.nodes;
    return (
      <g class={look} onClick={() => onChoose?.()}>
        <rect
          x={column.x - BUNDLE_WIDTH / 2}
          y={middle - bundle}
          width={BUNDLE_WIDTH}
          height={2 * bundle}
          rx={NODE_RADIUS}
        />
        <text x={column.x} y={middle + 4} text-anchor="middle">
          {formatCell(column.count)}
        </text>
      </g>
    );
  }
  return (
    <g class={look} onClick={() => onChoose?.()}>
      {column.nodes.map((y) => (
        <circle key={y} cx={column.x} cy={y} r={NODE_RADIUS} />
      ))}
    </g>
  );
}

function pictureWords(layers: readonly LayerShape[], quantity: string): string {
  const sizes = [layers[0]?.inputs ?? 0, ...layers.map(({ units }) => units)];
  const inARow = sizes.join(l10n.t(' to '));
  return l10n.t('The network, {0} units, its connections coloured by {1}', inARow, quantity);
}
