import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { LESSON_SCHEMA_FILE, lessonSchemaText } from '../../../scripts/make-lesson-schema';

describe('the JSON schema of *.lesson.md', () => {
  it('is what scripts/make-lesson-schema.ts makes of the schema the parser reads by', async () => {
    assert.equal(readFileSync(LESSON_SCHEMA_FILE, 'utf8'), await lessonSchemaText());
  });
});
