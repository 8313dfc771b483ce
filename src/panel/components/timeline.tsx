/** The loss over all batch steps that were run, and the handle that goes to any of them. */
import * as l10n from '@vscode/l10n';
import { Fragment, type JSX, type TargetedPointerEvent } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LossCurve } from '../../protocol/engine';
import type { FromPanel } from '../../protocol/panel';
import { drawCurve, HEIGHT, placeOfStep, WIDTH, type CurveDrawing } from '../drawing/curve';
import { pursue, stepAt, stepsOf, targetOfKey, type Steps, type Target, type Wish } from '../state/timeline';
import { formatStatistic } from '../text/format';
import { brokenWords, stepWords } from '../text/timeline';
import type { LiveRun } from './header';

interface TimelineProps {
  readonly run: LiveRun;
  readonly curve: LossCurve;
  readonly post: (message: FromPanel) => void;
}

export function Timeline({ run, curve, post }: TimelineProps): JSX.Element {
  const [wish, setWish] = useWish(run, post);
  const steps = stepsOf(run.state, run.description.layers.length);
  const shown = wish === null ? steps.here : wish.target === 'newest' ? steps.newest : wish.target;
  const drawing = useMemo(() => drawCurve(curve, shown, steps.newest), [curve, shown, steps.newest]);
  const words = stepWords(curve, shown, steps, run.state);
  const inPast = run.kind === 'stopped' && run.state.moment < run.state.newest;
  return (
    <section class="timeline" aria-label={l10n.t('Time line')}>
      <p class="timeline-words">
        {wish !== null && <span class="muted">{wish.held ? l10n.t('go to') : l10n.t('going to')} </span>}
        <Keyed words={words} />
        {drawing.broken.length > 0 && <span class="timeline-broken">{brokenWords(drawing.broken)}</span>}
      </p>
      <div class="timeline-chart" title={aboutChart(drawing)}>
        <Labels drawing={drawing} />
        <Slider run={run} steps={steps} shown={shown} words={words} wish={wish} onWish={setWish}>
          <Curve drawing={drawing} newest={steps.newest} />
        </Slider>
      </div>
      {/* Never taken away: a button that vanishes under the keyboard takes the focus with it. */}
      <button
        type="button"
        class="timeline-newest"
        aria-label={l10n.t('Go to the newest')}
        title={l10n.t('Go to the newest batch step')}
        aria-disabled={!inPast}
        onClick={() => inPast && setWish(() => ({ target: 'newest', held: false, sent: null }))}
      >
        {l10n.t('Newest')}
      </button>
    </section>
  );
}

/** The words are the key as well: the loss and the accuracy stand on lines like their curves. */
function Keyed({ words }: { readonly words: string }): JSX.Element {
  return (
    <>
      {words.split(', ').map((part, i) => {
        const key = keyOf(part);
        return (
          <Fragment key={i}>
            {i > 0 && ', '}
            <span class={key === null ? '' : `timeline-key-${key}`}>{part}</span>
          </Fragment>
        );
      })}
    </>
  );
}

function keyOf(part: string): 'loss' | 'accuracy' | null {
  if (part.startsWith(l10n.t('loss {0}', ''))) return 'loss';
  return part.startsWith(l10n.t('accuracy {0}', '')) ? 'accuracy' : null;
}

function aboutChart({ scale, accuracy }: CurveDrawing): string {
  const loss = scale.logarithmic
    ? l10n.t('The loss of every batch step, counted from 0 over the whole run, on a logarithmic scale')
    : l10n.t('The loss of every batch step, counted from 0 over the whole run');
  return accuracy === null
    ? loss
    : l10n.t('{0}; dashed, the accuracy, from 0 at the bottom to 100 % at the top', loss);
}

/** A wish, followed up at every change of it and of the run. */
function useWish(run: LiveRun, post: (message: FromPanel) => void): readonly [Wish | null, ChangeWish] {
  const [wish, draw] = useState<Wish | null>(null);
  // Keys can come faster than the page is drawn: what counts is the latest wish, not the one on show.
  const latest = useRef<Wish | null>(null);
  const change: ChangeWish = (next) => {
    latest.current = next(latest.current);
    draw(latest.current);
  };
  useEffect(() => {
    const now = latest.current;
    if (now === null) return;
    const next = pursue(now, run);
    if (next.wish !== now) change(() => next.wish);
    if (next.message !== null) post(next.message);
  }, [wish, run]);
  return [wish, change];
}

type ChangeWish = (next: (now: Wish | null) => Wish | null) => void;

interface SliderProps {
  readonly run: LiveRun;
  readonly steps: Steps;
  readonly shown: number;
  readonly words: string;
  readonly wish: Wish | null;
  readonly onWish: ChangeWish;
  readonly children: JSX.Element;
}

/** Keys and pointer; a drag says where it leads, and the run travels when the handle is let go. */
function Slider({ run, steps, shown, words, wish, onWish, children }: SliderProps): JSX.Element {
  const movable = run.kind === 'stopped' || (run.kind === 'running' && wish !== null);
  const want = (target: Target, held: boolean): void =>
    onWish((now) => ({ target, held, sent: now?.sent ?? null }));
  const wantAt = (event: TargetedPointerEvent<HTMLElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    want(stepAt((event.clientX - left) / Math.max(1, width), steps.newest), true);
  };
  // Keys can come faster than the page is drawn: each starts from where the one before it leads.
  const latest = useRef(shown);
  latest.current = shown;
  const left = `${(100 * placeOfStep(shown, steps.newest)).toFixed(3)}%`;
  return (
    <div
      class={`timeline-slider${movable ? '' : ' fixed'}${wish?.held === true ? ' held' : ''}`}
      role="slider"
      tabIndex={0}
      aria-label={l10n.t('Batch step on show')}
      aria-valuemin={0}
      aria-valuemax={steps.newest}
      aria-valuenow={shown}
      aria-valuetext={words}
      aria-disabled={!movable}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        if (event.key === 'Escape') onWish(() => null);
        const target = targetOfKey(event.key, latest.current, steps.newest);
        if (target === null) return;
        event.preventDefault();
        if (!movable) return;
        latest.current = target === 'newest' ? steps.newest : target;
        want(target, false);
      }}
      onPointerDown={(event) => {
        if (!movable || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        wantAt(event);
      }}
      onPointerMove={(event) => {
        if (wish?.held === true) wantAt(event);
      }}
      onPointerUp={() => {
        if (wish?.held === true) want(wish.target, false);
      }}
      onPointerCancel={() => onWish(() => null)}
    >
      {children}
      <span class="timeline-line" style={{ left }} />
      <span class="timeline-handle" style={{ left }} />
    </div>
  );
}

function Labels({ drawing: { scale } }: { readonly drawing: CurveDrawing }): JSX.Element {
  const isFlat = scale.low === scale.high;
  return (
    <p class="timeline-losses muted" aria-hidden="true">
      <span>{formatStatistic(scale.high)}</span>
      {!isFlat && scale.logarithmic && <span>log</span>}
      {!isFlat && <span>{formatStatistic(scale.low)}</span>}
    </p>
  );
}

function Curve({
  drawing,
  newest,
}: {
  readonly drawing: CurveDrawing;
  readonly newest: number;
}): JSX.Element {
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {drawing.broken.map((step) => {
        const x = placeOfStep(step, newest) * WIDTH;
        return <line key={step} class="timeline-gap" x1={x} x2={x} y1={0} y2={HEIGHT} />;
      })}
      {drawing.accuracy !== null && <path class="timeline-accuracy" d={drawing.accuracy} />}
      <path class="timeline-ahead" d={drawing.ahead} />
      <path class="timeline-past" d={drawing.past} />
    </svg>
  );
}
