/** The lesson that is open beside the run: which page, what it asks of the run, and what is remembered of it. */
import * as vscode from 'vscode';
import type {
  Lesson,
  LessonAction,
  LessonFromPanel,
  LessonToPanel,
  LessonView,
  Place,
} from '../../protocol/lesson';
import { isSettled } from '../../protocol/exercise';
import { cellsHiddenBy, pendingOn, type Veil } from '../../protocol/veil';
import { messageOf } from '../errors';
import { launchOf } from '../launchConfigurations';
import type { LessonDesk, PanelHost } from '../panelHost';
import type { Runs } from '../runs';
import { nameOf, uriOf } from '../uris';
import { momentOfPlace } from './journey';
import { besideLesson, type LessonFiles } from './lessonFiles';
import { ExerciseDesk, type ExerciseAction } from './exerciseDesk';
import { LessonProgress } from './lessonProgress';

export interface OpenLesson {
  readonly uri: vscode.Uri;
  readonly lesson: Lesson;
}

export class LessonHost implements LessonDesk, vscode.Disposable {
  private open: OpenLesson | null = null;
  private page = 0;
  private entered = 0;
  private presentation = false;
  private trouble: string | null = null;
  /** Where the run is to go as soon as it stands. */
  private wanted: Place | null = null;
  /** The run has been sent off and has not answered yet: it still looks as if it stood. */
  private departing = false;
  /** An answer that is judged as soon as the run has come to where it can be. */
  private due: { readonly answer: ExerciseAction; readonly entered: number; readonly at: Place } | null =
    null;
  private told = '';
  private readonly progress: LessonProgress;
  private readonly exercises: ExerciseDesk;
  private readonly changed = new vscode.EventEmitter<void>();
  /** The page, its answers or what it needs of the run have changed. */
  readonly onDidChange = this.changed.event;
  private readonly disposable: vscode.Disposable;

  constructor(
    private readonly runs: Runs,
    private readonly panel: PanelHost,
    private readonly files: LessonFiles,
    extensionUri: vscode.Uri,
    state: vscode.Memento,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.progress = new LessonProgress(state);
    this.exercises = new ExerciseDesk(state, extensionUri);
    this.disposable = vscode.Disposable.from(
      this.changed,
      runs.onDidChange(() => this.runChanged()),
      // A lesson that is saved while it is read is read anew: its author sees the page at once.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (uri.toString() === this.open?.uri.toString()) this.report(this.reload());
      }),
    );
    panel.lessons = this;
    this.report(this.resume());
  }

  /** Opens a lesson at the page where its reader was, starts its run and shows both. */
  async start(uri: vscode.Uri, fromTheBeginning = false): Promise<void> {
    await this.adopt(uri);
    const known = this.progress.of(uri);
    this.panel.open(false);
    this.enter(fromTheBeginning ? 0 : known.page);
    await this.startRun();
  }

  close(): void {
    this.open = null;
    this.wanted = null;
    this.progress.setOpen(null);
    this.tell();
  }

  /** A page on or back; without a lesson, nothing. */
  turn(by: number): void {
    this.enter(this.page + by);
  }

  /** Large type, for a projector. */
  present(on = !this.presentation): void {
    if (this.open === null) throw new Error(openFirst());
    this.presentation = on;
    this.tell();
  }

  /** What its page asks to be predicted, and so hides. */
  get hidden(): Veil {
    const page = this.pageOnShow();
    if (this.open === null || page === undefined) return [];
    const view = this.ownRun()?.follower.view();
    if (view === undefined || view.kind === 'none') return [];
    const pending = pendingOn(page, this.exercises.of(this.open.uri));
    return pending.map((exercise) => cellsHiddenBy(exercise, view.description.layers));
  }

  /** The exercises of its page that are not settled, by their ids. */
  get openExercises(): string[] {
    if (this.open === null) return [];
    const records = this.exercises.of(this.open.uri);
    const blocks = this.pageOnShow()?.blocks ?? [];
    return blocks
      .flatMap((block) => (block.kind === 'exercise' ? [block.exercise.id] : []))
      .filter((id) => !isSettled(records[id]));
  }

  get message(): LessonToPanel {
    return { type: 'lesson', view: this.view() };
  }

  receive({ id, action }: LessonFromPanel): void {
    if (id !== this.open?.uri.toString()) return;
    this.report(this.act(action));
  }

  private async act(action: LessonAction): Promise<void> {
    switch (action.do) {
      case 'enter':
        this.enter(action.page);
        return;
      case 'goTo':
        this.want(action.place);
        return;
      case 'start':
        await this.startRun();
        this.want(this.pageOnShow()?.at ?? null);
        return;
      case 'openNext': {
        const next = this.open?.lesson.next ?? null;
        if (this.open && next !== null) await this.start(besideLesson(this.open.uri, next), true);
        return;
      }
      case 'present':
        this.present(action.on);
        return;
      case 'answer':
      case 'reveal':
      case 'saveResult':
        await this.exercise(action);
        return;
      case 'close':
        this.close();
    }
  }

  /** Rejects, in words for the learner, when there is no lesson, or nothing to judge an answer by. */
  async exercise(action: ExerciseAction): Promise<void> {
    const { open, entered } = this;
    if (open === null) throw new Error(openFirst());
    const run = this.runIs() === 'live' ? this.runs.active?.follower : undefined;
    this.due = null;
    const journey = await this.exercises.act(action, open, run);
    // Judged and kept; whoever has turned the page meanwhile is not called back.
    if (this.open !== open || this.entered !== entered) return;
    this.trouble = null;
    this.tell();
    if (journey === null) return;
    if (journey.isWaiting) this.due = { answer: action, entered, at: journey.to };
    this.want(journey.to);
  }

  /** Judges the answer that waited for the run to come here. */
  private judgeDue(): void {
    const { due } = this;
    const view = this.runs.active?.follower.view();
    if (due === null || view?.kind !== 'stopped' || this.runIs() !== 'live') return;
    const found = momentOfPlace(due.at, view);
    if ('trouble' in found || found.moment !== view.state.moment) return;
    this.due = null;
    // Whoever has turned the page meanwhile is not called back.
    if (due.entered === this.entered) this.report(this.exercise(due.answer));
  }

  /** After a reload of the window the lesson that was open is open again. */
  private async resume(): Promise<void> {
    const before = this.progress.open;
    if (before === null) return;
    await this.adopt(vscode.Uri.parse(before, true));
    this.page = this.onePage(this.progress.of(before).page);
    this.tell();
  }

  private async adopt(uri: vscode.Uri): Promise<void> {
    const { lesson, faults } = await this.files.read(uri);
    if (lesson === null) {
      const first = faults.find(({ severity }) => severity === 'error');
      throw new Error(
        first === undefined
          ? vscode.l10n.t('{0} cannot be shown: it cannot be read.', nameOf(uri))
          : vscode.l10n.t(
              '{0} cannot be shown (line {1}): {2}',
              nameOf(uri),
              first.range.start.line + 1,
              first.message,
            ),
      );
    }
    this.open = { uri, lesson };
    this.presentation = lesson.presentation;
    this.trouble = null;
    this.wanted = null;
    this.progress.setOpen(uri);
  }

  private async reload(): Promise<void> {
    if (this.open === null) return;
    const { presentation } = this;
    const { lesson } = await this.files.read(this.open.uri);
    // One that is wrong for the moment has its faults in the editor; what is on show stays.
    if (lesson === null) return;
    this.open = { ...this.open, lesson };
    this.presentation = presentation;
    this.page = this.onePage(this.page);
    this.tell();
  }

  private enter(page: number): void {
    if (this.open === null) return;
    this.page = this.onePage(page);
    this.entered++;
    this.trouble = null;
    this.progress.visit(this.open.uri, this.page);
    // Told before the run moves: the page stands there while the numbers come.
    this.tell();
    this.want(this.pageOnShow()?.at ?? null);
  }

  private onePage(page: number): number {
    return Math.max(0, Math.min(page, (this.open?.lesson.pages.length ?? 1) - 1));
  }

  private pageOnShow(): Lesson['pages'][number] | undefined {
    return this.open?.lesson.pages[this.page];
  }

  /** The latest wish is the one that counts; null: the run may stay where it is. */
  private want(place: Place | null): void {
    this.wanted = place;
    this.pursue();
  }

  /** Sets the run going to the wanted place, if it stands; otherwise its next stop does. */
  private pursue(): void {
    const place = this.wanted;
    const view = this.runs.active?.follower.view();
    if (place === null || this.departing || this.runIs() !== 'live' || view?.kind !== 'stopped') return;
    this.wanted = null;
    const found = momentOfPlace(place, view);
    if ('trouble' in found) this.complain(found.trouble);
    else if (found.moment !== view.state.moment) this.report(this.travel(found.moment));
  }

  private async travel(moment: number): Promise<void> {
    this.departing = true;
    try {
      await this.runs.active?.session.customRequest('backstep/goTo', { moment, ahead: true });
    } finally {
      this.departing = false;
    }
    // Pages may be turned faster than the run departs. It may even stand again by now; if not, its next stop does it.
    this.pursue();
  }

  private async startRun(): Promise<void> {
    // A run of it that is there can be put anywhere: it need not start again.
    if (this.open === null || this.runIs() === 'live') return;
    const { uri, lesson } = this.open;
    const definition = besideLesson(uri, lesson.definition);
    const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === definition.toString());
    const document = open ?? (await vscode.workspace.openTextDocument(definition));
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.One,
      preserveFocus: true,
    });
    // Only just begun: a page says where the run has to be.
    const launch = { ...launchOf(definition), stopOnEntry: true };
    const started = await vscode.debug.startDebugging(
      vscode.workspace.getWorkspaceFolder(definition),
      launch,
    );
    if (!started) this.complain(vscode.l10n.t('The run of {0} did not start.', nameOf(definition)));
  }

  /** The followed run, if it is of this lesson's definition file. */
  private ownRun(): Runs['active'] {
    if (this.open === null) return undefined;
    const definition = besideLesson(this.open.uri, this.open.lesson.definition);
    const { active } = this.runs;
    const program = active?.follower.program ?? null;
    return program !== null && uriOf(program).toString() === definition.toString() ? active : undefined;
  }

  private runIs(): LessonView['run'] {
    const { active, activeIsAlive } = this.runs;
    if (active === undefined || active.follower.program === null) return 'none';
    if (this.ownRun() === undefined) return activeIsAlive ? 'other' : 'none';
    return activeIsAlive && active.follower.view().kind !== 'ended' ? 'live' : 'ended';
  }

  private runChanged(): void {
    if (this.open === null) return;
    this.pursue();
    this.judgeDue();
    // A run tells of every bit of its progress: the page is told only what it shows.
    if (this.told !== this.runIs()) this.tell();
  }

  private complain(trouble: string): void {
    this.trouble = trouble;
    this.tell();
  }

  private view(): LessonView | null {
    if (this.open === null) return null;
    const { uri, lesson } = this.open;
    const { page, entered, presentation, trouble } = this;
    const { visited } = this.progress.of(uri);
    const records = this.exercises.of(uri);
    const run = this.runIs();
    return { id: uri.toString(), lesson, page, entered, visited, records, presentation, run, trouble };
  }

  private tell(): void {
    this.told = this.runIs();
    this.panel.tell(this.message);
    this.changed.fire();
  }

  private report(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.log.error(`Lesson: ${messageOf(error)}`);
      this.complain(messageOf(error));
    });
  }

  dispose(): void {
    this.disposable.dispose();
  }
}

function openFirst(): string {
  return vscode.l10n.t('Open a lesson first: “Backstep: Open a Lesson…”.');
}
