/** The lesson beside the run: one page at a time, its list of pages, and the ways on and back. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LessonAction, LessonView } from '../../../protocol/lesson';
import type { FromPanel } from '../../../protocol/panel';
import { lessonWants, litPatch, pageOnShow } from '../../state/lesson';
import type { PanelEvent, PanelState } from '../../state/model';
import { cellsWords, runNotice } from '../../text/lesson';
import { useWants } from '../useWants';
import { Blocks } from './blocks';
import { Inlines } from './inlines';
import { ExerciseContext, type ExercisePlace } from '../exercise/exerciseContext';
import { LessonContext } from './lessonContext';
import { PageNav, pageAfterKey } from './pageNav';
import { ResultBox } from './resultBox';

interface LessonPaneProps {
  readonly state: PanelState;
  readonly view: LessonView;
  readonly dispatch: (event: PanelEvent) => void;
  readonly post: (message: FromPanel) => void;
}

export function LessonPane({ state, view, dispatch, post }: LessonPaneProps): JSX.Element {
  const { id, lesson, page: at, presentation } = view;
  const [folded, setFolded] = useState(false);
  const act = (action: LessonAction): void => post({ type: 'lesson', id, action });
  useWants(dispatch, 'lesson', lessonWants(state));
  const body = usePageFocus(view);
  useReveal(state);
  const turn = (page: number): void => {
    if (page !== at && page >= 0 && page < lesson.pages.length) act({ do: 'enter', page });
  };
  const page = pageOnShow(view);
  const exercises: ExercisePlace = {
    state,
    dispatch,
    post,
    isLive: view.run === 'live',
    at: page?.at ?? null,
    recordOf: (exercise) => view.records[exercise],
    answer: (exercise, text) => act({ do: 'answer', exercise, text }),
    reveal: (exercise) => act({ do: 'reveal', exercise }),
    goTo: (place) => act({ do: 'goTo', place }),
  };
  return (
    <LessonContext.Provider value={{ state, view, dispatch, post, act }}>
      <aside
        class={`lesson-pane${presentation ? ' presentation' : ''}${folded ? ' folded' : ''}`}
        aria-label={l10n.t('Lesson: {0}', lesson.title)}
        lang={lesson.language}
        data-page={page?.id}
        onKeyDown={(event) => {
          const next = pageAfterKey(event, at, presentation);
          if (next === null) return;
          event.preventDefault();
          // The editor has meanings of its own for these keys.
          event.stopPropagation();
          turn(next);
        }}
      >
        <header class="lesson-head">
          <h1>{lesson.title}</h1>
          <Tool
            action="fold"
            label={folded ? l10n.t('Unfold the lesson') : l10n.t('Fold the lesson')}
            onClick={() => setFolded(!folded)}
          >
            {folded ? '▸' : '▾'}
          </Tool>
          <Tool
            action="present"
            label={l10n.t('Large type')}
            pressed={presentation}
            onClick={() => act({ do: 'present', on: !presentation })}
          >
            A<span class="large-letter">A</span>
          </Tool>
          <Tool action="close" label={l10n.t('Close the lesson')} onClick={() => act({ do: 'close' })}>
            ×
          </Tool>
        </header>
        {!folded && page !== undefined && (
          <>
            <Contents view={view} onTurn={turn} />
            <Notice view={view} onStart={() => act({ do: 'start' })} />
            <article ref={body} key={page.id} class="lesson-page" aria-labelledby="lesson-page-title">
              <h2 id="lesson-page-title" tabIndex={-1}>
                <Inlines content={page.title} />
              </h2>
              <ExerciseContext.Provider value={exercises}>
                <Blocks blocks={page.blocks} />
              </ExerciseContext.Provider>
              <ResultBox />
            </article>
            <PageNav view={view} onTurn={turn} onNextLesson={() => act({ do: 'openNext' })} />
          </>
        )}
        <p class="unseen" role="status" aria-live="polite">
          {state.lit === null ? '' : l10n.t('Lit: {0}', cellsWords(state.lit))}
        </p>
      </aside>
    </LessonContext.Provider>
  );
}

/** A page that a person turned to is read from its top: the focus goes to its heading. */
function usePageFocus({ id, entered }: LessonView): { readonly current: HTMLElement | null } {
  const body = useRef<HTMLElement>(null);
  const drawn = useRef(`${id} ${entered}`);
  useEffect(() => {
    if (drawn.current === `${id} ${entered}`) return;
    drawn.current = `${id} ${entered}`;
    const pane = body.current?.closest('.lesson-pane');
    pane?.scrollTo({ top: 0 });
    body.current?.querySelector<HTMLElement>('#lesson-page-title')?.focus({ preventScroll: true });
  }, [id, entered]);
  return body;
}

/** What a link has lit is brought into sight once it is drawn. */
function useReveal(state: PanelState): void {
  const patch = litPatch(state);
  const isThere = patch !== null && state.layer?.layer === patch.layer;
  useEffect(() => {
    if (!isThere) return;
    const grid = document.querySelector(`.grid[data-quantity="${patch.quantity}"]`);
    grid?.closest('.card')?.scrollIntoView({ block: 'nearest' });
  }, [state.lit, isThere]);
}

interface ToolProps {
  readonly action: string;
  readonly label: string;
  readonly pressed?: boolean;
  readonly onClick: () => void;
  readonly children: JSX.Element | string | (JSX.Element | string)[];
}

function Tool({ action, label, pressed, onClick, children }: ToolProps): JSX.Element {
  return (
    <button
      type="button"
      class="lesson-tool"
      data-lesson-action={action}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <span aria-hidden="true">{children}</span>
    </button>
  );
}

/** Every page, those that were seen with a tick. */
function Contents({
  view,
  onTurn,
}: {
  readonly view: LessonView;
  readonly onTurn: (page: number) => void;
}): JSX.Element {
  const { lesson, page: at, visited } = view;
  return (
    // Chosen from: closed again on the page that was chosen.
    <details key={at} class="lesson-contents">
      <summary>{l10n.t('Page {0} of {1}', at + 1, lesson.pages.length)}</summary>
      <ol>
        {lesson.pages.map(({ id, titleText }, i) => {
          const seen = visited.includes(i);
          return (
            <li key={id}>
              <button
                type="button"
                aria-current={i === at ? 'page' : undefined}
                data-page-link={id}
                onClick={() => onTurn(i)}
              >
                <span class="seen-mark" aria-hidden="true">
                  {seen ? '✓' : ''}
                </span>
                {titleText}
                {seen && <span class="unseen"> {l10n.t('(seen)')}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </details>
  );
}

function Notice({ view, onStart }: { readonly view: LessonView; readonly onStart: () => void }): JSX.Element {
  const notice = runNotice(view);
  return (
    <div role="status" class="lesson-notices">
      {notice !== null && (
        <p class="lesson-notice" data-lesson-run={view.run}>
          {notice.text}{' '}
          <button type="button" class="menu-button" data-lesson-action="start" onClick={onStart}>
            {notice.button}
          </button>
        </p>
      )}
      {view.trouble !== null && <p class="lesson-notice lesson-trouble">{view.trouble}</p>}
    </div>
  );
}
