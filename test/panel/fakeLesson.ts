/** Stands in for the extension's lesson host: pages, what was seen, and the way to a page's place. */
import type { Lesson, LessonAction, LessonView, Place } from '../../src/protocol/lesson';
import type { ToPanel } from '../../src/protocol/panel';

export class FakeLesson {
  private page = 0;
  private entered = 0;
  private presentation: boolean;
  private trouble: string | null = null;
  private readonly visited = new Set<number>();

  /** @param goTo puts the run there, or says why not. */
  constructor(
    private readonly lesson: Lesson,
    private readonly send: (message: ToPanel) => void,
    private readonly goTo: (place: Place) => string | null,
  ) {
    this.presentation = lesson.presentation;
  }

  take(action: LessonAction): void {
    switch (action.do) {
      case 'enter': {
        this.page = action.page;
        this.entered++;
        this.visited.add(action.page);
        const at = this.lesson.pages[action.page]?.at ?? null;
        this.trouble = at === null ? null : this.goTo(at);
        this.tell();
        return;
      }
      case 'goTo':
        this.trouble = this.goTo(action.place);
        this.tell();
        return;
      case 'present':
        this.presentation = action.on;
        this.tell();
        return;
      case 'close':
        this.send({ type: 'lesson', view: null });
        return;
      case 'start':
      case 'openNext':
        // The editor opens files and starts runs: for tests it is enough that it was asked.
        return;
    }
  }

  tell(): void {
    const { lesson, page, entered, presentation, trouble } = this;
    const view: LessonView = {
      id: 'lesson',
      lesson,
      page,
      entered,
      visited: [...this.visited],
      records: this.records,
      presentation,
      run: 'live',
      trouble,
    };
    this.send({ type: 'lesson', view });
  }
}
