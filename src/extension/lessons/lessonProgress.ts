/** What is remembered of lessons in this workspace, over reloads: which is open, the page, the pages seen. */
import type * as vscode from 'vscode';

export interface Progress {
  readonly page: number;
  readonly visited: readonly number[];
}

const OPEN = 'lessons.open';
const NOTHING: Progress = { page: 0, visited: [] };

export class LessonProgress {
  constructor(private readonly state: vscode.Memento) {}

  /** The lesson that was open last, as its URI; null: none. */
  get open(): string | null {
    const kept = this.state.get<unknown>(OPEN);
    return typeof kept === 'string' ? kept : null;
  }

  setOpen(lesson: vscode.Uri | null): void {
    void this.state.update(OPEN, lesson?.toString());
  }

  of(lesson: vscode.Uri | string): Progress {
    const kept = this.state.get<Partial<Record<keyof Progress, unknown>>>(key(lesson));
    const isPage = (page: unknown): page is number => Number.isInteger(page) && Number(page) >= 0;
    if (kept === undefined || !isPage(kept.page) || !Array.isArray(kept.visited)) return NOTHING;
    const visited: unknown[] = kept.visited;
    return { page: kept.page, visited: visited.filter(isPage) };
  }

  visit(lesson: vscode.Uri, page: number): void {
    const { visited } = this.of(lesson);
    const progress: Progress = { page, visited: [...new Set([...visited, page])].sort((a, b) => a - b) };
    void this.state.update(key(lesson), progress);
  }
}

function key(lesson: vscode.Uri | string): string {
  return `lessons.progress ${lesson.toString()}`;
}
