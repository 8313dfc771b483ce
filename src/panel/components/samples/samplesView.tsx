/** The weight gradient as a sum: one outer product per sample, the running sum, and at last the division by N. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { wantsToDraw } from '../../state/matrices';
import { chosenSample } from '../../state/sample';
import { learningRateWords } from '../../text/lessons';
import { useWants } from '../useWants';
import { useWidth } from '../useWidth';
import type { ViewProps } from '../views';
import { withParts } from '../withParts';
import { Check } from './check';
import { Player } from './player';
import { Share } from './share';
import { Sums } from './sums';
import { useSampleSum, MOST_READ } from './useSampleSum';

export function SamplesView(view: ViewProps): JSX.Element | null {
  const { state, run, layer, dispatch } = view;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [mean, setMean] = useState(true);
  const [divided, setDivided] = useState(false);
  const shape = run.description.layers[layer.layer];
  const { N, learningRate } = run.state;
  const readable = shape !== undefined && N * Math.max(shape.inputs, shape.units) <= MOST_READ;
  useWants(
    dispatch,
    'samples',
    readable
      ? [
          ...wantsToDraw(layer, 'input', 0, true),
          ...wantsToDraw(layer, 'gradientOutput', 0, true),
          ...wantsToDraw(layer, 'gradientWeights'),
        ]
      : [],
  );
  const sample = chosenSample(state, N);
  const sum = useSampleSum(view, sample);
  if (shape === undefined || sum === null) return null;
  if (!readable)
    return (
      <p class="waiting">
        {l10n.t(
          '{0} samples of {1} numbers are too many to add up here. The Picture has the product as a whole.',
          N,
          Math.max(shape.inputs, shape.units),
        )}
      </p>
    );
  if (N === 0) return <p class="waiting">{l10n.t('The batch appears with the first operation.')}</p>;
  const atEnd = mean && divided && sample === N - 1;
  const go = (step: number): void => {
    setDivided(step >= N);
    dispatch({ kind: 'sampleChosen', sample: Math.min(step, N - 1) });
  };
  return (
    <div class="samples" ref={box} data-shown-layer={shape.name} data-sample={sample} data-divided={atEnd}>
      <h2>
        {withParts(
          l10n.t('gradientWeights of {0}, sample by sample'),
          <span class="layer-name">{shape.name}</span>,
        )}
      </h2>
      <p class="lead">
        {l10n.t(
          'A product of matrices is a sum of outer products. Each sample says on its own how the loss would have each weight move: its column of inputs times its row of δ. The batch’s gradient is the mean of what they say.',
        )}
      </p>
      <Player step={atEnd ? N : sample} N={N} divides={mean} onStep={go} />
      <fieldset class="sum-or-mean">
        <legend class="unseen">{l10n.t('What the samples’ shares are made into')}</legend>
        <label>
          <input type="radio" name="sum-or-mean" checked={mean} onChange={() => setMean(true)} />{' '}
          {l10n.t('mean, divided by N')}
        </label>
        <label>
          <input type="radio" name="sum-or-mean" checked={!mean} onChange={() => setMean(false)} />{' '}
          {l10n.t('sum')}
        </label>
        {!mean && <p data-learning-rate>{learningRateWords(run.description.optimizer, learningRate, N)}</p>}
      </fieldset>
      <div class="samples-stage">
        <Share view={view} shape={shape} sample={sample} sum={sum} width={width} />
        <Sums view={view} shape={shape} sample={sample} sum={sum} width={width} mean={mean} divided={atEnd} />
      </div>
      <Check view={view} shape={shape} sum={sum} complete={mean ? atEnd : sample === N - 1} mean={mean} />
    </div>
  );
}
