/** The update, number by number: the parameters before it, minus the learning rate times the step, are the new ones. */
import * as l10n from '@vscode/l10n';
import type { ComponentChildren, JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import { fitPitches, type Pitches } from '../../drawing/pitches';
import {
  PARAMETERS,
  stepsByGradient,
  subtracted,
  updateHolds,
  type Parameter,
  type UpdateContext,
} from '../../state/updateStep';
import { expectedShape } from '../../../protocol/text/shapes';
import { formatExact } from '../../text/format';
import { changedSinceUpdate, stepWords } from '../../text/updateRules';
import { Figure } from '../plate/figure';
import { axisOf, QuantityFigure } from '../quantityFigure';
import type { ViewProps } from '../views';
import { countsOf } from './backwardPicture';
import { isUpdated } from './updated';

interface UpdatePictureProps {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly width: number;
}

/** Pixels for the signs between the plates, and the plates' own margins. */
const SIGNS = 300;
/** The least room of a caption. */
const LEAST = 132;

export function UpdatePicture({ view, shape, width }: UpdatePictureProps): JSX.Element {
  const { state, run, layer } = view;
  const updated = isUpdated(run, layer);
  const context: UpdateContext = { state, run, layer, shape, updated };
  const counts = countsOf(shape, run.state.N);
  const pitches = fitPitches(
    counts,
    width,
    (tried) => 3 * Math.max(LEAST, counts.unit * tried.unit.across) + SIGNS,
  );
  const parameters = PARAMETERS.filter(({ name }) => name === 'weights' || shape.hasBias);
  const holds = parameters.every((parameter) => updateHolds(context, parameter));
  return (
    <>
      {parameters.map((parameter) => (
        <Line key={parameter.name} {...{ view, context, parameter, pitches }} />
      ))}
      <p class="muted">{stepWords(run.state.settings.optimizer)}</p>
      {!holds && (
        <p class="lead unturned" data-update-note>
          {changedSinceUpdate()}
        </p>
      )}
    </>
  );
}

interface LineProps {
  readonly view: ViewProps;
  readonly context: UpdateContext;
  readonly parameter: Parameter;
  readonly pitches: Pitches;
}

function Line({ view, context, parameter, pitches }: LineProps): JSX.Element {
  const { shape, updated, run } = context;
  const { name, before, gradient } = parameter;
  const figure = { view, shape, pitches };
  const rate = formatExact(run.state.settings.optimizer.learningRate);
  const isGradient = stepsByGradient(run);
  return (
    <div class="update-picture" data-update={name}>
      <QuantityFigure {...figure} quantity={updated ? before : name} note={l10n.t('before the update')} />
      <Term sign={isGradient ? `− ${rate} ·` : '−'}>
        {isGradient ? (
          <QuantityFigure {...figure} quantity={gradient} note={l10n.t('the step')} />
        ) : (
          <StepFigure {...{ context, parameter, pitches }} />
        )}
      </Term>
      <Term sign="=">
        {updated ? (
          <QuantityFigure {...figure} quantity={name} note={l10n.t('after the update')} />
        ) : (
          <ParameterFigure {...{ context, parameter, pitches }} />
        )}
      </Term>
    </div>
  );
}

interface TermProps {
  readonly sign: string;
  readonly children: ComponentChildren;
}

/** A plate with the sign before it, which stay together where the line is too long for the page. */
function Term({ sign, children }: TermProps): JSX.Element {
  return (
    <div class="term">
      <span class="between">{sign}</span>
      {children}
    </div>
  );
}

type ShapedProps = Omit<LineProps, 'view'>;

/** Rows and columns as the parameter has them. */
function shaped({
  context: { shape },
  parameter,
  pitches,
}: ShapedProps): Pick<Parameters<typeof Figure>[0], 'rows' | 'columns' | 'across' | 'down'> {
  const [n, m] = expectedShape(shape, parameter.name, 0).map(Number);
  return {
    rows: m === undefined ? axisOf(undefined, 1) : axisOf('input', n ?? 0),
    columns: axisOf('unit', m ?? n ?? 0),
    across: pitches.unit.across,
    down: m === undefined ? 20 : pitches.input.down,
  };
}

/** Not the gradient, but what the optimizer made of it. */
function StepFigure(props: ShapedProps): JSX.Element {
  const { context, parameter } = props;
  return (
    <Figure
      {...shaped(props)}
      id={`step-${parameter.name}`}
      name="η · step"
      note={l10n.t('what was subtracted')}
      accent="backward"
      matrix={subtracted(context, parameter)}
      element={(row, column) =>
        `learningRate · step[${parameter.name === 'bias' ? column : `${row}, ${column}`}]`
      }
    />
  );
}

/** The outline of the parameter that the update is to make. */
function ParameterFigure(props: ShapedProps): JSX.Element {
  const { name } = props.parameter;
  return (
    <Figure
      {...shaped(props)}
      id={`${name}After`}
      name={name}
      note={l10n.t('after the update')}
      accent="parameters"
      matrix={{ kind: 'absent', reason: l10n.t('not computed yet') }}
    />
  );
}
