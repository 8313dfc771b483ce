/** The elements of a layer as points of a plot; those of the chosen unit and sample stand out. */
import type { JSX } from 'preact';
import type { Frame } from '../../drawing/plot';

export interface Chosen {
  readonly sample: number;
  readonly unit: number;
}

interface PointMarksProps {
  readonly frame: Frame;
  readonly drawn: readonly number[];
  readonly units: number;
  readonly samples: number;
  readonly chosen: Chosen;
  readonly fresh: boolean;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Drawn as a cross instead of a dot. */
  readonly isMarked: (element: number) => boolean;
  readonly onChoose: (element: number) => void;
}

export function PointMarks(props: PointMarksProps): JSX.Element {
  const { frame, drawn, units, samples, chosen, fresh } = props;
  const own = chosen.sample * units + chosen.unit;
  // Those that stand out come last and so lie on top.
  const others = drawn.filter((element) => element !== own);
  const ranked = [
    ...others.filter((element) => element % units !== chosen.unit),
    ...others.filter((element) => element % units === chosen.unit),
    ...(own < samples * units ? [own] : []),
  ];
  return (
    <g
      class="points"
      onClick={({ target }) => {
        const element = target instanceof SVGElement ? target.dataset.element : undefined;
        if (element !== undefined) props.onChoose(Number(element));
      }}
    >
      {ranked.map((element) => {
        const [x, y] = [props.x[element], props.y[element]];
        if (x === undefined || y === undefined || !Number.isFinite(x) || !Number.isFinite(y)) return null;
        const role = element === own ? ' own' : element % units === chosen.unit ? ' own-unit' : '';
        const sameSample = Math.floor(element / units) === chosen.sample ? ' own-sample' : '';
        const size = element === own ? 5 : 3;
        const [left, top] = [frame.x(x), frame.y(y)];
        return (
          <path
            key={element}
            class={`point${role}${sameSample}${props.isMarked(element) ? ' flat' : ''}`}
            d={props.isMarked(element) ? cross(left, top, size) : dot(left, top, size)}
            data-element={element}
            data-x={fresh ? String(x) : undefined}
            data-value={fresh ? String(y) : undefined}
          />
        );
      })}
    </g>
  );
}

function dot(x: number, y: number, r: number): string {
  return `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
}

function cross(x: number, y: number, r: number): string {
  return `M${(x - r).toFixed(1)} ${(y - r).toFixed(1)}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`;
}
