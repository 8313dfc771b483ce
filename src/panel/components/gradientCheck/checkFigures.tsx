/** The gradient of the backward pass, that of finite differences, and the relative error: three matrices. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import { sizeOfChecked, TOLERANCE, type CheckedElement } from '../../../protocol/gradientCheck';
import { NO_LIGHT } from '../../drawing/light';
import { fitPitches } from '../../drawing/pitches';
import { thin } from '../../drawing/thinning';
import { choosePlace, keyOf, type Place } from '../../state/gradientCheck';
import { matrixOf, type HeldMatrix } from '../../state/matrices';
import { checkedName } from '../../text/gradientCheck';
import { Formula, Symbol } from '../equation/symbols';
import { Figure, ONE } from '../plate/figure';
import { axisOf } from '../quantityFigure';
import type { ViewProps } from '../views';
import type { Check } from './useGradientCheck';

interface CheckFiguresProps {
  readonly view: ViewProps;
  readonly shape: LayerShape;
  readonly check: Check;
  readonly place: Place;
  readonly width: number;
}

/** The plates' margins and the gaps between them. */
const AROUND = 100;
const LEAST = 150;

export function CheckFigures({ view, shape, check, place, width }: CheckFiguresProps): JSX.Element | null {
  const { state, layer, dispatch } = view;
  const { quantity } = check;
  const size = sizeOfChecked(shape, quantity);
  if (size === null) return null;
  const { rows, columns } = size;
  const drawn = (length: number): number => thin(length).indices.length;
  const counts = { sample: 1, input: drawn(rows), unit: drawn(columns) };
  const room = width < 760 ? width : width / 3;
  const pitches = fitPitches(
    counts,
    room,
    (tried) => Math.max(LEAST, counts.unit * tried.unit.across) + AROUND / 3,
  );
  const analytic = matrixOf(state, layer, shape, quantity);
  const limit = analytic.kind === 'present' ? analytic.limit : 0;
  const figure = {
    accent: 'backward',
    rows: quantity === 'gradientBias' ? ONE : axisOf('input', rows),
    columns: axisOf('unit', columns),
    across: pitches.unit.across,
    down: quantity === 'gradientBias' ? 20 : pitches.input.down,
    light: { ...NO_LIGHT, selected: place },
    onCell: (row: number, column: number) => choosePlace(dispatch, { row, column }),
  };
  const found = (number: (element: CheckedElement) => number, scale: number): HeldMatrix =>
    check.absent !== null || analytic.kind === 'absent'
      ? { kind: 'absent', reason: l10n.t('nothing to check yet') }
      : {
          kind: 'present',
          rows,
          columns,
          limit: scale,
          fresh: check.fresh,
          at: (row, column) => {
            const element = check.drawn.get(keyOf({ row, column }));
            return element === undefined ? null : number(element);
          },
        };
  return (
    <div class="check-figures">
      <Figure
        {...figure}
        id="analytic"
        name={quantity}
        symbol={
          <Formula display={false}>
            <Symbol name={quantity} flat />
          </Formula>
        }
        note={l10n.t('by the backward pass')}
        matrix={analytic}
        element={(row, column) => checkedName(quantity, { row, column })}
      />
      <Figure
        {...figure}
        id="numeric"
        name={l10n.t('finite difference')}
        matrix={found(({ numeric }) => numeric, limit)}
        element={(row, column) => l10n.t('finite difference of {0}', checkedName(quantity, { row, column }))}
      />
      <Figure
        {...figure}
        id="relativeError"
        name={l10n.t('relative error')}
        note={l10n.t('full colour at {0}', TOLERANCE)}
        matrix={found(({ error }) => error, TOLERANCE)}
        element={(row, column) => l10n.t('relative error of {0}', checkedName(quantity, { row, column }))}
      />
    </div>
  );
}
