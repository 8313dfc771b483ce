/** The list of lessons to open one from: those of the workspace, then the course, first in the person's language. */
import * as vscode from 'vscode';
import { nameOf } from '../uris';
import { courseLanguage, courseLessons, type CourseLanguage } from './course';
import { LESSON_SUFFIX, type LessonFiles } from './lessonFiles';

interface LessonItem extends vscode.QuickPickItem {
  /** Absent from what only parts the list. */
  readonly uri?: vscode.Uri;
}

interface Found {
  readonly uri: vscode.Uri;
  readonly name: string;
  /** Null when it has faults. */
  readonly title: string | null;
  readonly language: CourseLanguage | null;
}

/** The lesson that the person chooses; undefined for none. */
export async function pickLesson(
  files: LessonFiles,
  extensionUri: vscode.Uri,
): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showQuickPick(
    await lessonItems(files, extensionUri, vscode.env.language),
    {
      title: vscode.l10n.t('Open a Lesson'),
      placeHolder: vscode.l10n.t('Which lesson?'),
      matchOnDescription: true,
    },
  );
  return chosen?.uri;
}

/** @param display the language of VS Code */
export async function lessonItems(
  files: LessonFiles,
  extensionUri: vscode.Uri,
  display: string,
): Promise<LessonItem[]> {
  const uris = await vscode.workspace.findFiles(`**/*${LESSON_SUFFIX}`, '**/node_modules/**');
  const read = (all: readonly vscode.Uri[]): Promise<Found[]> =>
    Promise.all(all.map((uri) => found(uri, files)));
  const mine = courseLanguage(display);
  const foreign = ({ language }: Found): number => (language === null || language === mine ? 0 : 1);
  const own = (await read(uris.toSorted((a, b) => a.path.localeCompare(b.path)))).toSorted(
    (a, b) => foreign(a) - foreign(b),
  );
  // A copy of the course in the workspace is the one that the learner works in.
  const course = async (language: CourseLanguage): Promise<Found[]> =>
    (await read(courseLessons(extensionUri, language))).filter(
      ({ name }) => !own.some((one) => one.name === name && (one.language ?? language) === language),
    );
  return [
    ...group(vscode.l10n.t('In this workspace'), own),
    ...group(vscode.l10n.t('The course of Backstep'), await course(mine)),
    ...(mine === 'de'
      ? group(vscode.l10n.t('The course in English'), await course('en'))
      : group(vscode.l10n.t('The course in German'), await course('de'))),
  ];
}

async function found(uri: vscode.Uri, files: LessonFiles): Promise<Found> {
  const { lesson } = await files.read(uri);
  return {
    uri,
    name: nameOf(uri),
    title: lesson?.title ?? null,
    language: lesson === null ? null : courseLanguage(lesson.language),
  };
}

function group(label: string, lessons: readonly Found[]): LessonItem[] {
  if (lessons.length === 0) return [];
  return [
    { label, kind: vscode.QuickPickItemKind.Separator },
    ...lessons.map(({ uri, name, title }) => ({
      uri,
      label: title ?? name,
      description: title === null ? vscode.l10n.t('has faults') : name,
    })),
  ];
}
