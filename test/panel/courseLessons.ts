/** The lessons of the course, read as the extension reads them. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadLesson } from '../../src/lessons/load';
import type { Lesson } from '../../src/protocol/lesson';

const FOLDER = path.join(__dirname, '..', '..', 'examples', 'course');

export async function courseLesson(name: string): Promise<Lesson> {
  const text = await readFile(path.join(FOLDER, `${name}.lesson.md`), 'utf8');
  const { lesson, faults } = await loadLesson(text, (file) => readFile(path.join(FOLDER, file), 'utf8'));
  assert.deepEqual(faults, []);
  assert.ok(lesson);
  return lesson;
}
