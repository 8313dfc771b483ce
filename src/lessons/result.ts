/**
 * The result file of a lesson, `NAME.result.json`: what a learner answered, for a teacher to read. Its verdicts are
 * those of the learner's editor; `backstep check` works every one of them out again.
 */
import { validate, type Schema } from 'jsonschema';
import type { ExerciseRecords } from '../protocol/exercise';
import type { Lesson, Place } from '../protocol/lesson';
import { exercisesOf } from './checking/judge';
import { sha256 } from './answerHash';

export const RESULT_SUFFIX = '.result.json';
const FORMAT = 'backstep-result';
const VERSION = 1;

export interface ResultExercise {
  readonly id: string;
  readonly kind: string;
  readonly required: boolean;
  /** Null: never answered. */
  readonly answer: string | null;
  readonly attempts: number;
  /** As the editor judged it; null: nobody has, a teacher reads it. */
  readonly correct: boolean | null;
  /** The answer was shown on demand. */
  readonly revealed: boolean;
  /** Where the run stood. */
  readonly at: Place | null;
  readonly when: string | null;
}

export interface LessonResult {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  /** The lesson's file name, and its title. */
  readonly lesson: string;
  readonly title: string;
  /** SHA-256 of the lesson and of its definition file as they were, as hexadecimal. */
  readonly lessonHash: string;
  readonly definitionHash: string;
  readonly saved: string;
  /** Every required exercise was answered right, or awaits a teacher. */
  readonly complete: boolean;
  readonly exercises: readonly ResultExercise[];
}

export interface ResultOrigin {
  /** The lesson's file name. */
  readonly file: string;
  readonly lesson: Lesson;
  /** The text of both files. */
  readonly lessonText: string;
  readonly definitionText: string;
  /** An ISO 8601 time. */
  readonly saved: string;
}

export async function resultText(origin: ResultOrigin, records: ExerciseRecords): Promise<string> {
  const exercises = exercisesOf(origin.lesson).map(({ exercise: { id, kind, required } }): ResultExercise => {
    const record = records[id];
    return {
      id,
      kind,
      required,
      answer: record?.answer ?? null,
      attempts: record?.attempts ?? 0,
      correct: record === undefined || record.verdict.outcome === 'ungraded' ? null : isCorrect(record),
      revealed: record?.revealed ?? false,
      at: record?.at ?? null,
      when: record?.when ?? null,
    };
  });
  const result: LessonResult = {
    format: FORMAT,
    version: VERSION,
    lesson: origin.file,
    title: origin.lesson.title,
    lessonHash: await hashOfFile(origin.lessonText),
    definitionHash: await hashOfFile(origin.definitionText),
    saved: origin.saved,
    complete: exercises.every((one) => !one.required || one.correct === true || isLeftToTeacher(one)),
    exercises,
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

/** Lines may end as they like: files travel between systems. */
export function hashOfFile(text: string): Promise<string> {
  return sha256(text.replaceAll('\r\n', '\n'));
}

function isCorrect({ verdict, revealed }: ExerciseRecords[string]): boolean {
  return verdict.outcome === 'right' && !revealed;
}

function isLeftToTeacher({ correct, answer, revealed }: ResultExercise): boolean {
  return correct === null && answer !== null && !revealed;
}

const PLACE: Schema = {
  type: ['object', 'null'],
  required: ['operation', 'layer', 'batchStep'],
  properties: {
    operation: { type: 'string' },
    layer: { type: ['string', 'null'] },
    batchStep: { type: ['integer', 'null'], minimum: 0 },
  },
};

const RESULT_SCHEMA: Schema = {
  type: 'object',
  required: ['format', 'version', 'lesson', 'lessonHash', 'definitionHash', 'exercises'],
  properties: {
    format: { const: FORMAT },
    version: { const: VERSION },
    lesson: { type: 'string', pattern: '^[^/\\\\]+\\.lesson\\.md$' },
    lessonHash: { type: 'string' },
    definitionHash: { type: 'string' },
    exercises: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'answer', 'attempts', 'correct', 'revealed', 'at'],
        properties: {
          id: { type: 'string' },
          answer: { type: ['string', 'null'] },
          attempts: { type: 'integer', minimum: 0 },
          correct: { type: ['boolean', 'null'] },
          revealed: { type: 'boolean' },
          at: PLACE,
        },
      },
    },
  },
};

/** Reads a result file. Throws, in words for a person, when it is none. */
export function readResult(text: string): LessonResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error('this is not JSON', { cause: error });
  }
  const [first] = validate(value, RESULT_SCHEMA).errors;
  if (first === undefined) return value as LessonResult;
  throw new Error(
    `this is no result of a lesson: ${first.property.replace('instance', 'result')} ${first.message}`,
  );
}
