/** What the lessons' worker answers, over comlink. */
import * as l10n from '@vscode/l10n';
import type { Texts } from '../../protocol/texts';
import { loadLesson } from '../load';
import type { ParsedLesson } from '../parse';

export class LessonReader {
  /** @param texts the user's language; null: English. */
  useTexts(texts: Texts | null): void {
    if (texts !== null) l10n.config({ contents: texts });
  }

  /** As `loadLesson`, with `readSibling` on the other side of the port. */
  load(text: string, readSibling: (path: string) => Promise<string>): Promise<ParsedLesson> {
    return loadLesson(text, readSibling);
  }
}
