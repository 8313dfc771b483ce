/** One result file, graded: the lesson is read, its definition is run to each exercise, and the answer judged there. */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checkGradient } from '../../engine/gradientCheck/gradientCheck';
import { NODE_ENVIRONMENT } from '../../engine/host/nodeEnvironment';
import { openRun } from '../../engine/host/openRun';
import { evaluateText } from '../../engine/expressionNames';
import type { Run } from '../../engine/run';
import {
  exercisesOf,
  isLive,
  judge,
  judgeQuestion,
  placeOfResult,
  subjectOf,
  type PlacedExercise,
} from '../../lessons/checking/judge';
import { loadLesson } from '../../lessons/load';
import {
  hashOfFile,
  readResult,
  RESULT_SUFFIX,
  type LessonResult,
  type ResultExercise,
} from '../../lessons/result';
import type { Verdict } from '../../protocol/exercise';
import type { Lesson, Place } from '../../protocol/lesson';
import { momentAt, partsOf } from '../../protocol/moments';
import { programFiles } from '../files';
import { load } from '../load';
import { nextTask } from '../nextTask';
import { DATA_FOLDER } from '../package';
import { lessonOf } from './find';
import type { Graded, GradedExercise } from './report';

export interface GradeSetting {
  readonly folder: string;
  readonly lessons: string | null;
  /** The file as it is named below the folder. */
  readonly name: string;
}

/** A file that cannot be graded fails, and says why; the others go on. */
export async function gradeResult(file: string, setting: GradeSetting): Promise<Graded> {
  const { name } = setting;
  const student = name.includes('/') ? dirname(name) : basename(name).slice(0, -RESULT_SUFFIX.length);
  const of = { student, file: name };
  let lesson = '?';
  try {
    const result = readResult(await readFile(file, 'utf8'));
    lesson = result.lesson;
    const { faults, exercises } = await grade(result, file, setting);
    const passed = faults.length === 0 && exercises.every(passes);
    return { ...of, lesson, passed, faults, exercises };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...of, lesson, passed: false, faults: [why], exercises: [] };
  }
}

function passes({ grade, required }: GradedExercise): boolean {
  if (grade === 'tampered') return false;
  return !required || grade === 'right' || grade === 'to be read';
}

async function grade(
  result: LessonResult,
  file: string,
  setting: GradeSetting,
): Promise<Pick<Graded, 'faults' | 'exercises'>> {
  const path = await lessonOf(result.lesson, file, setting);
  if (path === null) throw new Error(`its lesson ${result.lesson} is not there: --lessons says where it is`);
  const files = programFiles(path, DATA_FOLDER);
  const text = await files.readText();
  const { lesson, faults } = await loadLesson(text, (sibling) => files.readSibling(sibling));
  if (lesson === null)
    throw new Error(`${result.lesson} has faults: ${faults[0]?.message ?? 'it cannot be read'}`);
  const definition = await files.readSibling(lesson.definition);
  const exercises = await gradeAll(lesson, join(dirname(path), lesson.definition), result);
  return { faults: await strangeness(result, lesson, text, definition), exercises };
}

/** What does not fit to the lesson as it is here. */
async function strangeness(
  result: LessonResult,
  lesson: Lesson,
  text: string,
  definition: string,
): Promise<string[]> {
  const known = new Set(exercisesOf(lesson).map(({ exercise }) => exercise.id));
  const unknown = result.exercises.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  const ids = result.exercises.map(({ id }) => id);
  return [
    ...(result.definitionHash === (await hashOfFile(definition))
      ? []
      : [`it was answered with another ${lesson.definition} than the one here`]),
    ...(result.lessonHash === (await hashOfFile(text))
      ? []
      : [`it was answered with another ${result.lesson} than the one here`]),
    ...(unknown.length === 0 ? [] : [`the lesson has no exercise ${unknown.join(', ')}`]),
    ...(new Set(ids).size === ids.length ? [] : ['it has two answers to one exercise']),
  ];
}

interface Task {
  readonly placed: PlacedExercise;
  readonly given: ResultExercise | undefined;
}

async function gradeAll(
  lesson: Lesson,
  definition: string,
  { exercises }: LessonResult,
): Promise<GradedExercise[]> {
  const tasks = exercisesOf(lesson).map((placed): Task => ({
    placed,
    given: exercises.find(({ id }) => id === placed.exercise.id),
  }));
  const runner = new Runner(definition);
  try {
    // The run goes forward only.
    const inOrder = [...tasks];
    const moments = new Map<Task, number>();
    for (const task of tasks) moments.set(task, await runner.momentOf(task));
    inOrder.sort((a, b) => (moments.get(a) ?? 0) - (moments.get(b) ?? 0));
    const graded = new Map<Task, GradedExercise>();
    for (const task of inOrder) graded.set(task, await gradeOne(task, moments.get(task) ?? 0, runner));
    return tasks.flatMap((task) => graded.get(task) ?? []);
  } finally {
    runner.dispose();
  }
}

async function gradeOne({ placed, given }: Task, moment: number, runner: Runner): Promise<GradedExercise> {
  const { exercise } = placed;
  const of = {
    id: exercise.id,
    required: exercise.required,
    attempts: given?.attempts ?? 0,
    answer: given?.answer ?? null,
  };
  const answer = given?.answer ?? null;
  if (given?.revealed === true) return { ...of, grade: 'given up', note: 'the answer was shown' };
  if (answer === null || answer === '') return { ...of, grade: 'missing', note: '' };
  const verdict =
    exercise.kind === 'question'
      ? await judgeQuestion(exercise, answer)
      : await runner.judge(exercise, answer, moment);
  return { ...of, ...gradeOf(verdict, given?.correct ?? null) };
}

/** A file that claims more than the run confirms was changed by hand, or answered in a run that was. */
function gradeOf(
  { outcome, message }: Verdict,
  claimed: boolean | null,
): Pick<GradedExercise, 'grade' | 'note'> {
  if (outcome === 'ungraded') return { grade: 'to be read', note: '' };
  if (outcome === 'right') return { grade: 'right', note: '' };
  return claimed === true
    ? { grade: 'tampered', note: `the file calls it right, the run does not: ${message}` }
    : { grade: 'wrong', note: message };
}

/** The lesson's definition, run forward as far as the exercises want it. */
class Runner {
  private run: Promise<Run> | null = null;
  /** By batch step, as far as the run has come. */
  private readonly losses: (number | null)[] = [];

  constructor(private readonly definition: string) {}

  /** 0 for what needs no run. The lesson says where; only where it leaves that open does the result. */
  async momentOf({ placed: { exercise, at }, given }: Task): Promise<number> {
    if (!isLive(exercise) || given === undefined || given.answer === null || given.revealed) return 0;
    const { layers } = (await this.started()).description;
    if (exercise.kind === 'predict' && exercise.after !== null)
      return momentAt(exercise.after, layers, 0) ?? 0;
    const place: Place | null = at ?? given.at;
    if (place === null) return 0;
    const batchStep = place.batchStep ?? given.at?.batchStep ?? 0;
    const asked = momentAt(place, layers, batchStep);
    // Asked before the operation has run, it is judged by what the operation gives.
    const result = placeOfResult(subjectOf(exercise), layers);
    const made = result === null ? null : momentAt(result, layers, batchStep);
    return asked === null ? 0 : Math.max(asked, made ?? 0);
  }

  async judge(exercise: Parameters<typeof judge>[0], answer: string, moment: number): Promise<Verdict> {
    const run = await this.started();
    while (run.state().moment < moment && run.nextOperation()) {
      await run.step();
      const { loss, steps } = run.state();
      if (run.position?.operation === 'loss') this.losses[steps] = loss;
    }
    if (run.state().moment !== moment || moment === 0)
      return { outcome: 'wrong', message: 'there is no such place in the training', mistake: null };
    return judge(exercise, answer, {
      layers: run.description.layers,
      evaluate: (text, layer) => Promise.resolve(evaluateText(run, text, layer)),
      check: (elements) => checkGradient(run.hold(), elements, nextTask),
      lossBefore: () => {
        const { step } = partsOf(moment, run.description.layers.length);
        return Promise.resolve(this.losses[step - 1] ?? null);
      },
    });
  }

  private started(): Promise<Run> {
    this.run ??= load(this.definition).then((program) => openRun(program, 'auto', NODE_ENVIRONMENT));
    return this.run;
  }

  dispose(): void {
    void this.run?.then(
      (run) => run.dispose(),
      () => undefined,
    );
  }
}
