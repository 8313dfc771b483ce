/** The batch step as a picture: which matrix meets which, where, and why two of them are turned. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { LAYER_OPERATIONS, QUANTITY_NAMES, type SourceName } from '../../../protocol/vocabulary';
import { wantsToDraw } from '../../state/matrices';
import { wantsOfSource } from '../../state/sources';
import { chosenSample } from '../../state/sample';
import { endsOf, unturnedLesson } from '../../text/lessons';
import { ColourChoice } from '../colourChoice';
import { withParts } from '../withParts';
import { SavePicture } from '../saving/savePicture';
import { useWants } from '../useWants';
import { useWidth } from '../useWidth';
import type { ViewProps } from '../views';
import { BackwardPicture } from './backwardPicture';
import { BiasToggle } from './biasToggle';
import { ForwardPicture } from './forwardPicture';
import { ElsewhereLoss, LossPicture } from './lossPicture';
import { SharedScales } from './sharedScales';
import { Station } from './station';
import { isUpdated } from './updated';
import { UpdatePicture } from './updatePicture';

export function PictureView(view: ViewProps): JSX.Element | null {
  const { state, run, layer, dispatch } = view;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [turned, setTurned] = useState(true);
  const shape = run.description.layers[layer.layer];
  const sample = chosenSample(state, run.state.N);
  const last = run.description.layers.length - 1;
  const sources = sourcesOf(layer.layer === last, isUpdated(run, layer), shape?.hasBias === true);
  useWants(dispatch, 'picture', [
    ...QUANTITY_NAMES.flatMap((name) =>
      wantsToDraw(layer, name, name === 'activationDerivative' ? sample : 0),
    ),
    ...(shape === undefined
      ? []
      : sources.flatMap((source) => wantsOfSource(layer, shape, source, run.state.N))),
  ]);
  if (shape === undefined) return null;
  const { from, to } = endsOf(run.description, layer.layer);
  return (
    <div class="picture" ref={box} data-shown-layer={shape.name}>
      <section aria-labelledby="picture-backward" data-picture>
        <div class="picture-head">
          <h2 id="picture-backward">
            {withParts(l10n.t('Backward step of {0}'), <span class="layer-name">{shape.name}</span>)}
          </h2>
          <SavePicture view={view} name="backward" />
        </div>
        <p class="lead">
          {l10n.t(
            'Read it from right to left: the gradient comes in {0}, and leaves {1}. An axis that is summed over runs around a corner, from one factor to the other.',
            from,
            to,
          )}
        </p>
        <div class="picture-controls">
          <label>
            <input type="checkbox" checked={!turned} onChange={() => setTurned(!turned)} />{' '}
            {l10n.t('leave out the transposes (ᵀ)')}
          </label>
          <BiasToggle view={view} shape={shape} />
          <ColourChoice navigation={state.navigation} dispatch={dispatch} />
        </div>
        <SharedScales state={state} layer={layer} />
        {!turned && (
          <p class="lead unturned" role="status">
            {unturnedLesson(shape, run.state.N)}
          </p>
        )}
        <BackwardPicture view={view} shape={shape} sample={sample} turned={turned} width={width} />
        <ol class="stations">
          {LAYER_OPERATIONS.backward.map((operation, i) => (
            <Station
              key={operation}
              view={view}
              shape={shape}
              phase="backward"
              operation={operation}
              number={i + 1}
            />
          ))}
        </ol>
      </section>
      <section aria-labelledby="picture-forward" data-picture>
        <div class="picture-head">
          <h2 id="picture-forward">{l10n.t('Forward, for comparison')}</h2>
          <SavePicture view={view} name="forward" />
        </div>
        <ForwardPicture view={view} shape={shape} width={width} />
        <ol class="stations onwards">
          {LAYER_OPERATIONS.forward.map((operation) => (
            <Station key={operation} view={view} shape={shape} phase="forward" operation={operation} />
          ))}
        </ol>
      </section>
      <section aria-labelledby="picture-loss" data-picture>
        <div class="picture-head">
          <h2 id="picture-loss">{l10n.t('Loss')}</h2>
          <SavePicture view={view} name="loss" />
        </div>
        {layer.layer === last ? (
          <LossPicture view={view} shape={shape} width={width} />
        ) : (
          <ElsewhereLoss view={view} last={last} />
        )}
        <ol class="stations onwards">
          <Station view={view} shape={shape} phase="loss" operation="loss" />
        </ol>
      </section>
      <section aria-labelledby="picture-update" data-picture>
        <div class="picture-head">
          <h2 id="picture-update">{l10n.t('Update')}</h2>
          <SavePicture view={view} name="update" />
        </div>
        <UpdatePicture view={view} shape={shape} width={width} />
        <ol class="stations onwards">
          <Station view={view} shape={shape} phase="update" operation="update" />
        </ol>
      </section>
    </div>
  );
}

/** What is read beside the quantities: the targets where the loss is drawn, and what the update has replaced. */
function sourcesOf(isLast: boolean, updated: boolean, hasBias: boolean): SourceName[] {
  return [
    ...(isLast ? (['target'] as const) : []),
    ...(updated ? (['weightsBefore'] as const) : []),
    ...(updated && hasBias ? (['biasBefore'] as const) : []),
  ];
}
