/** The whole matrix as a small map, with a frame around what is in view: a click, a drag or the arrow keys move it. */
import * as l10n from '@vscode/l10n';
import type { JSX, RefObject, TargetedPointerEvent } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { Overview as Blocks } from '../../../protocol/overview';
import type { Question } from '../../../protocol/questions';
import type { QuantityName } from '../../../protocol/vocabulary';
import { frameOn, mapOf, scrollAfterKey, scrollTo } from '../../drawing/overviewMap';
import { visibleWindow, type MatrixSize, type Viewport } from '../../drawing/window';
import type { Pitch } from '../../drawing/zoom';
import type { PanelEvent, PanelState } from '../../state/model';
import { answerTo } from '../../state/questions';
import { FRESH, type Raster } from '../../state/raster';
import { overviewWords, viewWords } from '../../text/view';
import { useQuestions } from '../useQuestions';
import { useIsSeen } from '../whenSeen';
import { RasterCanvas } from './rasterCanvas';

export interface OverviewProps {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly quantity: QuantityName;
  readonly layer: number;
  readonly sample: number;
  readonly size: MatrixSize;
  readonly viewport: Viewport;
  readonly pitch: Pitch;
  /** Both ends of the colour scale. */
  readonly limit: number;
  readonly state: PanelState;
  readonly dispatch: (event: PanelEvent) => void;
}

export function Overview(props: OverviewProps): JSX.Element {
  const { box, quantity, size, viewport, pitch } = props;
  const map = mapOf(size);
  const frame = frameOn(map, viewport, pitch);
  const visible = visibleWindow(viewport, size, pitch);
  const held = useRef(false);
  const move = (to: { readonly left: number; readonly top: number } | null): boolean => {
    if (to === null) return false;
    box.current?.scrollTo(to);
    return true;
  };
  const moveToPointer = (event: TargetedPointerEvent<HTMLElement>): void => {
    const edge = event.currentTarget.getBoundingClientRect();
    move(scrollTo(map, { x: event.clientX - edge.left, y: event.clientY - edge.top }, viewport, pitch));
  };
  const letGo = (): void => {
    held.current = false;
  };
  return (
    <figure class="overview">
      <div
        class="overview-map unread-ground"
        role="slider"
        tabIndex={0}
        aria-label={l10n.t('Overview of {0}: what is in view', quantity)}
        aria-valuemin={0}
        aria-valuemax={size.rows * size.columns - 1}
        aria-valuenow={visible.row * size.columns + visible.column}
        aria-valuetext={viewWords(visible, size)}
        data-overview={quantity}
        style={{ width: `${map.width}px`, height: `${map.height}px` }}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          if (move(scrollAfterKey(event.key, viewport))) event.preventDefault();
        }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          held.current = true;
          moveToPointer(event);
        }}
        onPointerMove={(event) => {
          if (held.current) moveToPointer(event);
        }}
        onPointerUp={letGo}
        onPointerCancel={letGo}
        // What is selected on the page would be dragged itself, in place of the frame.
        onDragStart={(event) => event.preventDefault()}
      >
        <Points {...props} block={map.block} pitch={map.pitch} />
        <span
          class="overview-frame"
          style={{
            left: `${frame.left}px`,
            top: `${frame.top}px`,
            width: `${frame.width}px`,
            height: `${frame.height}px`,
          }}
        />
      </div>
      <figcaption class="muted">{l10n.t('Overview: {0}', overviewWords(map, size))}</figcaption>
    </figure>
  );
}

interface PointsProps extends OverviewProps {
  readonly block: number;
}

/** The numbers of the map; hatched until the run has told them. */
function Points(props: PointsProps): JSX.Element | null {
  const { layer, quantity, sample, block, pitch, limit, state, dispatch } = props;
  const question = { about: 'overview', layer, quantity, sample, block } satisfies Question;
  // It is as large as what is on the page beside it: nobody asks for what nobody sees.
  useQuestions(dispatch, `overview ${quantity}`, useIsSeen() ? [question] : []);
  const told = answerTo(state, question);
  const blocks = told?.answer.overview ?? null;
  const raster = useMemo(() => (blocks === null ? null : rasterOfBlocks(blocks)), [blocks]);
  if (raster === null) return null;
  return (
    <div class={told?.fresh === true ? '' : 'old'} data-overview-fresh={told?.fresh === true}>
      <RasterCanvas
        class="overview-points"
        raster={raster}
        width={raster.columns * pitch.across}
        height={raster.rows * pitch.down}
        left={0}
        top={0}
        pitch={pitch}
        limit={limit}
      />
    </div>
  );
}

function rasterOfBlocks({ rows, columns, data }: Blocks): Raster {
  const states = new Uint8Array(data.length).fill(FRESH);
  return { rows, columns, values: Float64Array.from(data), states };
}
