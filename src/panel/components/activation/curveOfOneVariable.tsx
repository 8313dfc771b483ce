/** The activations that take one number at a time: the curve, its slope, and every element of the layer on both. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { LayerShape } from '../../../protocol/engine';
import { activationAt } from '../../drawing/activations';
import { findingsIn, thinned } from '../../drawing/activationPoints';
import { isFresh } from '../../state/model';
import { choiceOf } from '../../state/navigation';
import { derivativeOf, shortCutNote, type DerivativeText } from '../../../protocol/text/derivatives';
import { Choice, CountChoice } from '../controls/choice';
import { useWants } from '../useWants';
import type { ViewProps } from '../views';
import { CurvePlot } from './curvePlot';
import { ElementReadout } from './elementReadout';
import { Findings } from './findings';
import { pointsOf, pointsWanted } from './layerPoints';
import { SlopePlot } from './slopePlot';

interface Props extends ViewProps {
  readonly shape: LayerShape;
}

const AXIS = 'activation.axis';
const UNIT = 'activation.unit';

export function CurveOfOneVariable({ state, run, layer, shape, dispatch }: Props): JSX.Element {
  const index = layer.layer;
  useWants(
    dispatch,
    'activation',
    (['preActivation', 'output', 'activationDerivative'] as const).map((quantity) =>
      pointsWanted(index, shape.units, quantity),
    ),
  );
  const held = pointsOf(state, index, shape.units);
  const drawn = useMemo(
    () => (held === null ? [] : thinned(held.samples, held.units)),
    [held?.samples, held?.units],
  );
  const { navigation } = state;
  const axis = choiceOf(navigation, AXIS, ['preActivation', 'output']);
  const unit = Math.min(Number(navigation.choices[UNIT] ?? 0) || 0, shape.units - 1);
  const samples = held?.samples ?? run.state.N;
  const sample = Math.max(0, Math.min(navigation.sample ?? 0, samples - 1));
  const choose = (element: number): void => {
    dispatch({ kind: 'sampleChosen', sample: Math.floor(element / shape.units) });
    dispatch({ kind: 'chosen', control: UNIT, value: String(element % shape.units) });
  };
  const text = derivativeOf(shape);
  const isShortCut = shortCutNote(run.description, index) !== null;
  const plot = { shape, held, drawn, chosen: { sample, unit }, onChoose: choose };
  return (
    <>
      <p class="formula">
        <span class="quantity accent-backward">activationDerivative</span> = {text.formula}
      </p>
      <p class="note">{text.note ?? whyFrom(text.from)}</p>
      <div class="controls">
        <CountChoice
          label={l10n.t('unit')}
          name="unit"
          value={unit}
          count={shape.units}
          onChoose={(value) => dispatch({ kind: 'chosen', control: UNIT, value: String(value) })}
        />
        <CountChoice
          label={l10n.t('sample')}
          name="sample"
          value={sample}
          count={samples}
          onChoose={(value) => dispatch({ kind: 'sampleChosen', sample: value })}
        />
        <Choice
          label={l10n.t('Draw the derivative over')}
          name={AXIS}
          options={[
            { value: 'preActivation', label: 'preActivation' },
            { value: 'output', label: 'output' },
          ]}
          chosen={axis}
          onChoose={(value) => dispatch({ kind: 'chosen', control: AXIS, value })}
        />
      </div>
      {held === null && (
        <p class="absent-note" data-present="false">
          {layer.summaries.output === null
            ? l10n.t('output is not computed yet in this batch step: the curve has no points.')
            : l10n.t('The numbers of the layer are being read.')}
        </p>
      )}
      {activationAt(shape.activation, 1, 0) === null ? (
        <p class="absent-note">{l10n.t('There is no curve for {0} here.', shape.activation)}</p>
      ) : (
        <div class={`plots${isFresh(state) ? '' : ' stale'}`}>
          <CurvePlot {...plot} />
          <SlopePlot {...plot} axis={axis} />
        </div>
      )}
      {held !== null && (
        <>
          <ElementReadout shape={shape} held={held} sample={sample} unit={unit} />
          <p class="muted">
            {l10n.t(
              'The large point is the chosen element with its tangent, ringed ones are the same unit in the other samples; a click chooses.',
            )}{' '}
            {pointWords(held.samples, held.units, drawn.length, run.state.N)}
          </p>
          <Findings
            shape={shape}
            findings={isShortCut ? [] : findingsIn(shape.activation, held)}
            samples={held.samples}
            fresh={held.fresh}
            note={isShortCut ? learnsAnyway() : null}
            onChoose={(value) => dispatch({ kind: 'chosen', control: UNIT, value: String(value) })}
          />
        </>
      )}
    </>
  );
}

function whyFrom(from: DerivativeText['from']): string {
  switch (from) {
    case 'output':
      return l10n.t(
        'The slope at preActivation can be told from output alone, which the forward pass has kept: nothing is computed twice. Both pictures show the same points; draw the derivative over output to see that each output has one slope.',
      );
    case 'preActivation':
      return '';
    case null:
      return l10n.t('The slope of a straight line is the same everywhere.');
  }
}

function learnsAnyway(): string {
  return l10n.t(
    'This layer is computed together with the loss (δ = output − target) and learns however flat its slope is: a flat end only means that it is sure.',
  );
}

function pointWords(samples: number, units: number, drawn: number, N: number): string {
  const part = samples < N ? ` ${l10n.t('The first {0} of {1} samples were read.', samples, N)}` : '';
  return countWords(samples, units, drawn) + part;
}

function countWords(samples: number, units: number, drawn: number): string {
  const all = samples * units;
  if (drawn < all)
    return l10n.t(
      '{0} of {1} points are drawn, every {2}th; the counts are of all.',
      drawn,
      all,
      Math.ceil(all / drawn),
    );
  return all === 1
    ? l10n.t('1 point: one for each of {0} samples and {1} units.', samples, units)
    : l10n.t('{0} points: one for each of {1} samples and {2} units.', all, samples, units);
}
