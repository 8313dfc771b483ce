/** How a lesson is found and begun: the commands, and the line above its text that starts it. */
import * as vscode from 'vscode';
import { messageOf } from '../errors';
import { LESSON_FILES, isLesson, type LessonFiles } from './lessonFiles';
import type { LessonHost } from './lessonHost';
import { pickLesson } from './lessonPicker';

export function registerLessons(
  host: LessonHost,
  files: LessonFiles,
  extensionUri: vscode.Uri,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const on = (name: string, run: (first: unknown, second: unknown) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, async (first: unknown, second: unknown) => {
      try {
        await run(first, second);
      } catch (error) {
        log.error(`${name}: ${messageOf(error)}`);
        void vscode.window.showErrorMessage(`Backstep: ${messageOf(error)}`);
      }
    });
  return vscode.Disposable.from(
    host,
    on('backstep.openLesson', (uri) => openLesson(host, files, extensionUri, uri)),
    on('backstep.startLesson', (uri) => host.start(target(uri), true)),
    on('backstep.lessonNext', () => host.turn(1)),
    on('backstep.lessonPrevious', () => host.turn(-1)),
    on('backstep.lessonPresentation', () => host.present()),
    on('backstep.closeLesson', () => host.close()),
    on('backstep.saveLessonResult', () => host.exercise({ do: 'saveResult' })),
    on('backstep.answerExercise', (exercise, text) => answerExercise(host, exercise, text)),
    vscode.languages.registerCodeLensProvider(LESSON_FILES, {
      provideCodeLenses: ({ uri }) => [
        new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), {
          title: `$(mortar-board) ${vscode.l10n.t('Start this lesson')}`,
          command: 'backstep.startLesson',
          arguments: [uri],
        }),
      ],
    }),
  );
}

/** The lesson a command is about: its argument, or the active editor's file. */
function target(argument: unknown): vscode.Uri {
  if (argument instanceof vscode.Uri) return argument;
  const document = vscode.window.activeTextEditor?.document;
  if (document && isLesson(document)) return document.uri;
  throw new Error(vscode.l10n.t('Open a lesson (NAME.lesson.md) first.'));
}

async function openLesson(
  host: LessonHost,
  files: LessonFiles,
  extensionUri: vscode.Uri,
  argument: unknown,
): Promise<void> {
  const uri = argument instanceof vscode.Uri ? argument : await pickLesson(files, extensionUri);
  if (uri) await host.start(uri);
}

/** Asks for what it is not told. */
async function answerExercise(host: LessonHost, given: unknown, typed: unknown): Promise<void> {
  const exercise = typeof given === 'string' ? given : await pickExercise(host);
  if (exercise === undefined) return;
  const title = vscode.l10n.t('Answer to {0}', exercise);
  const text = typeof typed === 'string' ? typed : await vscode.window.showInputBox({ title });
  if (text !== undefined) await host.exercise({ do: 'answer', exercise, text });
}

async function pickExercise(host: LessonHost): Promise<string | undefined> {
  const open = host.openExercises;
  if (open.length === 0) throw new Error(vscode.l10n.t('No exercise is open on this page.'));
  return open.length === 1
    ? open[0]
    : vscode.window.showQuickPick(open, { title: vscode.l10n.t('Which exercise?') });
}
