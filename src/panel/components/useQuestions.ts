/** Asks questions of the run while a view is on the page. */
import { useEffect } from 'preact/hooks';
import { questionKey, type Question } from '../../protocol/questions';
import type { PanelEvent } from '../state/model';

export function useQuestions(
  dispatch: (event: PanelEvent) => void,
  owner: string,
  questions: readonly Question[],
): void {
  const key = questions.map(questionKey).join();
  useEffect(() => dispatch({ kind: 'questioned', owner, questions }), [owner, key]);
  useEffect(() => () => dispatch({ kind: 'questioned', owner, questions: [] }), [owner]);
}
