/** Below a matrix: its scale or the exact number under the pointer, its statistics, its menu and what is open of it. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { TensorSummary } from '../../../protocol/tensor';
import { QUANTITIES, type QuantityName } from '../../../protocol/vocabulary';
import { isToolOpen, toolChosen, type CardTool } from '../../state/cardTools';
import { coloursOf } from '../../state/colours';
import type { Compare } from '../../state/compare';
import { openGradientCheck } from '../../state/gradientCheck';
import type { PanelEvent, PanelState } from '../../state/model';
import { destinationAt, type Destination } from '../../text/goTo';
import type { Exported } from '../saving/exportItems';
import { GoTo } from '../goTo';
import { Histogram } from '../histogram';
import type { Practising } from '../practice/practising';
import { Legend, Statistics } from '../statistics';
import type { Watching } from '../watching';
import { MoreMenu, type CardAct } from './moreMenu';
import { ToolPane } from './toolPane';

interface CardFooterProps {
  readonly quantity: QuantityName;
  readonly layer: number;
  readonly summary: TensorSummary;
  readonly state: PanelState;
  readonly sample: number;
  readonly limit: number;
  readonly fresh: boolean;
  readonly compare: Compare;
  readonly watching: Watching;
  readonly practising: Practising;
  readonly hasFormula: boolean;
  /** The exact number under the pointer or the focus; empty: none. */
  readonly readout: string;
  readonly readoutId: string;
  readonly dispatch: (event: PanelEvent) => void;
  readonly onExport: (exported: Exported) => void;
  readonly onGo: (to: Destination) => void;
}

/** Where there is little room, the title of the card says whose number it is, and the number stays whole. */
function Readout({
  text,
  quantity,
}: {
  readonly text: string;
  readonly quantity: QuantityName;
}): JSX.Element {
  const [before = '', ...after] = text.split(quantity);
  if (after.length === 0) return <>{text}</>;
  return (
    <>
      {before}
      <span class="readout-name">{quantity}</span>
      {after.join(quantity)}
    </>
  );
}

export function CardFooter(props: CardFooterProps): JSX.Element {
  const { quantity, summary, state, fresh, watching, practising, readout, dispatch, onGo } = props;
  const { navigation } = state;
  // Of numbers that are to be predicted the footer tells none, and takes none along.
  const current = props.compare === 'current' && !Number.isNaN(summary.min);
  const footer = useRef<HTMLElement>(null);
  const openedNow = useRef(false);
  const close = (tool: CardTool): void => {
    dispatch(toolChosen(tool, quantity, false));
    // What had the focus is about to go.
    footer.current?.querySelector<HTMLElement>('.menu-button')?.focus();
  };
  const act = (chosen: CardAct): void => {
    switch (chosen.kind) {
      case 'tool': {
        const open = !isToolOpen(navigation, chosen.tool, quantity);
        openedNow.current = open;
        dispatch(toolChosen(chosen.tool, quantity, open));
        return;
      }
      case 'go':
        onGo(destinationAt(chosen.index));
        return;
      case 'watch':
        watching.watch();
        return;
      case 'predict':
        practising.predict(watching.place);
        return;
      case 'formula':
        practising.formula();
        return;
      case 'check':
        openGradientCheck(dispatch, chosen.quantity);
        return;
      case 'export':
        props.onExport(chosen.exported);
    }
  };
  return (
    <footer class="card-footer" ref={footer}>
      <div class="card-line">
        <div class={`scale-line${readout === '' ? '' : ' pointing'}`}>
          <p class="readout" id={props.readoutId}>
            <Readout text={readout} quantity={quantity} />
          </p>
          <Legend
            limit={props.limit}
            group={coloursOf(navigation) === 'layer' ? QUANTITIES[quantity].group : null}
          />
        </div>
        {props.compare === 'current' && <Statistics summary={summary} />}
        <MoreMenu
          {...{ quantity, summary, fresh, current, navigation }}
          sample={props.sample}
          place={watching.place}
          hasFormula={props.hasFormula}
          onAct={act}
        />
      </div>
      {isToolOpen(navigation, 'goTo', quantity) && (
        <ToolPane closing={l10n.t('Close the search in {0}', quantity)} onClose={() => close('goTo')}>
          <GoTo
            quantity={quantity}
            summary={current ? summary : null}
            shape={summary.shape}
            fresh={fresh}
            takesFocus={openedNow.current}
            onGo={onGo}
          />
        </ToolPane>
      )}
      {current && isToolOpen(navigation, 'histogram', quantity) && (
        <ToolPane closing={l10n.t('Close the histogram of {0}', quantity)} onClose={() => close('histogram')}>
          <Histogram
            quantity={quantity}
            layer={props.layer}
            limit={props.limit}
            state={state}
            dispatch={dispatch}
          />
        </ToolPane>
      )}
    </footer>
  );
}
