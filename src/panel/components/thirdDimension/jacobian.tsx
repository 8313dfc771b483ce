/** The derivative of the activation of one sample: a whole matrix for softmax, a diagonal for all others. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { diagonalAt, minusAt, rowSum, squareAt } from '../../drawing/derivatives';
import { differenceOf, float32Step, largestOf, type ElementAt } from '../../drawing/sums';
import { thin } from '../../drawing/thinning';
import { madeMatrix, matrixOf, rowAt } from '../../state/matrices';
import { formatStatistic } from '../../text/format';
import { Formula } from '../equation/symbols';
import { Figure } from '../plate/figure';
import { axisOf } from '../quantityFigure';
import { stagePitches } from '../samples/pitches';
import { withParts } from '../withParts';
import type { PartProps } from './collapse';

interface JacobianProps extends PartProps {
  readonly softmax: boolean;
}

export function Jacobian(props: JacobianProps): JSX.Element {
  return props.softmax ? <SoftmaxJacobian {...props} /> : <DiagonalJacobian {...props} />;
}

function SoftmaxJacobian({ view, shape, sample, width }: PartProps): JSX.Element {
  const { state, layer, run } = view;
  const { units } = shape;
  const output = matrixOf(state, layer, shape, 'output');
  const engine = matrixOf(state, layer, shape, 'activationDerivative', sample);
  const p = rowAt(output, sample);
  const drawn = thin(units).indices;
  const diagonal = diagonalAt(p);
  const square = squareAt(p);
  const made = minusAt(diagonal, square);
  const figure = useFigure(shape, run.state.N, width);
  const limit = largestOf(diagonal, drawn, drawn);
  return (
    <section aria-labelledby="jacobian-title">
      <h2 id="jacobian-title">{l10n.t('softmax’s derivative is a whole matrix, for every sample')}</h2>
      <p class="lead">
        {l10n.t(
          'softmax makes the units of a sample compete: if one output grows, the others shrink. So each of the {0} outputs has a derivative by each of the {0} preActivations. With p, the output of sample {1}, it is diag(p) − pᵀ · p, an outer product again. Here the third dimension stays; but it is used up at once, row by row, in gradientOutput.',
          units,
          sample,
        )}
      </p>
      <Formula>
        <mi>J</mi>
        <mo>=</mo>
        <mtext>diag</mtext>
        <mtext>(</mtext>
        <mi>p</mi>
        <mtext>)</mtext>
        <mo>−</mo>
        <msup>
          <mi>p</mi>
          <mi mathvariant="normal">⊤</mi>
        </msup>
        <mo>·</mo>
        <mi>p</mi>
      </Formula>
      <div class="row-of-figures">
        <Figure
          {...figure}
          id="diagonal"
          name="diag(p)"
          accent="forward"
          matrix={madeMatrix(units, units, diagonal, limit, output)}
        />
        <span class="between-figures">−</span>
        <Figure
          {...figure}
          id="square"
          name="pᵀ · p"
          accent="forward"
          matrix={madeMatrix(units, units, square, limit, output)}
        />
        <span class="between-figures">=</span>
        <Figure
          {...figure}
          id="jacobian"
          name={`activationDerivative[${sample}]`}
          accent="backward"
          matrix={engine}
          element={(i, k) => `activationDerivative[${sample}, ${i}, ${k}]`}
        />
      </div>
      {engine.kind === 'present' && (
        <ZeroSums at={engine.at} units={units} fresh={engine.fresh} limit={engine.limit} />
      )}
      {engine.kind === 'present' && engine.fresh && (
        <Agreement made={made} engine={engine.at} drawn={drawn} reach={limit} />
      )}
    </section>
  );
}

interface ZeroSumsProps {
  readonly at: ElementAt;
  readonly units: number;
  readonly fresh: boolean;
  readonly limit: number;
}

/** The outputs always add up to 1, so what one of them gains the others lose. */
function ZeroSums({ at, units, fresh, limit }: ZeroSumsProps): JSX.Element | null {
  const { indices } = thin(units);
  const turned: ElementAt = (row, column) => at(column, row);
  const rows = indices.map((row) => rowSum(at, row, units));
  // Of a large Jacobian only the rows that are drawn were read.
  const whole = indices.map((column) => rowSum(turned, column, units));
  const columns = whole.includes(null) ? [] : whole;
  const sums = [...rows, ...columns];
  if (!fresh || sums.includes(null)) return null;
  const largest = Math.max(...sums.map((sum) => Math.abs(sum ?? 0)));
  const step = float32Step(Math.max(limit, 1e-30));
  const zero = largest <= units * step;
  return (
    <p class={`check ${zero ? 'agrees' : 'differs'}`} data-agrees={zero} data-check="sums">
      {withParts(
        l10n.t('{0}, as the outputs always add up to 1: what one gains the others lose.'),
        <strong>{zeroWords(zero, columns.length > 0)}</strong>,
      )}{' '}
      {l10n.t(
        'The largest sum here is {0}; one float32 step at this size is {1}.',
        formatStatistic(largest),
        formatStatistic(step),
      )}
    </p>
  );
}

function zeroWords(zero: boolean, withColumns: boolean): string {
  if (!zero) return l10n.t('✗ The rows do not add up to 0');
  return withColumns
    ? l10n.t('✓ Every row and every column adds up to 0')
    : l10n.t('✓ Every row that is drawn adds up to 0');
}

interface AgreementProps {
  readonly made: ElementAt;
  readonly engine: ElementAt;
  readonly drawn: readonly number[];
  readonly reach: number;
}

function Agreement({ made, engine, drawn, reach }: AgreementProps): JSX.Element | null {
  const difference = differenceOf(made, engine, drawn, drawn, 2, reach);
  if (difference === null) return null;
  return (
    <p
      class={`check ${difference.agrees ? 'agrees' : 'differs'}`}
      data-agrees={difference.agrees}
      data-check="jacobian"
    >
      {withParts(
        l10n.t('{0}: the largest difference is {1}.'),
        <strong>
          {difference.agrees
            ? l10n.t('✓ diag(p) − pᵀ · p is what the engine has')
            : l10n.t('✗ The engine has other numbers')}
        </strong>,
        formatStatistic(difference.largest),
      )}
    </p>
  );
}

/** Every other activation works on each number alone. */
function DiagonalJacobian({ view, shape, sample, width }: PartProps): JSX.Element {
  const { state, layer, run } = view;
  const { units } = shape;
  const derivative = matrixOf(state, layer, shape, 'activationDerivative');
  const slopes = rowAt(derivative, sample);
  const drawn = thin(units).indices;
  const figure = useFigure(shape, run.state.N, width);
  const limit = largestOf((_, i) => slopes(i), [0], drawn);
  const row = { ...figure, rows: axisOf(undefined, 1), down: 20 };
  return (
    <section aria-labelledby="jacobian-title">
      <h2 id="jacobian-title">{l10n.t('{0}’s derivative is only a diagonal', shape.activation)}</h2>
      <p class="lead">
        {l10n.t(
          'By rights ∂A/∂Z has a third dimension, too: each of the {0} outputs of a sample by each of its {0} preActivations. But {1} works on each number alone, so all is 0 off the diagonal. The diagonal is kept, as one row per sample, and a row times a diagonal matrix is a product element by element: that is where ∘ comes from. (softmax is the exception: it keeps the whole matrix.)',
          units,
          shape.activation,
        )}
      </p>
      <div class="row-of-figures">
        <Figure
          {...figure}
          id="diagonalJacobian"
          name="∂A/∂Z"
          note={l10n.t('sample {0}', sample)}
          accent="backward"
          matrix={madeMatrix(units, units, diagonalAt(slopes), limit, derivative)}
        />
        <span class="between-figures">{l10n.t('kept as')}</span>
        <Figure
          {...row}
          id="derivativeRow"
          name="activationDerivative"
          note={l10n.t('sample {0}', sample)}
          accent="backward"
          matrix={madeMatrix(1, units, (_, i) => slopes(i), limit, derivative)}
        />
      </div>
    </section>
  );
}

function useFigure(
  shape: PartProps['shape'],
  N: number,
  width: number,
): Omit<Parameters<typeof Figure>[0], 'id' | 'name' | 'matrix' | 'accent'> {
  const pitches = stagePitches(shape, N, width < 700 ? width - 60 : width / 3 - 40);
  const axis = axisOf('unit', shape.units);
  return { rows: axis, columns: axis, across: pitches.unit.across, down: pitches.unit.down };
}
