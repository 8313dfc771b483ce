/** The data: drawn as what it is where it can be drawn, as a table where not. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { CountChoice } from '../controls/choice';
import { useQuestions } from '../useQuestions';
import { useWants } from '../useWants';
import type { ViewProps } from '../views';
import { BatchTable } from './batchTable';
import { CurveOfInput } from './curveOfInput';
import { PixelImages } from './pixelImages';
import { PlaneOfInputs } from './planeOfInputs';
import { SampleReadout } from './sampleReadout';
import { rowWanted, samplesOf, samplesQuestion } from './samples';

/** Inputs from which on a square number of them is taken for an image. */
const LEAST_PIXELS = 16;

export function DataView(props: ViewProps): JSX.Element {
  const { state, run, dispatch } = props;
  const { layers } = run.description;
  const inputs = layers[0]?.inputs ?? 0;
  const last = layers.length - 1;
  const N = run.state.N;
  const sample = Math.max(0, Math.min(state.navigation.sample ?? 0, N - 1));
  const batch = samplesQuestion('batch', inputs);
  useQuestions(dispatch, 'data', [batch]);
  const output = rowWanted(last, 'output', sample, layers[last]?.units ?? 0);
  useWants(dispatch, 'data', [output]);
  const set = samplesOf(state, batch);
  const isImage = inputs >= LEAST_PIXELS && Number.isInteger(Math.sqrt(inputs));
  return (
    <section class="data-view" aria-labelledby="data-title">
      <h2 id="data-title">{l10n.t('The data, and what the network makes of it now')}</h2>
      <div class="controls">
        <CountChoice
          label={l10n.t('sample of the batch')}
          name="sample"
          value={sample}
          count={N}
          onChoose={(value) => dispatch({ kind: 'sampleChosen', sample: value })}
        />
      </div>
      {set === null ? (
        <p class="absent-note">{l10n.t('The samples are being read.')}</p>
      ) : set.samples === null ? (
        <p class="absent-note" data-present="false">
          {l10n.t('No batch is at hand before the first operation.')}
        </p>
      ) : (
        <SampleReadout
          set={set.samples}
          fresh={set.fresh}
          sample={sample}
          output={output}
          state={state}
          classification={run.description.classification}
        />
      )}
      {set?.samples?.standardized === true && (
        <p class="muted" data-standardised>
          {l10n.t(
            'The inputs are standardised: 0 is the mean of the training samples, 1 is one standard deviation above it.',
          )}
        </p>
      )}
      {inputs === 1 ? (
        <CurveOfInput {...props} sample={sample} batch={set} />
      ) : inputs === 2 ? (
        <PlaneOfInputs {...props} sample={sample} batch={set} />
      ) : isImage ? (
        <PixelImages {...props} sample={sample} />
      ) : (
        <BatchTable {...props} sample={sample} batch={set} />
      )}
    </section>
  );
}
