/** One quantity of the layer on show, or one of its sources, as a figure: as it is, or turned. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../protocol/engine';
import {
  QUANTITIES,
  isQuantity,
  type Axis,
  type OperationName,
  type ReadableName,
} from '../../protocol/vocabulary';
import { lightOn, turnedLight } from '../drawing/light';
import type { Pitches } from '../drawing/pitches';
import { axesOfCell, cellAt } from '../provenance/cell';
import { sharedLimit } from '../state/colours';
import { matrixOf, sizeOf, type HeldMatrix } from '../state/matrices';
import { LIKE, sourceOf } from '../state/sources';
import { isShapeHidden } from '../state/veil';
import { whyOf } from '../state/why';
import { hiddenShape } from '../text/lesson';
import { AXIS_LETTERS } from '../text/lessons';
import { elementName } from '../text/words';
import { Formula, Symbol } from './equation/symbols';
import { Figure, ONE, type FigureAxis, type FigureProps } from './plate/figure';
import type { ViewProps } from './views';
import { followWithFocus } from './why/focus';

/** The operation that a click on the name shows; the gradient that arrives is made elsewhere. */
const OPERATION_OF: Readonly<Record<ReadableName, OperationName | null>> = {
  input: 'preActivation',
  weights: 'update',
  bias: 'update',
  preActivation: 'preActivation',
  output: 'output',
  gradient: null,
  activationDerivative: 'activationDerivative',
  gradientOutput: 'gradientOutput',
  gradientWeights: 'gradientWeights',
  gradientBias: 'gradientWeights',
  gradientPrev: 'gradientPrev',
  target: 'loss',
  weightsBefore: 'update',
  biasBefore: 'update',
};

type Passed = Pick<
  FigureProps,
  'place' | 'side' | 'role' | 'note' | 'litRow' | 'litColumn' | 'stacked' | 'strip'
>;

interface QuantityFigureProps extends Passed {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly quantity: ReadableName;
  readonly pitches: Pitches;
  readonly turned?: boolean;
  /** Of a Jacobian. */
  readonly sample?: number;
  /** Where rows are not an axis but a single row: a vector's height. */
  readonly vectorDown?: number;
}

export function QuantityFigure(props: QuantityFigureProps): JSX.Element {
  const { view, shape, quantity, pitches, turned = false, sample = 0, vectorDown = 20, ...rest } = props;
  const { state, layer, run, dispatch, onOperation } = view;
  const axes = axesOfCell(shape, quantity);
  // The parameters before the update are parameters: they go by the same name.
  const base = isQuantity(quantity) || quantity === 'target' ? quantity : LIKE[quantity];
  const size = sizeOf(layer, shape, isQuantity(quantity) ? quantity : LIKE[quantity], run.state.N);
  const rows = axisOf(axes.at(-2), size.rows);
  const columns = axisOf(axes.at(-1), size.columns);
  const [rowAxis, columnAxis] = [axes.at(-2), axes.at(-1) ?? 'unit'];
  const held: HeldMatrix = isShapeHidden(state, layer.layer, quantity)
    ? { kind: 'absent', reason: hiddenShape() }
    : isQuantity(quantity)
      ? matrixOf(state, layer, shape, quantity, sample)
      : sourceOf(state, layer, shape, quantity, run.state.N);
  const { group } = QUANTITIES[isQuantity(quantity) ? quantity : LIKE[quantity]];
  const matrix = onScale(held, sharedLimit(state, layer, group));
  const light = lightOn(whyOf(state), { layer: layer.layer, quantity, sample }, null);
  const operation = OPERATION_OF[quantity];
  const turn = turned ? 'ᵀ' : '';
  const named = (name: string): string => (base === quantity ? name : l10n.t('{0} before the update', name));
  const elementAt = (row: number, column: number): string =>
    named(elementName(base, axes.length, sample, row, column));
  return (
    <Figure
      {...(base === quantity ? {} : { note: l10n.t('before the update') })}
      {...rest}
      id={quantity + turn}
      name={base + turn}
      symbol={
        <Formula display={false}>
          <Symbol name={base} turned={turned} flat />
        </Formula>
      }
      accent={group.toLowerCase()}
      matrix={turned ? turnedMatrix(matrix) : matrix}
      light={turned ? turnedLight(light) : light}
      rows={turned ? columns : rows}
      columns={turned ? rows : columns}
      across={turned && rowAxis !== undefined ? pitches[rowAxis].across : pitches[columnAxis].across}
      down={turned ? pitches[columnAxis].down : rowAxis === undefined ? vectorDown : pitches[rowAxis].down}
      element={(row, column) => (turned ? elementAt(column, row) : elementAt(row, column))}
      onCell={(row, column, byKey) => {
        const place = turned ? { row: column, column: row } : { row, column };
        const cell = cellAt(shape, layer.layer, quantity, { sample, ...place });
        if (byKey) followWithFocus(cell);
        dispatch({ kind: 'cellSelected', cell });
      }}
      onName={operation === null ? undefined : () => onOperation(operation)}
    />
  );
}

/** Its own scale, or the one given. */
function onScale(matrix: HeldMatrix, limit: number | null): HeldMatrix {
  if (limit === null || matrix.kind === 'absent') return matrix;
  return { ...matrix, limit };
}

/** A vector is one row of nothing in particular. */
export function axisOf(axis: Axis | undefined, length: number | null): FigureAxis {
  return axis === undefined ? ONE : { letter: AXIS_LETTERS[axis], length, word: axis };
}

/** Rows become columns. */
export function turnedMatrix(matrix: HeldMatrix): HeldMatrix {
  if (matrix.kind === 'absent') return matrix;
  const { at, rows, columns } = matrix;
  return { ...matrix, rows: columns, columns: rows, at: (row, column) => at(column, row) };
}
