/** The activation over preActivation, with the layer's elements and their slopes on it. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import { activationAt } from '../../drawing/activations';
import { isFlat } from '../../drawing/activationPoints';
import { frameOf, linePath, padded, rangeOf, tangent, union, type Frame } from '../../drawing/plot';
import { PlotFrame } from '../controls/plotFrame';
import { PointMarks, type Chosen } from './pointMarks';
import type { HeldPoints } from './layerPoints';

export interface ActivationPlotProps {
  readonly shape: LayerShape;
  readonly held: HeldPoints | null;
  /** The elements to draw. */
  readonly drawn: readonly number[];
  readonly chosen: Chosen;
  readonly onChoose: (element: number) => void;
}

/** Steps of the curve: as many as there are pixels, more or less. */
const STEPS = 240;
const HALF_TANGENT = 13;

/** What is always on show of an activation, whether or not a layer has numbers there. */
const ALWAYS = { low: -4, high: 4 };

/** The z at which the curve is drawn. */
export function curveSteps(held: HeldPoints | null): number[] {
  const { low, high } = padded(union(ALWAYS, rangeOf(held?.preActivation ?? [])));
  return Array.from({ length: STEPS + 1 }, (_, i) => low + ((high - low) * i) / STEPS);
}

export function CurvePlot({ shape, held, drawn, chosen, onChoose }: ActivationPlotProps): JSX.Element {
  const alpha = shape.alpha ?? 0;
  const curve = curveSteps(held).map((z): [number, number] => [
    z,
    activationAt(shape.activation, alpha, z)?.value ?? Number.NaN,
  ]);
  const values = union(rangeOf(curve.map(([, value]) => value)), rangeOf(held?.output ?? [0]));
  const frame = frameOf(rangeOf(curve.map(([z]) => z)), padded(values));
  const units = shape.units;
  return (
    <PlotFrame
      frame={frame}
      x="preActivation"
      y="output"
      label={
        held === null
          ? l10n.t('{0}: {1} over {2}', shape.activation, 'output', 'preActivation')
          : l10n.t(
              '{0}: output over preActivation, with {1} elements of the layer as points',
              shape.activation,
              drawn.length,
            )
      }
    >
      <path class="plot-curve" d={linePath(curve, frame)} />
      {held !== null && (
        <>
          <Tangents frame={frame} held={held} drawn={drawn} units={units} chosen={chosen} />
          <PointMarks
            frame={frame}
            drawn={drawn}
            units={units}
            samples={held.samples}
            chosen={chosen}
            fresh={held.fresh}
            x={held.preActivation}
            y={held.output}
            isMarked={(element) => isFlat(shape.activation, held.output[element] ?? 0)}
            onChoose={onChoose}
          />
        </>
      )}
    </PlotFrame>
  );
}

interface TangentsProps {
  readonly frame: Frame;
  readonly held: HeldPoints;
  readonly drawn: readonly number[];
  readonly units: number;
  readonly chosen: Chosen;
}

/** Beyond some hundred, tangents only smear the curve: then those of the chosen unit and sample stay. */
const MOST_TANGENTS = 200;

function Tangents({ frame, held, drawn, units, chosen }: TangentsProps): JSX.Element | null {
  const { slopes } = held;
  if (slopes === null) return null;
  const own = chosen.sample * units + chosen.unit;
  const few =
    drawn.length <= MOST_TANGENTS ? drawn : drawn.filter((element) => element % units === chosen.unit);
  return (
    <g class="tangents">
      {[...few.slice(0, MOST_TANGENTS), own].map((element) => {
        const [z, a, slope] = [held.preActivation[element], held.output[element], slopes[element]];
        if (z === undefined || a === undefined || slope === undefined) return null;
        if (![z, a, slope].every(Number.isFinite)) return null;
        return (
          <line
            key={element}
            class={element === own ? 'tangent own' : 'tangent'}
            {...tangent(frame, z, a, slope, element === own ? 2 * HALF_TANGENT : HALF_TANGENT)}
          />
        );
      })}
    </g>
  );
}
