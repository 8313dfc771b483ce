/** Inputs that are pixels: the chosen sample, what would lower its loss, and what the first layer looks for. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { TensorSlice } from '../../../protocol/tensor';
import { partOf, type Want } from '../../state/wants';
import { formatExact } from '../../text/format';
import { CountChoice } from '../controls/choice';
import { useWants } from '../useWants';
import type { ViewProps } from '../views';
import { PixelImage, pixelName, type Image } from './pixelImage';
import { rowWanted } from './samples';
import { usePixelFocus } from './usePixelFocus';

interface Props extends ViewProps {
  readonly sample: number;
}

type Part = ReturnType<typeof partOf>;

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
  const side = Math.sqrt(inputs);
  const parts = [partOf(state, input), partOf(state, gradient), partOf(state, weights)] as const;
  const fresh = parts.map((part) => part?.fresh === true);
  // Thousands of pixels: they are drawn again only when their numbers change.
  const images = useMemo(
    () => [
      imageOf(`input[${sample}]`, 'input', parts[0], -1),
      imageOf(`gradientPrev[${sample}]`, '∂L/∂input', parts[1], -1),
      ...Array.from({ length: columns }, (_, i) =>
        imageOf(`weights[:, ${from + i}]`, l10n.t('unit {0}', from + i), parts[2], i),
      ),
    ],
    [...parts.map((part) => part?.slice), ...fresh, sample, from, columns],
  );
  const box = useRef<HTMLDivElement>(null);
  const focus = usePixelFocus(
    box,
    side,
    images.map(({ values }) => values !== null),
  );
  const { active, told, ...handlers } = focus;
  const drawn = images.map((image, index) => (
    <PixelImage
      key={image.name}
      {...{ image, index, side }}
      active={index === active.image ? active.pixel : null}
    />
  ));
  return (
    <div class="pixels" ref={box} {...handlers}>
      <h3>{l10n.t('The chosen sample')}</h3>
      <div class="images">{drawn.slice(0, 2)}</div>
      <p class="muted">
        {l10n.t(
          '∂L/∂input tells how the loss of this sample would change if a pixel were brighter: orange, it would rise; blue, it would fall.',
        )}
      </p>
      <h3>{l10n.t('What each unit of the first layer weighs')}</h3>
      {pages > 1 && (
        <CountChoice
          label={l10n.t('page')}
          name="page"
          value={page}
          count={pages}
          onChoose={(value) => dispatch({ kind: 'chosen', control: PAGE, value: String(value) })}
        />
      )}
      <div class="images">{drawn.slice(2)}</div>
      <p class="pixel-readout" aria-live="off">
        {told === null ? (
          <span class="muted">
            {l10n.t(
              'Point at a pixel for its number, or walk with the arrow keys; Page Up and Page Down go to the same pixel of the next image.',
            )}
          </span>
        ) : (
          readout(images[told.image], told.pixel, side)
        )}
      </p>
    </div>
  );
}

/** A pixel's number in full, as it is now. */
function readout(image: Image | undefined, pixel: number, side: number): string {
  const value = image?.values?.[pixel];
  if (image === undefined || value === undefined) return '';
  const name = pixelName(image.name, pixel, side);
  return image.fresh ? `${name} = ${formatExact(value)}` : l10n.t('{0} is being read', name);
}

function imageOf(name: string, title: string, part: Part, column: number): Image {
  const values = part === null ? null : columnOf(part.slice, column);
  return { name, title, values, fresh: part?.fresh === true };
}

/** A column of a slice; the whole of it for −1. */
function columnOf({ data, rows, columns }: TensorSlice, column: number): Float32Array {
  return column < 0 ? data : Float32Array.from({ length: rows }, (_, row) => data[row * columns + column] ?? Number.NaN);
}
