/** How lessons are listed for a person: which there are to choose from, and which come first. */
import type { Uri } from 'vscode';
import type { CourseLanguage } from './course';

export interface FoundLesson {
  readonly uri: Uri;
  /** Of its file, without the folder. */
  readonly name: string;
  /** Null when it has faults, as its language. */
  readonly title: string | null;
  readonly language: CourseLanguage | null;
}

/** A group of the list that is not empty; `course` is that in the person's language, `en` and `de` that in another. */
export interface LessonGroup {
  readonly kind: 'workspace' | 'course' | CourseLanguage;
  readonly lessons: readonly FoundLesson[];
}

/** @param mine the person's language */
export function lessonGroups(
  own: readonly FoundLesson[],
  course: Readonly<Record<CourseLanguage, readonly FoundLesson[]>>,
  mine: CourseLanguage,
): LessonGroup[] {
  const isForeign = ({ language }: FoundLesson): boolean => language !== null && language !== mine;
  // A copy of the course in the workspace is the one that the learner works in; one with faults may be of any language.
  const shipped = (language: CourseLanguage): FoundLesson[] =>
    course[language].filter(
      ({ name }) => !own.some((one) => one.name === name && (one.language ?? language) === language),
    );
  const other = mine === 'en' ? 'de' : 'en';
  const groups: LessonGroup[] = [
    { kind: 'workspace', lessons: own.toSorted((a, b) => Number(isForeign(a)) - Number(isForeign(b))) },
    { kind: 'course', lessons: shipped(mine) },
    { kind: other, lessons: shipped(other) },
  ];
  return groups.filter(({ lessons }) => lessons.length > 0);
}
