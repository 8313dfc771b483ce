/** For each layer, how large its gradients and updates were in the latest batch steps. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerStrip, Strips } from '../../../protocol/engine';
import type { Range } from '../../drawing/plot';
import { decadesOf, heightOf, STRIP, stripPath, undrawn } from '../../drawing/stripPicture';
import { choiceOf } from '../../state/navigation';
import { answerTo } from '../../state/questions';
import { formatCell, formatTick } from '../../text/format';
import { Choice } from '../controls/choice';
import { useQuestions } from '../useQuestions';
import type { ViewProps } from '../views';

const WINDOW = 'network.window';
const WINDOWS = ['100', '20', '1000'] as const;

interface Kind {
  readonly key: keyof LayerStrip;
  readonly name: string;
  readonly symbol: string;
}

const kinds = (): readonly Kind[] => [
  { key: 'gradient', name: l10n.t('mean |gradientWeights|'), symbol: '∂L/∂W' },
  { key: 'updateRatio', name: l10n.t('update ratio'), symbol: '‖ΔW‖ / ‖W‖' },
];

export function LayerStrips({ state, run, layer: shown, dispatch, post }: ViewProps): JSX.Element {
  const last = choiceOf(state.navigation, WINDOW, [...WINDOWS]);
  const question = { about: 'strips', last: Number(last) } as const;
  useQuestions(dispatch, 'strips', [question]);
  const held = answerTo(state, question);
  const strips = held?.answer.strips ?? null;
  return (
    <section aria-labelledby="strips-title">
      <h2 id="strips-title">{l10n.t('How each layer learnt lately')}</h2>
      <div class="controls">
        <Choice
          label={l10n.t('Latest batch steps')}
          name={WINDOW}
          options={['20', '100', '1000'].map((value) => ({ value, label: value }))}
          chosen={last}
          onChoose={(value) => dispatch({ kind: 'chosen', control: WINDOW, value })}
        />
      </div>
      {strips === null ? (
        <p class="absent-note">{l10n.t('The strips are being read.')}</p>
      ) : strips.finished === 0 ? (
        <p class="absent-note" data-present="false">
          {l10n.t('No batch step is finished yet: the strips begin with the first update of all layers.')}
        </p>
      ) : (
        <StripTable
          strips={strips}
          names={run.description.layers.map(({ name }) => name)}
          shown={shown.layer}
          fresh={held?.fresh === true}
          onChoose={(layer) => post({ type: 'showLayer', layer })}
        />
      )}
    </section>
  );
}

interface StripTableProps {
  readonly strips: Strips;
  readonly names: readonly string[];
  readonly shown: number;
  readonly fresh: boolean;
  readonly onChoose: (layer: number) => void;
}

function StripTable({ strips, names, shown, fresh, onChoose }: StripTableProps): JSX.Element {
  const shownKinds = kinds();
  const decades = shownKinds.map(({ key }) => decadesOf(strips.layers.map((strip) => strip[key])));
  const newest = strips.finished - 1;
  const gaps = strips.finished - strips.first - strips.steps.length;
  return (
    <>
      <table class={`strips${fresh ? '' : ' stale'}`}>
        <thead>
          <tr>
            <th scope="col">{l10n.t('layer')}</th>
            {shownKinds.map(({ key, name, symbol }, i) => (
              <th key={key} scope="col">
                {name} <span class="symbol">{symbol}</span>
                <span class="muted strip-scale">{scaleWords(decades[i])}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {strips.layers.map((strip, layer) => (
            <tr key={layer} class={layer === shown ? 'shown' : ''}>
              <th scope="row">
                <button type="button" class="strip-layer" onClick={() => onChoose(layer)}>
                  {names[layer]}
                </button>
              </th>
              {shownKinds.map(({ key, name }, i) => (
                <td key={key}>
                  <div>
                    <Strip
                      label={l10n.t(
                        '{0} of {1}, batch steps {2} to {3}',
                        name,
                        names[layer] ?? '',
                        strips.first,
                        newest,
                      )}
                      strips={strips}
                      values={strip[key]}
                      decades={decades[i] ?? null}
                      guide={key === 'updateRatio'}
                    />
                    <Latest strip={key} layer={layer} strips={strips} values={strip[key]} fresh={fresh} />
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted">
        {l10n.t(
          'Batch steps {0} to {1}, counted from 0 over the whole run; the number is that of batch step {1}. All layers share one scale.',
          strips.first,
          newest,
        )}
        {showsGuide(decades[1]) && ` ${l10n.t('The dotted line is an update ratio of 0.001, a usual one.')}`}
        {gaps > 0 && ` ${l10n.t('{0} of these batch steps are no longer kept: gaps.', gaps)}`}
      </p>
    </>
  );
}

/** What a strip reaches from and to. */
function scaleWords(decades: Range | null | undefined): string {
  if (!decades) return '';
  return ` ${l10n.t('{0} to {1}, logarithmic', formatTick(decades.low), formatTick(decades.high))}`;
}

const USUAL_RATIO = 1e-3;

function showsGuide(decades: Range | null | undefined): boolean {
  return !!decades && decades.low <= USUAL_RATIO && USUAL_RATIO <= decades.high;
}

interface StripProps {
  readonly label: string;
  readonly strips: Strips;
  readonly values: Float64Array;
  readonly decades: Range | null;
  /** Whether the usual update ratio is marked. */
  readonly guide: boolean;
}

function Strip({ label, strips, values, decades, guide }: StripProps): JSX.Element {
  const broken = undrawn(strips.steps, values);
  const words = broken.length === 0 ? '' : `; ${l10n.t('0 or not finite at {0} of them', broken.length)}`;
  return (
    <svg
      class="strip"
      viewBox={`0 0 ${STRIP.width} ${STRIP.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${label}${words}`}
    >
      {decades !== null && (
        <>
          {guide && showsGuide(decades) && (
            <line
              class="strip-guide"
              x1={0}
              x2={STRIP.width}
              y1={heightOf(USUAL_RATIO, decades)}
              y2={heightOf(USUAL_RATIO, decades)}
            />
          )}
          <path class="strip-line" d={stripPath(strips.steps, values, strips, decades)} />
        </>
      )}
    </svg>
  );
}

interface LatestProps {
  readonly strip: keyof LayerStrip;
  readonly layer: number;
  readonly strips: Strips;
  readonly values: Float64Array;
  readonly fresh: boolean;
}

/** The number of the last finished batch step; none when that is not kept. */
function Latest({ strip, layer, strips, values, fresh }: LatestProps): JSX.Element {
  const value = strips.steps.at(-1) === strips.finished - 1 ? values.at(-1) : undefined;
  return (
    <span
      class="strip-latest"
      data-strip={`${strip} ${layer}`}
      data-value={fresh && value !== undefined ? String(value) : undefined}
    >
      {value === undefined ? '—' : formatCell(value)}
    </span>
  );
}
