/** At the end of a lesson with exercises: what is left to do, and the result for a teacher. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { tallyOf } from '../../text/exercise';
import { useLesson } from './lessonContext';

export function ResultBox(): JSX.Element | null {
  const { view, act } = useLesson();
  const { lesson, page, records } = view;
  const tally = tallyOf(lesson, records);
  if (tally === null || page !== lesson.pages.length - 1) return null;
  const { required, done, openPages } = tally;
  return (
    <section class="exercise result-box" aria-labelledby="result-title">
      <h3 id="result-title">{l10n.t('Your result')}</h3>
      <p data-done={done} data-required={required}>
        {l10n.t('{0} of {1} required exercises done.', done, required)}
      </p>
      {openPages.length > 0 && (
        <p>
          {l10n.t('Open on:')}{' '}
          {openPages.map((open, i) => (
            <span key={open}>
              {i > 0 && ', '}
              <button type="button" class="lesson-link" onClick={() => act({ do: 'enter', page: open })}>
                {lesson.pages[open]?.titleText}
              </button>
            </span>
          ))}
        </p>
      )}
      <button
        type="button"
        class="menu-button"
        data-lesson-action="saveResult"
        onClick={() => act({ do: 'saveResult' })}
      >
        {l10n.t('Save the result for a teacher')}
      </button>
    </section>
  );
}
