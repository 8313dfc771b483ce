/** Frames on a plate: around the number that is explained, and around the row, column or cells it comes from. */
import type { JSX } from 'preact';
import type { Light } from '../../drawing/light';
import type { Thinned } from '../../drawing/thinning';

interface PlateLightProps {
  readonly light: Light;
  readonly rows: Thinned;
  readonly columns: Thinned;
  readonly across: number;
  readonly down: number;
}

/** For the eye only: a screen reader has it from the cells. */
export function PlateLight({ light, rows, columns, across, down }: PlateLightProps): JSX.Element {
  const { selected, patches } = light;
  return (
    <>
      {patches.map(({ row, rows: height, column, columns: width }) => (
        <span
          key={`${row} ${column}`}
          class="plate-light"
          aria-hidden="true"
          style={{
            ...stretch('top', 'height', rows, row, height, down),
            ...stretch('left', 'width', columns, column, width, across),
          }}
        />
      ))}
      {selected !== null && (
        <span
          class="plate-light explained"
          aria-hidden="true"
          style={{
            ...stretch('top', 'height', rows, selected.row, 1, down),
            ...stretch('left', 'width', columns, selected.column, 1, across),
          }}
        />
      )}
    </>
  );
}

/** From one index on so many; of a thinned axis the drawn ones that stand for them. */
function stretch(
  start: 'top' | 'left',
  extent: 'height' | 'width',
  { stride, indices }: Thinned,
  from: number,
  count: number,
  pitch: number,
): Record<string, string> {
  const first = Math.floor(from / stride);
  const last = Math.min(indices.length - 1, Math.floor((from + count - 1) / stride));
  return { [start]: `${first * pitch}px`, [extent]: `${(last - first + 1) * pitch}px` };
}
