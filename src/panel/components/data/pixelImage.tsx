/** A row of numbers as an image, whose pixels the keyboard walks. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { cellColour } from '../../drawing/scale';
import { formatCell, formatExact } from '../../text/format';
import { ofMoment } from '../../text/words';

/** What an image shows. */
export interface Image {
  /** As in an expression: `input[3]`. */
  readonly name: string;
  readonly title: string;
  /** Row after row; null: not computed. */
  readonly values: Float32Array | null;
  /** They are numbers of the moment on show. */
  readonly fresh: boolean;
}

interface PixelImageProps {
  readonly image: Image;
  /** Its place among the images of the view. */
  readonly index: number;
  readonly side: number;
  /** The pixel that is the view's tab stop; null: it is in another image. */
  readonly active: number | null;
}

export function PixelImage({ image, index, side, active }: PixelImageProps): JSX.Element {
  const { name, title, values, fresh } = image;
  const limit = Math.max(0, ...[...(values ?? [])].map(Math.abs).filter(Number.isFinite));
  // Of thousands of pixels, none is drawn again because the keyboard moves.
  const pixels = useMemo(() => <Pixels {...{ image, index, side, limit }} />, [image, index, side]);
  return (
    <figure class={`pixel-image${fresh ? '' : ' old'}`} data-image={name}>
      <figcaption>{title}</figcaption>
      {values === null ? (
        <p class="absent-note" data-present="false">
          {l10n.t('not computed yet in this batch step')}
        </p>
      ) : (
        <>
          <svg
            viewBox={`0 0 ${side} ${side}`}
            role={active === null ? 'img' : 'grid'}
            aria-label={l10n.t(
              '{0} as an image of {1} × {1} pixels, from {2} to {3}',
              name,
              side,
              formatCell(Math.min(...values)),
              formatCell(Math.max(...values)),
            )}
            {...(active === null ? {} : { 'aria-rowcount': side, 'aria-colcount': side })}
          >
            {pixels}
            {active !== null && <ActivePixel {...{ image, index, side }} pixel={active} />}
          </svg>
          <p class="pixel-limit muted">±{formatCell(limit)}</p>
        </>
      )}
    </figure>
  );
}

interface PixelsProps {
  readonly image: Image;
  readonly index: number;
  readonly side: number;
  readonly limit: number;
}

/** To be seen. What is heard of them is the pixel on which the keyboard stands. */
function Pixels({ image, index, side, limit }: PixelsProps): JSX.Element {
  return (
    <g aria-hidden="true">
      {Array.from(image.values ?? [], (value, pixel) => {
        const { kind, strength } = cellColour(value, limit);
        return (
          <rect
            key={pixel}
            class={`pixel ${kind}`}
            x={pixel % side}
            y={Math.floor(pixel / side)}
            width={1}
            height={1}
            style={{ '--strength': strength.toFixed(3) }}
            data-in={index}
            data-pixel={pixel}
            // Only a number of the moment on show may be read from the page as one.
            data-value={image.fresh ? String(value) : undefined}
          />
        );
      })}
    </g>
  );
}

interface ActivePixelProps {
  readonly image: Image;
  readonly index: number;
  readonly side: number;
  readonly pixel: number;
}

/** The one cell of the grid that is there for the keyboard, drawn as a frame. */
function ActivePixel({ image, index, side, pixel }: ActivePixelProps): JSX.Element {
  const [row, column] = [Math.floor(pixel / side), pixel % side];
  const value = formatExact(image.values?.[pixel] ?? Number.NaN);
  return (
    <g role="row" aria-rowindex={row + 1}>
      <rect
        class="pixel-frame"
        role="gridcell"
        aria-colindex={column + 1}
        aria-label={`${pixelName(image.name, pixel, side)}, ${ofMoment(value, image.fresh)}`}
        // In small letters: SVG has no other spelling.
        tabindex={0}
        x={column}
        y={row}
        width={1}
        height={1}
        data-in={index}
        data-pixel={pixel}
      />
    </g>
  );
}

/** `input[3], pixel 19 in row 2, column 3`; all of them counted from 0. */
export function pixelName(image: string, pixel: number, side: number): string {
  return l10n.t('{0}, pixel {1} in row {2}, column {3}', image, pixel, Math.floor(pixel / side), pixel % side);
}
