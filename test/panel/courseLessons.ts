/** The lessons of the course, read as the extension reads them. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadLesson } from '../../src/lessons/load';
import type { Lesson } from '../../src/protocol/lesson';

export const COURSE_FOLDER = path.join(__dirname, '..', '..', 'examples', 'course');

/** All that are there, in their order. */
export const COURSE_NAMES: readonly string[] = readdirSync(COURSE_FOLDER)
  .flatMap((file) => /^(.*)\.lesson\.md$/.exec(file)?.[1] ?? [])
  .toSorted();

export type CourseLanguage = 'en' | 'de';

export function courseFolder(language: CourseLanguage): string {
  return language === 'en' ? COURSE_FOLDER : path.join(COURSE_FOLDER, language);
}

export function courseText(name: string, language: CourseLanguage = 'en'): Promise<string> {
  return readFile(path.join(courseFolder(language), `${name}.lesson.md`), 'utf8');
}

export async function courseLesson(name: string, language: CourseLanguage = 'en'): Promise<Lesson> {
  return readCourseLesson(await courseText(name, language), language);
}

/** @param text one that has no faults */
export async function readCourseLesson(text: string, language: CourseLanguage): Promise<Lesson> {
  const { lesson, faults } = await loadLesson(text, (file) =>
    readFile(path.join(courseFolder(language), file), 'utf8'),
  );
  assert.deepEqual(faults, []);
  assert.ok(lesson);
  return lesson;
}
