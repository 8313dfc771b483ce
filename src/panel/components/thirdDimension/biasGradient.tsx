/** The gradient of [weights; bias]: gradientWeights with gradientBias as its last row. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import { madeMatrix, matrixOf, rowAt } from '../../state/matrices';
import { elementName } from '../../text/words';
import { Figure } from '../plate/figure';
import { axisOf, QuantityFigure } from '../quantityFigure';
import { stagePitches } from '../samples/pitches';
import type { ViewProps } from '../views';

interface BiasGradientProps {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly width: number;
}

export function BiasGradient({ view, shape, width }: BiasGradientProps): JSX.Element {
  const { state, layer, run } = view;
  const pitches = stagePitches(shape, run.state.N, width / 2);
  const figure = { view, shape, pitches };
  if (!state.navigation.biasAsRow)
    return (
      <div class="row-of-figures">
        <QuantityFigure {...figure} quantity="gradientWeights" />
        <QuantityFigure {...figure} quantity="gradientBias" />
      </div>
    );
  const weights = matrixOf(state, layer, shape, 'gradientWeights');
  const bias = matrixOf(state, layer, shape, 'gradientBias');
  const ofBias = rowAt(bias, 0);
  const { inputs, units } = shape;
  const at = (row: number, column: number): number | null =>
    row === inputs ? ofBias(column) : rowAt(weights, row)(column);
  const limit = Math.max(...[weights, bias].map((held) => (held.kind === 'present' ? held.limit : 0)));
  return (
    <div class="row-of-figures">
      <Figure
        id="gradientOfBoth"
        name="gradientWeights, gradientBias"
        note={l10n.t('gradientBias is the last row')}
        accent="backward"
        matrix={madeMatrix(inputs + 1, units, at, limit, weights, bias)}
        rows={{ ...axisOf('input', inputs + 1), letter: 'n + 1' }}
        columns={axisOf('unit', units)}
        across={pitches.unit.across}
        down={pitches.input.down}
        litRow={inputs}
        element={(row, column) =>
          row === inputs
            ? elementName('gradientBias', 1, 0, 0, column)
            : elementName('gradientWeights', 2, 0, row, column)
        }
      />
    </div>
  );
}
