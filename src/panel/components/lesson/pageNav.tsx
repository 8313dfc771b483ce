/** On and back through the pages of a lesson, by buttons and keys. */
import * as l10n from '@vscode/l10n';
import type { JSX, TargetedKeyboardEvent } from 'preact';
import type { LessonView } from '../../../protocol/lesson';

interface PageNavProps {
  readonly view: LessonView;
  readonly onTurn: (page: number) => void;
  readonly onNextLesson: () => void;
}

export function PageNav({ view, onTurn, onNextLesson }: PageNavProps): JSX.Element {
  const { lesson, page } = view;
  const isLast = page === lesson.pages.length - 1;
  const ahead = lesson.pages[page + 1];
  return (
    <nav class="lesson-nav" aria-label={l10n.t('Pages of the lesson')}>
      <button
        type="button"
        class="menu-button"
        data-lesson-action="previous"
        title={l10n.t('Arrow left')}
        aria-disabled={page === 0}
        onClick={() => onTurn(page - 1)}
      >
        {l10n.t('← Back')}
      </button>
      {isLast && lesson.next !== null ? (
        <button
          type="button"
          class="menu-button lesson-on"
          data-lesson-action="nextLesson"
          onClick={onNextLesson}
        >
          {l10n.t('Next lesson →')}
        </button>
      ) : (
        <button
          type="button"
          class="menu-button lesson-on"
          data-lesson-action="next"
          title={l10n.t('Arrow right')}
          aria-disabled={isLast}
          onClick={() => onTurn(page + 1)}
        >
          {ahead === undefined ? l10n.t('The end') : `${ahead.titleText} →`}
        </button>
      )}
    </nav>
  );
}

/** Widgets that have a use of their own for arrow keys. */
const HAS_ARROWS =
  'input, select, textarea, [contenteditable], [role=radiogroup], [role=grid], [role=slider], pre';

/** The page that a key leads to; null for a key that is not ours. With large type a clicker's keys count, too. */
export function pageAfterKey(
  event: TargetedKeyboardEvent<HTMLElement>,
  page: number,
  presentation: boolean,
): number | null {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return null;
  if (event.target instanceof Element && event.target.closest(HAS_ARROWS) !== null) return null;
  switch (event.key) {
    case 'ArrowRight':
      return page + 1;
    case 'ArrowLeft':
      return page - 1;
    case 'PageDown':
      return presentation ? page + 1 : null;
    case 'PageUp':
      return presentation ? page - 1 : null;
    default:
      return null;
  }
}
