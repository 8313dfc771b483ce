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

export async function courseLesson(name: string): Promise<Lesson> {
  const text = await readFile(path.join(COURSE_FOLDER, `${name}.lesson.md`), 'utf8');
  const { lesson, faults } = await loadLesson(text, (file) =>
    readFile(path.join(COURSE_FOLDER, file), 'utf8'),
  );
  assert.deepEqual(faults, []);
  assert.ok(lesson);
  return lesson;
}
