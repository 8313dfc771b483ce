/** One input: what the network gives over it, and the samples. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { SampleSet } from '../../../protocol/engine';
import { gridPlace, type GridAxis } from '../../../protocol/grid';
import { frameOf, linePath, padded, rangeOf, union, type Range } from '../../drawing/plot';
import { answerTo } from '../../state/questions';
import { PlotFrame } from '../controls/plotFrame';
import { useQuestions } from '../useQuestions';
import type { ViewProps } from '../views';
import { axisName, PointKey } from './pointKey';
import { rowOf, samplesOf, samplesQuestion, type HeldSamples } from './samples';

interface Props extends ViewProps {
  readonly sample: number;
  readonly batch: HeldSamples | null;
}

const PLACES = 192;

export function CurveOfInput({ state, run, sample, batch, dispatch }: Props): JSX.Element {
  const [training, validation] = [samplesQuestion('training', 1), samplesQuestion('validation', 1)];
  const sets = [samplesOf(state, training)?.samples ?? null, samplesOf(state, validation)?.samples ?? null];
  const range = padded(rangesOf(sets, 'inputs', 0), 0.1);
  const axes: GridAxis[] = [{ ...range, count: PLACES }];
  const prediction = { about: 'prediction', axes } as const;
  useQuestions(dispatch, 'curve', (sets[0] ?? null) === null ? [training, validation] : [training, validation, prediction]);
  const held = answerTo(state, prediction);
  const units = run.description.layers.at(-1)?.units ?? 1;
  const output = held?.answer.output.data ?? new Float32Array();
  const curves = Array.from({ length: units }, (_, unit) =>
    Array.from({ length: output.length / units }, (__, i): [number, number] => [
      gridPlace({ ...range, count: PLACES }, i),
      output[i * units + unit] ?? Number.NaN,
    ]),
  );
  const heights = union(rangesOf(sets, 'targets', 0), rangeOf(output.length > 0 ? output : [0]));
  const frame = frameOf(range, padded(heights));
  const chosen = batch?.samples ?? null;
  const own = chosen && rowOf(chosen, 'inputs', sample);
  const wanted = chosen && rowOf(chosen, 'targets', sample);
  const first = sets[0] ?? null;
  return (
    <div class={`data-plot${held?.fresh === true ? '' : ' stale'}`}>
      <PlotFrame
        frame={frame}
        x={axisName(first, 0)}
        y="output"
        label={l10n.t('What the network gives over its input, as a line, with the samples as points')}
      >
        {sets.map((set, which) => (
          <g key={which} class={which === 0 ? 'samples training' : 'samples validation'}>
            {pointsOf(set).map(([x, y], i) => (
              <circle key={i} class="sample class-0" cx={frame.x(x)} cy={frame.y(y)} r={3} />
            ))}
          </g>
        ))}
        {curves.map((curve, unit) => (
          <path key={unit} class="prediction" d={linePath(curve, frame)} data-prediction={unit} />
        ))}
        {own !== null && wanted !== null && (
          <circle class="chosen-sample" cx={frame.x(own[0] ?? 0)} cy={frame.y(wanted[0] ?? 0)} r={7} />
        )}
      </PlotFrame>
      <PointKey training={first} validation={sets[1] ?? null} classes={null} />
    </div>
  );
}

function pointsOf(set: SampleSet | null): [number, number][] {
  const units = set?.targets.shape[1] ?? 1;
  return Array.from(set?.inputs.data ?? [], (x, i) => [x, set?.targets.data[i * units] ?? Number.NaN]);
}

/** The range of a column over both splits. */
export function rangesOf(
  sets: readonly (SampleSet | null)[],
  which: 'inputs' | 'targets',
  column: number,
): Range {
  return rangeOf(
    sets.flatMap((set) => {
      if (set === null) return [];
      const columns = set[which].shape[1] ?? 1;
      return [...set[which].data].filter((_, i) => i % columns === column);
    }),
  );
}
