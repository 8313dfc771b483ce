/** The lessons of the course, read as the extension reads them. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadLesson } from '../../src/lessons/load';
import type { Lesson } from '../../src/protocol/lesson';

export const COURSE_FOLDER = path.join(__dirname, '..', '..', 'examples', 'course');

/** All that are there, in their order, by their English names. */
export const COURSE_NAMES: readonly string[] = readdirSync(COURSE_FOLDER)
  .flatMap((file) => /^([^.]*)\.lesson\.md$/.exec(file)?.[1] ?? [])
  .toSorted();

export type CourseLanguage = 'en' | 'de';

/** @param kind `lesson.md` or `mlp.json` */
export function courseText(
  name: string,
  language: CourseLanguage,
  kind: 'lesson.md' | 'mlp.json' = 'lesson.md',
): Promise<string> {
  const file = language === 'en' ? `${name}.${kind}` : `${name}.${language}.${kind}`;
  return readFile(path.join(COURSE_FOLDER, file), 'utf8');
}

export async function courseLesson(name: string, language: CourseLanguage = 'en'): Promise<Lesson> {
  return readCourseLesson(await courseText(name, language));
}

/** @param text one that has no faults */
export async function readCourseLesson(text: string): Promise<Lesson> {
  const { lesson, faults } = await loadLesson(text, (file) =>
    readFile(path.join(COURSE_FOLDER, file), 'utf8'),
  );
  assert.deepEqual(faults, []);
  assert.ok(lesson);
  return lesson;
}
