/** How lessons are listed for a person: which there are to choose from, and which come first. */
import type { CourseLanguage } from './course';

export interface ListedLesson {
  /** Of its file, without the folder. */
  readonly name: string;
  /** Null when it has faults, as its language. */
  readonly title: string | null;
  readonly language: CourseLanguage | null;
}

/** A group of the list that is not empty; `course` is that in the person's language, `en` and `de` that in another. */
export interface LessonGroup<Lesson extends ListedLesson> {
  readonly kind: 'workspace' | 'course' | CourseLanguage;
  readonly lessons: readonly Lesson[];
}

/** @param mine the person's language */
export function lessonGroups<Lesson extends ListedLesson>(
  own: readonly Lesson[],
  course: Readonly<Record<CourseLanguage, readonly Lesson[]>>,
  mine: CourseLanguage,
): LessonGroup<Lesson>[] {
  const isForeign = ({ language }: ListedLesson): boolean => language !== null && language !== mine;
  // A copy of the course in the workspace is the one that the learner works in.
  const known = new Set(own.map(({ name }) => name));
  const shipped = (language: CourseLanguage): Lesson[] =>
    course[language].filter(({ name }) => !known.has(name));
  const other = mine === 'en' ? 'de' : 'en';
  const groups: LessonGroup<Lesson>[] = [
    { kind: 'workspace', lessons: own.toSorted((a, b) => Number(isForeign(a)) - Number(isForeign(b))) },
    { kind: 'course', lessons: shipped(mine) },
    { kind: other, lessons: shipped(other) },
  ];
  return groups.filter(({ lessons }) => lessons.length > 0);
}
