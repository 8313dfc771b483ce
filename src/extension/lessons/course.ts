/** The course that ships with the extension below examples/course, in each of its languages. */
import * as vscode from 'vscode';
import { LESSON_SUFFIX } from './lessonFiles';

/** In their order. */
export const COURSE = [
  '01-guess-the-number',
  '02-outer-product',
  '03-kronecker',
  '04-derivative',
  '05-layer-before',
  '06-batch',
  '07-textbook',
  '08-bias',
  '09-softmax',
  '10-what-goes-wrong',
  '11-pytorch',
] as const;

export type CourseLanguage = 'en' | 'de';

/** The one for a person whose VS Code speaks `language`. */
export function courseLanguage(language: string): CourseLanguage {
  return /^de(-|$)/i.test(language) ? 'de' : 'en';
}

/** `NAME.lesson.md` in English, `NAME.de.lesson.md` in German: results and copies of them keep apart by their names. */
export function courseLessons(extensionUri: vscode.Uri, language: CourseLanguage): vscode.Uri[] {
  const suffix = language === 'en' ? LESSON_SUFFIX : `.${language}${LESSON_SUFFIX}`;
  return COURSE.map((name) => vscode.Uri.joinPath(extensionUri, 'examples', 'course', `${name}${suffix}`));
}
