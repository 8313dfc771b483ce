/** Writes schemas/lesson.schema.json: the header of `*.lesson.md`, and under `definitions` the blocks of its pages. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { lessonSchema } from '../src/lessons/schema';

export const LESSON_SCHEMA_FILE = join(__dirname, '..', 'schemas', 'lesson.schema.json');

/** The text of the schema file. */
export async function lessonSchemaText(): Promise<string> {
  const options = await resolveConfig(LESSON_SCHEMA_FILE);
  return format(JSON.stringify(lessonSchema()), { ...options, parser: 'json' });
}

if (require.main === module) {
  void lessonSchemaText().then((text) => writeFileSync(LESSON_SCHEMA_FILE, text));
}
