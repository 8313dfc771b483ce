/** Takes answers to a lesson's exercises, has them judged by the run, keeps them, and writes them down for a teacher. */
import * as vscode from 'vscode';
import type { RunFollower } from '../../debug/follower';
import type { Ground } from '../../lessons/checking/ground';
import {
  exercisesOf,
  isLive,
  judge,
  judgeQuestion,
  momentAt,
  placeOfResult,
  revealed,
  type PlacedExercise,
} from '../../lessons/checking/judge';
import { resultText, RESULT_SUFFIX } from '../../lessons/result';
import {
  isSettled,
  standsFor,
  type ExerciseRecord,
  type ExerciseRecords,
  type Verdict,
} from '../../protocol/exercise';
import type { Exercise, LessonAction, Place } from '../../protocol/lesson';
import { partsOf } from '../../protocol/moments';
import { nameOf } from '../uris';
import { workspaceFiles } from '../workspaceFiles';
import { ExerciseAnswers } from './exerciseAnswers';
import { momentOfPlace } from './journey';
import { LESSON_SUFFIX } from './lessonFiles';
import type { OpenLesson } from './lessonHost';

export type ExerciseAction = Extract<LessonAction, { do: 'answer' | 'reveal' | 'saveResult' }>;
/** The run of the lesson; undefined: it is not there, or it is over. */
type LiveRun = Pick<RunFollower, 'view' | 'evaluate'> | undefined;

export class ExerciseDesk {
  private readonly answers: ExerciseAnswers;

  constructor(
    state: vscode.Memento,
    private readonly extensionUri: vscode.Uri,
  ) {
    this.answers = new ExerciseAnswers(state);
  }

  of(lesson: vscode.Uri): ExerciseRecords {
    return this.answers.of(lesson.toString());
  }

  /**
   * Gives where the run is to go for the learner to see what was asked; null: it may stay.
   * Rejects, in words for the learner, when there is nothing to judge by or nowhere to write.
   */
  async act(action: ExerciseAction, open: OpenLesson, run: LiveRun): Promise<Place | null> {
    if (action.do === 'saveResult') {
      await this.save(open);
      return null;
    }
    const placed = exercisesOf(open.lesson).find(({ exercise }) => exercise.id === action.exercise);
    // Of a lesson that was edited meanwhile.
    if (placed === undefined) return null;
    const before = this.of(open.uri)[action.exercise];
    const record =
      action.do === 'answer'
        ? await answered(placed, action.text, before, run)
        : await givenUp(placed, before, run);
    if (record === null) return null;
    this.answers.keep(open.uri.toString(), action.exercise, record);
    return isSettled(record) ? resultAhead(placed.exercise, record, run) : null;
  }

  private async save({ uri, lesson }: OpenLesson): Promise<void> {
    const files = workspaceFiles(uri, this.extensionUri);
    const origin = {
      file: nameOf(uri),
      lesson,
      lessonText: await files.readText(),
      definitionText: await files.readSibling(lesson.definition),
      saved: new Date().toISOString(),
    };
    const text = await resultText(origin, this.of(uri));
    const name = `${nameOf(uri).slice(0, -LESSON_SUFFIX.length)}${RESULT_SUFFIX}`;
    const place = await placeFor(uri, name);
    if (!place) return;
    await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(text));
    void tellSaved(place, name);
  }
}

/** The operation that makes what was predicted, if it has not run yet. */
function resultAhead(exercise: Exercise, { at }: ExerciseRecord, run: LiveRun): Place | null {
  const view = run?.view();
  if (exercise.kind !== 'predict' || at === null || view === undefined || view.kind === 'none') return null;
  const { layers } = view.description;
  const result = placeOfResult(exercise.of, layers);
  const moment = result === null ? null : momentAt(result, layers, at.batchStep ?? 0);
  if (result === null || moment === null || moment <= view.state.moment) return null;
  return { ...result, batchStep: at.batchStep };
}

/** Beside a lesson of the workspace; a lesson of the extension's own has no place for it: the learner is asked. */
async function placeFor(lesson: vscode.Uri, name: string): Promise<vscode.Uri | undefined> {
  if (vscode.workspace.getWorkspaceFolder(lesson)) return vscode.Uri.joinPath(lesson, '..', name);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { 'Result of a lesson': ['json'] },
    title: `Save ${name}`,
  });
}

async function tellSaved(place: vscode.Uri, name: string): Promise<void> {
  const chosen = await vscode.window.showInformationMessage(
    `${name} is saved: it is for your teacher.`,
    'Open',
  );
  if (chosen === 'Open') await vscode.window.showTextDocument(place);
}

/** After the answer was shown, nothing typed counts any more. */
async function answered(
  { exercise, at }: PlacedExercise,
  answer: string,
  before: ExerciseRecord | undefined,
  run: LiveRun,
): Promise<ExerciseRecord | null> {
  if (before?.revealed === true) return null;
  const when = new Date().toISOString();
  if (exercise.kind === 'question') {
    const verdict = await judgeQuestion(exercise, answer);
    return { answer, attempts: attemptsAfter(before, verdict), verdict, revealed: false, at: null, when };
  }
  if (!isLive(exercise)) return null;
  const stand = standing(at, run);
  const verdict = await judge(exercise, answer, stand.ground);
  stand.isStill();
  return {
    answer,
    attempts: attemptsAfter(before, verdict),
    verdict,
    revealed: false,
    at: stand.place,
    when,
  };
}

async function givenUp(
  { exercise, at }: PlacedExercise,
  before: ExerciseRecord | undefined,
  run: LiveRun,
): Promise<ExerciseRecord | null> {
  if (!isLive(exercise) || before?.verdict.outcome === 'right') return null;
  const stand = standing(at, run);
  const message = await revealed(exercise, stand.ground);
  stand.isStill();
  return {
    answer: before?.answer ?? '',
    attempts: before?.attempts ?? 0,
    verdict: { outcome: 'wrong', message, mistake: null },
    revealed: true,
    at: stand.place,
    when: new Date().toISOString(),
  };
}

function attemptsAfter(before: ExerciseRecord | undefined, { outcome }: Verdict): number {
  return (before?.attempts ?? 0) + (outcome === 'unread' ? 0 : 1);
}

interface Stand {
  readonly ground: Ground;
  /** With its batch step. */
  readonly place: Place | null;
  /** Throws when the run has moved: what was computed belongs to another moment. */
  isStill(): void;
}

/** The run where the exercise wants it. Throws when it is not there. */
function standing(at: Place | null, run: LiveRun): Stand {
  const view = run?.view();
  if (run === undefined || view?.kind !== 'stopped')
    throw new Error('The answer is checked by the run: it has to be paused.');
  const { description, state } = view;
  if (at !== null) {
    const wanted = momentOfPlace(at, view);
    if ('trouble' in wanted) throw new Error(wanted.trouble);
    if (!standsFor(at, description.layers, state.moment))
      throw new Error(
        `This exercise is about the moment just after ${at.layer === null ? 'the loss' : `${at.operation} of ${at.layer}`}: put the run there first.`,
      );
  }
  const names = description.layers;
  const { position, moment } = state;
  const layer = position === null || position.layer === null ? null : (names[position.layer]?.name ?? null);
  const batchStep = partsOf(moment, names.length).step;
  return {
    ground: {
      layers: names,
      evaluate: async (text, of) => (await run.evaluate(text, of)).value,
    },
    place: position === null ? null : { operation: position.operation, layer, batchStep },
    isStill: () => {
      const now = run.view();
      if (now.kind !== 'stopped' || now.run !== view.run || now.state.moment !== moment)
        throw new Error('The run has gone on while the answer was checked: answer again.');
    },
  };
}
