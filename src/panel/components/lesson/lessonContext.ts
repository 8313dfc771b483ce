/** What every part of a lesson's page may look at and do. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { LessonAction, LessonView, LinkTarget } from '../../../protocol/lesson';
import type { FromPanel } from '../../../protocol/panel';
import type { PanelEvent, PanelState } from '../../state/model';
import { explain, showLayerOf } from '../exercise/showCells';

export interface LessonPlace {
  readonly state: PanelState;
  readonly view: LessonView;
  readonly dispatch: (event: PanelEvent) => void;
  readonly post: (message: FromPanel) => void;
  readonly act: (action: LessonAction) => void;
}

export const LessonContext = createContext<LessonPlace | null>(null);

export function useLesson(): LessonPlace {
  const place = useContext(LessonContext);
  if (place === null) throw new Error('Parts of a lesson are drawn inside its pane.');
  return place;
}

/** Does what a link says; the web is the browser's own affair. */
export function follow(target: Exclude<LinkTarget, { to: 'web' }>, place: LessonPlace): void {
  const { dispatch, act } = place;
  switch (target.to) {
    case 'place':
      act({ do: 'goTo', place: target.place });
      return;
    case 'view':
      dispatch({ kind: 'viewChosen', view: target.view });
      return;
    case 'page':
      act({ do: 'enter', page: target.page });
      return;
    case 'cells':
      showLayerOf(target.cells, place);
      dispatch({ kind: 'viewChosen', view: 'step' });
      dispatch({ kind: 'lit', cells: target.cells });
      return;
    case 'why':
      explain(target.cells, place);
  }
}
