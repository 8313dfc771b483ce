/** `backstep check`: folders of result files, honest and otherwise. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { resultText, type LessonResult } from '../../../src/lessons/result';
import type { ExerciseRecord, ExerciseRecords } from '../../../src/protocol/exercise';
import { linearSteps, OUTER } from '../../panel/courseCases';
import { COURSE_FOLDER, courseLesson, courseText } from '../../panel/courseLessons';
import { AHEAD_LESSON, EXERCISE_LESSON, exerciseLesson } from '../../panel/exerciseLesson';
import { backstep, PROJECT } from './spawn';

const DEFINITION = join(PROJECT, 'examples', 'course', '02-outer-product.mlp.json');
const CELL = String(linearSteps(OUTER, 1)[0]!.gradient[2]![1]!);

const record = (answer: string, outcome: 'right' | 'wrong' | 'ungraded', more = {}): ExerciseRecord => ({
  answer,
  attempts: 1,
  verdict: { outcome, message: '', mistake: null },
  revealed: false,
  at: { operation: 'gradientWeights', layer: 'output', batchStep: 0 },
  when: '2026-01-01T00:00:00.000Z',
  ...more,
});
const ALL_RIGHT: ExerciseRecords = {
  'one-cell': record(CELL, 'right'),
  'a-shape': record('3 x 2', 'right'),
  'a-formula': record("input' * gradientOutput / N", 'right'),
  'a-check': record('checked', 'right'),
  which: record('2', 'right'),
  'why-so': record('Because\u001b[2J it is.', 'ungraded'),
};

interface Report {
  readonly passed: boolean;
  readonly results: readonly {
    readonly student: string;
    readonly passed: boolean;
    readonly faults: readonly string[];
    readonly exercises: readonly { readonly id: string; readonly grade: string }[];
  }[];
}

describe('backstep check', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'backstep-check-'));
    cpSync(DEFINITION, join(folder, '02-outer-product.mlp.json'));
    writeFileSync(join(folder, 'tasks.lesson.md'), EXERCISE_LESSON);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const handIn = async (
    student: string,
    records: ExerciseRecords,
    change: (result: LessonResult) => unknown = (result) => result,
    lessonText = EXERCISE_LESSON,
  ): Promise<void> => {
    const text = await resultText(
      {
        file: 'tasks.lesson.md',
        lesson: await exerciseLesson(lessonText),
        lessonText,
        definitionText: await readFile(DEFINITION, 'utf8'),
        saved: '2026-01-01T00:00:00.000Z',
      },
      records,
    );
    mkdirSync(join(folder, student), { recursive: true });
    const result = change(JSON.parse(text) as LessonResult);
    writeFileSync(join(folder, student, 'tasks.result.json'), JSON.stringify(result));
  };
  const report = async (...more: string[]): Promise<Report & { status: number | null }> => {
    const { status, stdout, stderr } = await backstep(['check', folder, '--json', ...more]);
    assert.equal(stderr, '');
    return { ...(JSON.parse(stdout) as Report), status };
  };
  const gradesOf = ({ results }: Report): Record<string, string> =>
    Object.fromEntries(results[0]!.exercises.map(({ id, grade }) => [id, grade]));

  it('passes what the run confirms, and prints a table', async () => {
    await handIn('ada', ALL_RIGHT);
    const { status, stdout, stderr } = await backstep(['check', folder]);
    assert.deepEqual([status, stderr], [0, ''], stdout);
    assert.match(stdout, /^passed {2}ada {2}tasks\.lesson\.md {2}5 of 6 right$/m);
    assert.match(stdout, /one-cell +right +1 attempt/);
    assert.match(stdout, /why-so +to be read/);
    assert.match(stdout, /1 of 1 passed\.\n$/);
    // What a student typed cannot clear a teacher's terminal.
    assert.ok(!stdout.includes('\u001b'));
  });

  it('fails wrong, missing and revealed answers of required exercises', async () => {
    await handIn('ben', {
      'one-cell': record(CELL, 'wrong', { revealed: true }),
      'a-formula': record("input' * gradient", 'wrong'),
      'a-shape': record('2 x 3', 'wrong'),
    });
    const told = await report();
    assert.equal(told.status, 1);
    assert.deepEqual(gradesOf(told), {
      'one-cell': 'given up',
      'a-shape': 'wrong',
      'a-formula': 'right',
      'a-check': 'missing',
      which: 'missing',
      'why-so': 'missing',
    });
  });

  it('never believes the file: what it calls right is worked out again', async () => {
    await handIn('eve', { ...ALL_RIGHT, 'one-cell': record('9', 'right'), which: record('1', 'right') });
    const told = await report();
    assert.equal(told.status, 1);
    const grades = gradesOf(told);
    assert.deepEqual(
      [grades['one-cell'], grades.which, grades['a-formula']],
      ['tampered', 'tampered', 'right'],
    );
  });

  it('judges what was predicted ahead where the lesson says, in a lesson of another batch step too', async () => {
    writeFileSync(join(folder, 'tasks.lesson.md'), AHEAD_LESSON);
    const [first] = linearSteps(OUTER, 1);
    const at = { operation: 'loss', layer: null, batchStep: 0 } as const;
    const answers: ExerciseRecords = {
      'a-column': record(first!.gradient.map((row) => row[1]).join(' '), 'right'),
      ahead: record(CELL, 'right'),
      'next-weight': record(String(first!.after[2]![1]!), 'right', { at }),
      'the-loss': record(String(first!.loss), 'right', { at }),
      'which-way': record('lower', 'right', { at }),
    };
    await handIn('ada', answers, undefined, AHEAD_LESSON);
    const told = await report();
    assert.deepEqual([told.status, new Set(Object.values(gradesOf(told)))], [0, new Set(['right'])]);
    await handIn(
      'ada',
      {
        ...answers,
        'which-way': record('higher', 'right', { at }),
        'next-weight': record(String(first!.before[2]![1]!), 'wrong', { at }),
      },
      undefined,
      AHEAD_LESSON,
    );
    const grades = gradesOf(await report());
    assert.deepEqual([grades['which-way'], grades['next-weight']], ['tampered', 'wrong']);
  });

  it('grades at the lesson’s own place, whatever place the file names', async () => {
    const elsewhere = { at: { operation: 'gradientWeights', layer: 'output', batchStep: 3 } } as const;
    const later = String(linearSteps(OUTER, 4)[3]!.gradient[2]![1]!);
    await handIn('mo', { ...ALL_RIGHT, 'one-cell': record(later, 'right', elsewhere) });
    assert.equal(gradesOf(await report())['one-cell'], 'tampered');
  });

  it('grades a class in which some read German by one folder of lessons', async () => {
    const answers: ExerciseRecords = {
      'another-weight': record(String(linearSteps(OUTER, 1)[0]!.gradient[1]![0]!), 'right'),
      'outer-product': record("input' * gradientOutput", 'right'),
      'how-many': record('6', 'right'),
      'check-weights': record('checked', 'right'),
    };
    for (const language of ['en', 'de'] as const) {
      const name = language === 'en' ? '02-outer-product' : '02-outer-product.de';
      const lessonText = await courseText('02-outer-product', language);
      const text = await resultText(
        {
          file: `${name}.lesson.md`,
          lesson: await courseLesson('02-outer-product', language),
          lessonText,
          definitionText: await courseText('02-outer-product', language, 'mlp.json'),
          saved: '2026-01-01T00:00:00.000Z',
        },
        answers,
      );
      mkdirSync(join(folder, language));
      writeFileSync(join(folder, language, `${name}.result.json`), text);
    }
    const { status, results } = await report('--lessons', COURSE_FOLDER);
    assert.deepEqual(
      results.map(({ student, passed, exercises }) => [student, passed, exercises.map(({ grade }) => grade)]),
      ['de', 'en'].map((student) => [student, true, ['right', 'right', 'right', 'right']]),
    );
    assert.equal(status, 0);
  });

  it('fails another definition or lesson than the one here, and files that are none', async () => {
    await handIn('a', ALL_RIGHT, (result) => ({ ...result, definitionHash: '0'.repeat(64) }));
    await handIn('b', ALL_RIGHT, (result) => ({ ...result, lesson: 'other.lesson.md' }));
    await handIn('c', ALL_RIGHT, (result) => ({ ...result, lesson: '../../etc/x.lesson.md' }));
    mkdirSync(join(folder, 'd'));
    writeFileSync(join(folder, 'd', 'tasks.result.json'), '{');
    await handIn('e', ALL_RIGHT);
    const { status, results } = await report();
    assert.equal(status, 1);
    assert.deepEqual(
      results.map(({ student, passed }) => [student, passed]),
      [
        ['a', false],
        ['b', false],
        ['c', false],
        ['d', false],
        ['e', true],
      ],
    );
    const faults = results.map(({ faults: all }) => all.join());
    assert.match(faults[0]!, /another 02-outer-product\.mlp\.json/);
    assert.match(faults[1]!, /other\.lesson\.md is not there/);
    assert.match(faults[2]!, /no result of a lesson/);
    assert.match(faults[3]!, /not JSON/);
  });

  it('takes the teacher’s lesson, not a copy that a student has made easier', async () => {
    await handIn('zoe', { ...ALL_RIGHT, 'one-cell': record('9', 'right') });
    writeFileSync(
      join(folder, 'zoe', 'tasks.lesson.md'),
      EXERCISE_LESSON.replace('of: output', 'tolerance: 99\nof: output'),
    );
    cpSync(DEFINITION, join(folder, 'zoe', '02-outer-product.mlp.json'));
    assert.equal(gradesOf(await report())['one-cell'], 'tampered');
    assert.equal(gradesOf(await report('--lessons', folder))['one-cell'], 'tampered');
  });

  it('says what is wrong with the folder', async () => {
    const empty = await backstep(['check', folder]);
    assert.equal(empty.status, 1);
    assert.match(empty.stderr, /there are no result files/);
    assert.match((await backstep(['check', join(folder, 'no')])).stderr, /there is no such folder/);
    assert.match((await backstep(['check', DEFINITION])).stderr, /this is a file/);
    assert.equal((await backstep(['check'])).status, 2);
  });
});
