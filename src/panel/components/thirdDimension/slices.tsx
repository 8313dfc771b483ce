/** The slices of ∂Z/∂W, side by side or fanned out, on their way to lie on one another. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { foldedAt, tensorAt } from '../../drawing/derivatives';
import { fanOf } from '../../drawing/fan';
import { thin } from '../../drawing/thinning';
import { madeMatrix, type HeldMatrix } from '../../state/matrices';
import { formatCount } from '../../text/format';
import { Figure, FIGURE, type FigureAxis } from '../plate/figure';

interface SlicesProps {
  readonly input: HeldMatrix;
  /** The sample's inputs, with the 1 of the bias where it is drawn as a row. */
  readonly inputAt: (j: number) => number | null;
  readonly rows: FigureAxis;
  readonly columns: FigureAxis;
  readonly cells: { readonly across: number; readonly down: number };
  readonly limit: number;
  /** 0: apart. 1: one matrix. */
  readonly folded: number;
  /** The slice on top. */
  readonly unit: number;
  readonly onUnit: (unit: number) => void;
  readonly width: number;
}

export function Slices(props: SlicesProps): JSX.Element {
  const { input, inputAt, rows, columns, cells, limit, folded, unit, width } = props;
  const n = rows.length ?? 1;
  const m = columns.length ?? 1;
  const plate = {
    width: thin(m).indices.length * cells.across,
    height: thin(n).indices.length * cells.down,
  };
  // The chosen slice is always among those drawn.
  const drawn = [...new Set([...thin(m).indices, unit])].sort((a, b) => a - b);
  const head = FIGURE.caption + FIGURE.above;
  const fan = fanOf(drawn.length, Math.max(plate.width, 104), width - FIGURE.left - 8, folded);
  const style = {
    width: `${FIGURE.left + plate.width + fan.width + 8}px`,
    height: `${head + plate.height + fan.height + 24}px`,
    '--fold': folded.toFixed(3),
  };
  const whole = folded === 1;
  return (
    <div class="map-box" role="group" aria-label={l10n.t('The {0} slices of ∂Z/∂W', m)}>
      <div class={`map slices${fan.overlaps ? ' fanned' : ''}`} style={style} data-folded={whole}>
        {whole ? (
          <Figure
            id="foldedSlices"
            name={l10n.t('all {0} slices', m)}
            accent="forward"
            matrix={madeMatrix(n, m, foldedAt(inputAt), limit, input)}
            rows={rows}
            columns={columns}
            {...cells}
            place={{ left: FIGURE.left, top: head + fan.height }}
            element={(j, i) => `∂z[${i}]/∂w[${j}, ${i}]`}
          />
        ) : (
          drawn.map((i, at) => (
            <div
              key={i}
              class={`slice${i === unit ? ' chosen' : ''}`}
              style={{ zIndex: i === unit ? drawn.length + 1 : drawn.length - at }}
            >
              <Figure
                id={`slice${i}`}
                name={`∂z[${i}]/∂W`}
                accent="forward"
                matrix={madeMatrix(n, m, tensorAt(inputAt, i), limit, input)}
                rows={rows}
                columns={columns}
                {...cells}
                litColumn={i}
                place={{
                  left: FIGURE.left + (fan.offsets[at]?.left ?? 0),
                  top: head + fan.height - (fan.offsets[at]?.rise ?? 0),
                }}
                element={(j, k) => `∂z[${i}]/∂w[${j}, ${k}]`}
                onCell={() => props.onUnit(i)}
                {...(fan.overlaps && i !== unit ? { strip: '' } : {})}
              />
            </div>
          ))
        )}
      </div>
      <p class="muted">
        {whole
          ? l10n.t('{0} numbers remain of {1}.', formatCount(m * n), formatCount(m * n * m))
          : l10n.t('{0} of {1} numbers can be other than 0.', formatCount(m * n), formatCount(m * n * m))}
        {drawn.length < m && ` ${l10n.t('{0} of the {1} slices are drawn.', drawn.length, m)}`}
      </p>
    </div>
  );
}
