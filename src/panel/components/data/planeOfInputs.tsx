/** Two inputs: the plane as the network divides it now, and the samples on it. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { SampleSet } from '../../../protocol/engine';
import { areasOf, aroundZero, boundaryPath, classMark, classOf, gridSide, LEVELS } from '../../drawing/boundary';
import { frameOf, padded, PLOT, type Frame } from '../../drawing/plot';
import { answerTo } from '../../state/questions';
import { PlotFrame } from '../controls/plotFrame';
import { useQuestions } from '../useQuestions';
import type { ViewProps } from '../views';
import { rangesOf } from './curveOfInput';
import { axisName, PointKey } from './pointKey';
import { rowOf, samplesOf, samplesQuestion, type HeldSamples } from './samples';

interface Props extends ViewProps {
  readonly sample: number;
  readonly batch: HeldSamples | null;
}

export function PlaneOfInputs({ state, run, sample, batch, dispatch }: Props): JSX.Element {
  const { layers, classification } = run.description;
  const [training, validation] = [samplesQuestion('training', 2), samplesQuestion('validation', 2)];
  const sets = [samplesOf(state, training)?.samples ?? null, samplesOf(state, validation)?.samples ?? null];
  const first = sets[0] ?? null;
  const side = gridSide(layers.reduce((sum, { inputs, units }) => sum + inputs * units, 0));
  const [across, up] = [padded(rangesOf(sets, 'inputs', 0), 0.12), padded(rangesOf(sets, 'inputs', 1), 0.12)];
  const prediction = {
    about: 'prediction',
    axes: [
      { ...across, count: side },
      { ...up, count: side },
    ],
  } as const;
  useQuestions(dispatch, 'plane', first === null ? [training, validation] : [training, validation, prediction]);
  const held = answerTo(state, prediction);
  const units = layers.at(-1)?.units ?? 1;
  const frame = frameOf(across, up);
  const given = held?.answer.output.data ?? null;
  const output = useMemo(
    () => (given === null || classification ? given : aroundZero(given, units)),
    [given, classification, units],
  );
  const drawnUnits = classification ? units : 1;
  const field = useMemo(() => (output === null ? null : <Field output={output} units={drawnUnits} side={side} />), [
    output,
    units,
    side,
  ]);
  const chosen = batch?.samples ?? null;
  const own = chosen && rowOf(chosen, 'inputs', sample);
  return (
    <div class={`data-plot plane${held?.fresh === true ? '' : ' stale'}`}>
      <PlotFrame
        frame={frame}
        x={axisName(first, 0)}
        y={axisName(first, 1)}
        label={l10n.t(
          'The plane of the two inputs as the network divides it now, {0} × {0} places, with the samples',
          side,
        )}
      >
        {field}
        {sets.map((set, which) => (
          <Marks key={which} set={set} frame={frame} split={which === 0 ? 'training' : 'validation'} />
        ))}
        {own !== null && (
          <circle class="chosen-sample" cx={frame.x(own[0] ?? 0)} cy={frame.y(own[1] ?? 0)} r={8} />
        )}
      </PlotFrame>
      <PointKey
        training={first}
        validation={sets[1] ?? null}
        classes={classification && first !== null ? classNames(first) : null}
      />
      <p class="muted">
        {classification
          ? l10n.t(
              'The tint is the class that the network gives with the weights as they are, stronger where it is sure; the line is where it changes its mind.',
            )
          : l10n.t(
              'The tint is the first output with the weights as they are: blue below 0, orange above, stronger where it is larger; the line is 0.',
            )}
      </p>
    </div>
  );
}

/** One output means the class 0 or 1; several outputs have a name each. */
function classNames({ targetNames }: SampleSet): readonly string[] {
  return targetNames.length === 1 ? [`${targetNames[0] ?? 'target'} = 0`, `${targetNames[0] ?? 'target'} = 1`] : targetNames;
}

interface FieldProps {
  readonly output: Float32Array;
  readonly units: number;
  readonly side: number;
}

function Field({ output, units, side }: FieldProps): JSX.Element {
  const { left, right, top, bottom, width, height } = PLOT;
  // The grid's places are points; each colours the cell around it, cut at the frame. Rows go up, the page goes down.
  const [cellWidth, cellHeight] = [(width - left - right) / (side - 1), (height - top - bottom) / (side - 1)];
  const place = `translate(${left - cellWidth / 2} ${height - bottom + cellHeight / 2}) scale(${cellWidth} ${-cellHeight})`;
  return (
    <>
      <clipPath id="field-frame">
        <rect x={left} y={top} width={width - left - right} height={height - top - bottom} />
      </clipPath>
      <g clip-path="url(#field-frame)">
        <g class="field" transform={place}>
          {areasOf(output, units, side).map(({ row, column, length, label, level }) => (
            <rect
              key={`${row} ${column}`}
              class={`area class-${label % 6}`}
              x={column}
              y={row}
              width={length}
              height={1}
              style={{ '--strength': (level / LEVELS).toFixed(3) }}
              data-label={label}
            />
          ))}
          <path class="boundary" d={boundaryPath(output, units, side)} />
        </g>
      </g>
    </>
  );
}

interface MarksProps {
  readonly set: SampleSet | null;
  readonly frame: Frame;
  readonly split: 'training' | 'validation';
}

function Marks({ set, frame, split }: MarksProps): JSX.Element | null {
  if (set === null) return null;
  const columns = set.targets.shape[1] ?? 1;
  return (
    <g class={`samples ${split}`}>
      {Array.from({ length: set.inputs.shape[0] ?? 0 }, (_, row) => {
        const label = classOf(set.targets.data.subarray(row * columns, (row + 1) * columns));
        const [x = 0, y = 0] = set.inputs.data.subarray(2 * row, 2 * row + 2);
        return (
          <path
            key={row}
            class={`sample class-${label % 6}`}
            d={classMark(label, frame.x(x), frame.y(y), 3)}
            data-split={split}
            data-x={String(x)}
            data-y={String(y)}
            data-label={label}
          />
        );
      })}
    </g>
  );
}
