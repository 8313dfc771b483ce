/** One quantity of the layer on show as a figure: as it is, or turned. */
import type { JSX } from 'preact';
import type { LayerShape } from '../../protocol/engine';
import { QUANTITIES, type Axis, type OperationName, type QuantityName } from '../../protocol/vocabulary';
import type { Pitches } from '../drawing/pitches';
import { cellAt } from '../provenance/cell';
import { matrixOf, sizeOf, type HeldMatrix } from '../state/matrices';
import { AXIS_LETTERS } from '../text/lessons';
import { axesOf } from '../../protocol/text/shapes';
import { elementName } from '../text/words';
import { Formula, Symbol } from './equation/symbols';
import { Figure, ONE, type FigureAxis, type FigureProps } from './plate/figure';
import type { ViewProps } from './views';
import { followWithFocus } from './why/focus';

/** The operation that a click on the name shows; the gradient that arrives is made elsewhere. */
const OPERATION_OF: Readonly<Record<QuantityName, OperationName | null>> = {
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
};

type Passed = Pick<
  FigureProps,
  'place' | 'side' | 'role' | 'note' | 'litRow' | 'litColumn' | 'stacked' | 'strip'
>;

interface QuantityFigureProps extends Passed {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly quantity: QuantityName;
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
  const axes = axesOf(shape, quantity);
  const size = sizeOf(layer, shape, quantity, run.state.N);
  const rows = axisOf(axes.at(-2), size.rows);
  const columns = axisOf(axes.at(-1), size.columns);
  const [rowAxis, columnAxis] = [axes.at(-2), axes.at(-1) ?? 'unit'];
  const held = matrixOf(state, layer, shape, quantity, sample);
  const operation = OPERATION_OF[quantity];
  const name = `${quantity}${turned ? 'ᵀ' : ''}`;
  return (
    <Figure
      {...rest}
      id={name}
      name={name}
      symbol={
        <Formula display={false}>
          <Symbol name={quantity} turned={turned} flat />
        </Formula>
      }
      accent={QUANTITIES[quantity].group.toLowerCase()}
      matrix={turned ? turnedMatrix(held) : held}
      rows={turned ? columns : rows}
      columns={turned ? rows : columns}
      across={turned && rowAxis !== undefined ? pitches[rowAxis].across : pitches[columnAxis].across}
      down={turned ? pitches[columnAxis].down : rowAxis === undefined ? vectorDown : pitches[rowAxis].down}
      element={(row, column) =>
        turned
          ? elementName(quantity, axes.length, sample, column, row)
          : elementName(quantity, axes.length, sample, row, column)
      }
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
