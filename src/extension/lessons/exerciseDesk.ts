/** Takes answers to a lesson's exercises, has them judged by the run, keeps them, and writes them down for a teacher. */
import * as vscode from 'vscode';
import { isSettled, type ExerciseRecords } from '../../protocol/exercise';
import type { LessonAction, Place } from '../../protocol/lesson';
import { nameOf } from '../uris';
import { workspaceFiles } from '../workspaceFiles';
import type { LiveRun } from './answering';
import { ExerciseAnswers } from './exerciseAnswers';
import { LESSON_SUFFIX } from './lessonFiles';
import type { OpenLesson } from './lessonHost';

export type ExerciseAction = Extract<LessonAction, { do: 'answer' | 'reveal' | 'saveResult' }>;

/** The run is to go there; if an answer waits for that, it is to be judged then. */
export interface Journey {
  readonly to: Place;
  readonly isWaiting: boolean;
}

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
   * Gives where the run is to go, to show what was asked or to have it judged; null: it may stay.
   * Rejects, in words for the learner, when there is nothing to judge by or nowhere to write.
   */
  async act(action: ExerciseAction, open: OpenLesson, run: LiveRun): Promise<Journey | null> {
    if (action.do === 'saveResult') {
      await this.save(open);
      return null;
    }
    const { exercisesOf } = await import(/* webpackChunkName: "run" */ '../../lessons/checking/judge');
    const { answered, givenUp, resultAhead } = await import(/* webpackChunkName: "run" */ './answering');
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
    const { exercise } = placed;
    const isWaiting = record.verdict.outcome === 'waiting';
    if (!isWaiting && !isSettled(record)) return null;
    const to = resultAhead(exercise, record.at, run);
    return to === null ? null : { to, isWaiting };
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
    const { resultText, RESULT_SUFFIX } = await import(/* webpackChunkName: "run" */ '../../lessons/result');
    const text = await resultText(origin, this.of(uri));
    const name = `${nameOf(uri).slice(0, -LESSON_SUFFIX.length)}${RESULT_SUFFIX}`;
    const place = await placeFor(uri, name);
    if (!place) return;
    await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(text));
    void tellSaved(place, name);
  }
}

/** Beside a lesson of the workspace; a lesson of the extension's own has no place for it: the learner is asked. */
async function placeFor(lesson: vscode.Uri, name: string): Promise<vscode.Uri | undefined> {
  if (vscode.workspace.getWorkspaceFolder(lesson)) return vscode.Uri.joinPath(lesson, '..', name);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [vscode.l10n.t('Result of a lesson')]: ['json'] },
    title: vscode.l10n.t('Save {0}', name),
  });
}

async function tellSaved(place: vscode.Uri, name: string): Promise<void> {
  const open = vscode.l10n.t('Open');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('{0} is saved: it is for your teacher.', name),
    open,
  );
  if (chosen === open) await vscode.window.showTextDocument(place);
}
