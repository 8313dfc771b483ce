/** Inputs that are pixels: the chosen sample, what would lower its loss, and what the first layer looks for. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TensorSlice } from '../../../protocol/tensor';
import { cellColour } from '../../drawing/scale';
import { partOf, type Want } from '../../state/wants';
import { formatCell, formatExact } from '../../text/format';
import { CountChoice } from '../controls/choice';
import { useWants } from '../useWants';
import type { ViewProps } from '../views';
import { rowWanted } from './samples';

interface Props extends ViewProps {
  readonly sample: number;
}

const PAGE = 'data.page';
/** Pixels drawn at once over all images of weights. */
const MOST_PIXELS = 2048;

export function PixelImages({ state, run, sample, dispatch }: Props): JSX.Element {
  const first = run.description.layers[0];
  const [inputs, units] = [first?.inputs ?? 0, first?.units ?? 0];
  const onPage = Math.max(1, Math.min(units, Math.floor(MOST_PIXELS / inputs)));
  const pages = Math.ceil(units / onPage);
  const page = Math.max(0, Math.min(Number(state.navigation.choices[PAGE] ?? 0) || 0, pages - 1));
  const from = page * onPage;
  const columns = Math.min(onPage, units - from);
  const input = rowWanted(0, 'input', sample, inputs);
  const gradient = rowWanted(0, 'gradientPrev', sample, inputs);
  const weights: Want = {
    layer: 0,
    quantity: 'weights',
    window: { sample: 0, row: 0, rows: inputs, column: from, columns },
  };
  useWants(dispatch, 'pixels', [input, gradient, weights]);
  const [pointed, setPointed] = useState('');
  const side = Math.sqrt(inputs);
  const whole = partOf(state, weights);
  const imageOf = (name: string, title: string, part: ReturnType<typeof partOf>, column: number): JSX.Element => (
    <PixelImage
      key={name}
      name={name}
      title={title}
      side={side}
      values={part === null ? null : columnOf(part.slice, column)}
      fresh={part?.fresh === true}
    />
  );
  return (
    <div
      class="pixels"
      onPointerOver={({ target }) => {
        const pixel = target instanceof SVGElement ? target.dataset : {};
        setPointed(pixel.value === undefined ? '' : `${pixel.element ?? ''} = ${formatExact(Number(pixel.value))}`);
      }}
    >
      <h3>The chosen sample</h3>
      <div class="images">
        {imageOf(`input[${sample}]`, 'input', partOf(state, input), -1)}
        {imageOf(`gradientPrev[${sample}]`, '∂L/∂input', partOf(state, gradient), -1)}
      </div>
      <p class="muted">
        ∂L/∂input tells how the loss of this sample would change if a pixel were brighter: orange, it would rise; blue, it would fall.
      </p>
      <h3>What each unit of the first layer weighs</h3>
      {pages > 1 && (
        <CountChoice
          label="page"
          name="page"
          value={page}
          count={pages}
          onChoose={(value) => dispatch({ kind: 'chosen', control: PAGE, value: String(value) })}
        />
      )}
      <div class="images">
        {Array.from({ length: columns }, (_, i) =>
          imageOf(`weights[:, ${from + i}]`, `unit ${from + i}`, whole, i),
        )}
      </div>
      <p class="pixel-readout" aria-live="off">
        {pointed}
      </p>
    </div>
  );
}

/** A column of a slice; the whole of it for −1. */
function columnOf({ data, rows, columns }: TensorSlice, column: number): Float32Array {
  return column < 0 ? data : Float32Array.from({ length: rows }, (_, row) => data[row * columns + column] ?? Number.NaN);
}

interface PixelImageProps {
  /** As in an expression. */
  readonly name: string;
  readonly title: string;
  readonly side: number;
  readonly values: Float32Array | null;
  readonly fresh: boolean;
}

function PixelImage({ name, title, side, values, fresh }: PixelImageProps): JSX.Element {
  const sizes = [...(values ?? [])].map(Math.abs).filter(Number.isFinite);
  const limit = Math.max(0, ...sizes);
  return (
    <figure class={`pixel-image${fresh ? '' : ' old'}`} data-image={name}>
      <figcaption>{title}</figcaption>
      {values === null ? (
        <p class="absent-note" data-present="false">
          not computed yet in this batch step
        </p>
      ) : (
        <svg
          viewBox={`0 0 ${side} ${side}`}
          role="img"
          aria-label={`${name} as an image of ${side} × ${side} pixels, from ${formatCell(Math.min(...values))} to ${formatCell(Math.max(...values))}`}
        >
          {Array.from(values, (value, i) => {
            const { kind, strength } = cellColour(value, limit);
            return (
              <rect
                key={i}
                class={`pixel ${kind}`}
                x={i % side}
                y={Math.floor(i / side)}
                width={1}
                height={1}
                style={{ '--strength': strength.toFixed(3) }}
                data-element={`${name} at pixel ${i}`}
                data-value={fresh ? String(value) : undefined}
              />
            );
          })}
        </svg>
      )}
      {values !== null && <p class="pixel-limit muted">±{formatCell(limit)}</p>}
    </figure>
  );
}
