/** The list of lessons to open one from: those of the workspace, then the course, first in the person's language. */
import * as vscode from 'vscode';
import { nameOf } from '../uris';
import { courseLanguage, courseLessons } from './course';
import { LESSON_SUFFIX, type LessonFiles } from './lessonFiles';
import { lessonGroups, type LessonGroup, type ListedLesson } from './lessonGroups';

interface FoundLesson extends ListedLesson {
  readonly uri: vscode.Uri;
}

interface LessonItem extends vscode.QuickPickItem {
  /** Absent from what only parts the list. */
  readonly uri?: vscode.Uri;
}

/** The lesson that the person chooses; undefined for none. */
export async function pickLesson(
  files: LessonFiles,
  extensionUri: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const find = (uris: readonly vscode.Uri[]): Promise<FoundLesson[]> =>
    Promise.all(uris.map((uri) => found(uri, files)));
  const own = await vscode.workspace.findFiles(`**/*${LESSON_SUFFIX}`, '**/node_modules/**');
  const groups = lessonGroups(
    await find(own.toSorted((a, b) => a.path.localeCompare(b.path))),
    {
      en: await find(courseLessons(extensionUri, 'en')),
      de: await find(courseLessons(extensionUri, 'de')),
    },
    courseLanguage(vscode.env.language),
  );
  const chosen = await vscode.window.showQuickPick(groups.flatMap(itemsOf), {
    title: vscode.l10n.t('Open a Lesson'),
    placeHolder: vscode.l10n.t('Which lesson?'),
    matchOnDescription: true,
  });
  return chosen?.uri;
}

async function found(uri: vscode.Uri, files: LessonFiles): Promise<FoundLesson> {
  const { lesson } = await files.read(uri);
  return {
    uri,
    name: nameOf(uri),
    title: lesson?.title ?? null,
    language: lesson === null ? null : courseLanguage(lesson.language),
  };
}

function itemsOf({ kind, lessons }: LessonGroup<FoundLesson>): LessonItem[] {
  return [
    { label: labels()[kind], kind: vscode.QuickPickItemKind.Separator },
    ...lessons.map(({ uri, name, title }) => ({
      uri,
      label: title ?? name,
      description: title === null ? vscode.l10n.t('has faults') : name,
    })),
  ];
}

const labels = (): Readonly<Record<LessonGroup<FoundLesson>['kind'], string>> => ({
  workspace: vscode.l10n.t('In this workspace'),
  course: vscode.l10n.t('The course of Backstep'),
  en: vscode.l10n.t('The course in English'),
  de: vscode.l10n.t('The course in German'),
});
