/** The panel from outside: opens the webview, tells it where the followed run is, answers what it asks. */
import * as vscode from 'vscode';
import type { LossCurve, RunState } from '../protocol/engine';
import type { LessonFromPanel, LessonToPanel } from '../protocol/lesson';
import type { PracticeFromPanel, PracticeToPanel } from '../protocol/practice';
import { CURVE_POINTS, type FromPanel, type RunView, type ToPanel } from '../protocol/panel';
import type { ViewName } from '../protocol/views';
import type { OperationName } from '../protocol/vocabulary';
import { editFromPanel } from './editFromPanel';
import { openBackendSetting } from './engines';
import { messageOf } from './errors';
import { exportFromPanel, goToFromPanel, saveFromPanel, watchFromPanel } from './fromPanel';
import { Outbox } from './outbox';
import { panelPage, panelRoots } from './panelPage';
import type { Runs } from './runs';
import { readAhead } from './readAhead';
import { StandingReads } from './standingReads';
import { runAction, runToAction } from './stepActions';

export const PANEL_TYPE = 'backstep.panel';
/** A run under way is told to the panel this often at most, in milliseconds. */
const PROGRESS_INTERVAL = 100;
/** A step that is over sooner, in milliseconds, is told to the panel by its stop alone. */
const STEP_TIME = 30;
/** Milliseconds for which the word of a stop waits for the layer's numbers, to go in one post with them. */
const NUMBERS_TIME = 20;

const NONE: RunView = { kind: 'none' };

/** The lesson beside the run, which the host only passes on. */
export interface LessonDesk {
  /** What a panel that has just started is to be told. */
  readonly message: LessonToPanel;
  receive(message: LessonFromPanel): void;
}

/** Takes the answers to an exercise that a person sets at a pause; the host only passes them on. */
export interface PracticePlace {
  readonly message: PracticeToPanel;
  receive(message: PracticeFromPanel): void;
}

/** Selects a layer's line in the file; the host knows no editors. */
export type RevealLayer = (layer: number, operation: OperationName | undefined) => void;

export class PanelHost implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  /** The panel's script has said that it listens. */
  private listening = false;
  private focused = false;
  private layer = 0;
  /** Asked for while the panel did not listen yet. */
  private viewToShow: ViewName | null = null;
  /** What was last sent of the run, to know a new stop from the same one again. */
  private sent:
    { readonly run: string; readonly kind: RunView['kind']; readonly state: RunState } | undefined;
  private sentAt = 0;
  /** Since the panel was told of a stop, the run has gone on: whatever it stands at next is new. */
  private hasLeft = false;
  /** The stop that the panel is to be told of with the next message, or soon. */
  private stopToTell: RunView | null = null;
  private leaving: ReturnType<typeof setTimeout> | undefined;
  /** The losses that were last told, and of which run. */
  private curve: { readonly run: string; readonly curve: LossCurve } | undefined;
  /** The exercise that a person sets at a pause. */
  practice: PracticePlace | null = null;
  /** Set once there is one. */
  lessons: LessonDesk | null = null;
  private last: Exclude<RunView, { kind: 'none' }> | undefined;
  /** Sessions that the panel was opened for: closed after that, it stays closed. */
  private readonly openedFor = new WeakSet<vscode.DebugSession>();
  private readonly standing = new StandingReads();
  private readonly explained = new vscode.EventEmitter<void>();
  /** Somebody has asked the panel where a number comes from. */
  readonly onDidExplain = this.explained.event;
  private readonly presence = new vscode.EventEmitter<void>();
  /** The panel was opened or closed. */
  readonly onDidOpenOrClose = this.presence.event;
  private readonly outbox: Outbox;
  private readonly disposable: vscode.Disposable;

  constructor(
    private readonly runs: Runs,
    private readonly extensionUri: vscode.Uri,
    private readonly revealLayer: RevealLayer,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.outbox = new Outbox(
      // False when the panel is hidden; it starts anew when it is shown, and asks for everything then.
      async (messages) => (await this.panel?.webview.postMessage(messages)) ?? false,
      (error) => log.error(`The panel did not take a message: ${messageOf(error)}`),
    );
    this.disposable = vscode.Disposable.from(
      this.explained,
      this.presence,
      runs.onDidChange(() => this.follow()),
      vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, this),
    );
  }

  /** Opens the panel beside the active editor, or brings it to the front. */
  open(preserveFocus: boolean): void {
    if (this.panel) {
      this.panel.reveal(undefined, preserveFocus);
      return;
    }
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus };
    this.adopt(vscode.window.createWebviewPanel(PANEL_TYPE, 'Backstep', where));
  }

  /** What is open beside the run has changed. */
  tell(message: LessonToPanel | PracticeToPanel): void {
    if (this.listening) this.post(message);
  }

  /** Opens the panel on this view. */
  showView(view: ViewName): void {
    this.viewToShow = view;
    this.open(false);
    this.sendView();
  }

  /** The session's run is starting: a page takes longer to come up than an engine does. */
  openFor(session: vscode.DebugSession): void {
    if (session.configuration['noDebug'] !== true) this.openOnce(session);
  }

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  /** Whoever works is at the panel. */
  get hasFocus(): boolean {
    return this.panel?.visible === true && this.focused;
  }

  /** After a reload of the window: the page is new, and asks for what it shows. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel): Thenable<void> {
    // One panel is enough: a second one that comes back takes the place of the first.
    this.panel?.dispose();
    this.adopt(panel);
    return Promise.resolve();
  }

  /** Shows this layer, if a run stands. */
  showLayer(layer: number): void {
    if (layer === this.layer) return;
    this.layer = layer;
    this.sendLayer();
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    this.listening = false;
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.extensionUri, 'media', 'file-light.svg'),
      dark: vscode.Uri.joinPath(this.extensionUri, 'media', 'file-dark.svg'),
    };
    panel.webview.options = { enableScripts: true, localResourceRoots: panelRoots(this.extensionUri) };
    panel.webview.onDidReceiveMessage((messages: readonly FromPanel[]) => {
      for (const message of messages) this.receive(message);
    });
    panel.onDidDispose(() => {
      if (this.panel !== panel) return;
      this.panel = undefined;
      this.listening = false;
      this.focused = false;
      this.presence.fire();
    });
    panel.webview.html = panelPage(panel.webview, this.extensionUri);
    this.presence.fire();
  }

  private receive(message: FromPanel): void {
    switch (message.type) {
      case 'ready':
        this.listening = true;
        this.sent = undefined;
        if (this.lessons) this.post(this.lessons.message);
        this.sendRun();
        if (this.practice) this.post(this.practice.message);
        this.sendView();
        return;
      case 'lesson':
        this.lessons?.receive(message);
        return;
      case 'practice':
        this.practice?.receive(message);
        return;
      case 'focus':
        this.focused = message.inside;
        return;
      case 'unneeded':
        this.standing.drop(message.parts, message.questions);
        return;
      case 'explained':
        this.explained.fire();
        return;
      case 'edit':
        this.reportFailure(this.edit(message));
        return;
      case 'action':
        this.reportFailure(runAction(message.action, this.runs));
        return;
      case 'chooseBackend':
        this.reportFailure(openBackendSetting());
        return;
      case 'showLayer':
        this.layer = message.layer;
        this.sendLayer();
        this.revealLayer(message.layer, message.operation);
        return;
      case 'read':
        this.reportFailure(this.answer(message));
        return;
      case 'ask':
        this.reportFailure(this.answerQuestion(message));
        return;
      case 'losses':
        this.reportFailure(this.sendLosses(message.run));
        return;
      case 'goTo':
        this.reportFailure(goToFromPanel(this.runs, this.view(), message));
        return;
      case 'runTo':
        this.reportFailure(runToAction(message.to, this.layer));
        return;
      case 'watch':
        this.reportFailure(watchFromPanel(this.view(), message));
        return;
      case 'export':
        this.reportFailure(exportFromPanel(this.runs.active?.follower, message));
        return;
      case 'savePicture':
        this.reportFailure(saveFromPanel(message));
        return;
    }
  }

  /** Where the followed run is. Of one whose session is gone, what was last known stays on show as ended. */
  private view(): RunView {
    const view = this.runs.active?.follower.view() ?? NONE;
    if (view.kind !== 'none') this.last = view;
    else if (this.last && !this.runs.activeIsAlive) return { ...this.last, kind: 'ended', reason: '' };
    return view;
  }

  private follow(): void {
    const view = this.view();
    const session = this.runs.active?.session;
    // Before its first operation a run has not paused, it has not begun.
    if (view.kind === 'stopped' && view.state.moment > 0 && session) this.openOnce(session);
    this.sendRun();
  }

  private openOnce(session: vscode.DebugSession): void {
    if (this.openedFor.has(session)) return;
    this.openedFor.add(session);
    const wanted = vscode.workspace.getConfiguration('backstep').get<boolean>('panel.openAtFirstPause', true);
    if (!wanted) return;
    // A panel that lies behind the file in the same group would hide it if it came forward.
    const hidesFile = this.panel && this.panel.viewColumn === vscode.window.activeTextEditor?.viewColumn;
    if (!this.panel?.visible && !hidesFile) this.open(true);
  }

  /** Tells the panel where the run is, and after a new stop also the layer it stopped in. */
  private sendRun(): void {
    const view = this.view();
    if (!this.listening) return;
    if (view.kind === 'none') {
      // Between a restart and the new run's first word the old picture stays: no flashing.
      this.stopToTell = null;
      if (!this.sent || !this.runs.activeIsAlive) this.post({ type: 'run', view });
      return;
    }
    const { run, kind, state } = view;
    const isSameRun = this.sent?.run === run;
    if (kind === 'running' && this.sent?.kind === 'stopped' && !this.hasLeft) {
      this.hasLeft = true;
      this.leaving = setTimeout(() => this.sendRun(), STEP_TIME);
      return;
    }
    clearTimeout(this.leaving);
    const isProgress = isSameRun && kind === 'running' && this.sent?.kind === 'running';
    if (isProgress && Date.now() - this.sentAt < PROGRESS_INTERVAL) return;
    const isNews =
      !isSameRun || this.hasLeft || this.sent?.kind === 'running' || this.sent?.state.moment !== state.moment;
    // A run that stands has another state only when numbers were changed by hand: the layer on show stays.
    const isEdited = !isNews && this.sent?.state !== state;
    if (isNews && kind !== 'running')
      this.layer = state.position?.layer ?? view.description.layers.length - 1;
    this.sent = { run, kind, state };
    this.sentAt = Date.now();
    this.hasLeft = kind === 'running';
    if (isNews && kind === 'stopped') {
      this.stopToTell = view;
      setTimeout(() => this.tellStop(), NUMBERS_TIME);
    } else {
      this.stopToTell = null;
      this.post({ type: 'run', view });
    }
    if (isNews || isEdited) this.sendLayer();
    // The engine goes with the session, before the panel could ask for the last of them.
    if (kind === 'ended' && this.runs.activeIsAlive) this.reportFailure(this.sendLosses(run));
  }

  /** A panel that has only just been opened, or was hidden, is told when it listens. */
  private sendView(): void {
    const view = this.viewToShow;
    if (!this.listening || view === null) return;
    this.post({ type: 'showView', view }, () => {
      if (this.viewToShow === view) this.viewToShow = null;
    });
  }

  private sendLayer(): void {
    this.reportFailure(this.readLayer());
  }

  private async readLayer(): Promise<void> {
    const follower = this.runs.active?.follower;
    const view = this.view();
    if (!follower || !this.listening || view.kind !== 'stopped') return;
    const layer = this.layer;
    const { run, moment, value } = await follower.summaries(layer);
    if (!this.isNow(run, moment) || layer !== this.layer) return;
    const ahead = await readAhead(this.standing, follower, run, layer, value);
    // Of another state at the same moment: changed by hand meanwhile, and told anew.
    const now = this.view();
    if (now.kind === 'none' || now.run !== run || now.state !== view.state || layer !== this.layer) return;
    this.post({ type: 'layer', view: { run, moment, layer, summaries: value }, ahead });
  }

  private async answer(message: FromPanel & { type: 'read' }): Promise<void> {
    const follower = this.runs.active?.follower;
    if (!follower || !this.isNow(message.run, message.moment)) return;
    const { layer, quantity, request, stepsBack } = message;
    const { run, moment, value } = await follower.read(layer, quantity, message.window, stepsBack);
    if (!this.isNow(message.run, message.moment) || moment !== message.moment) return;
    this.standing.note(this.layer, message, value?.data.length ?? 0);
    this.post({ type: 'slice', run, moment, layer, quantity, request, slice: value });
  }

  private async answerQuestion(message: FromPanel & { type: 'ask' }): Promise<void> {
    const follower = this.runs.active?.follower;
    if (!follower || !this.isNow(message.run, message.moment)) return;
    const { run, moment, value } = await follower.answer(message.question);
    if (!this.isNow(message.run, message.moment) || moment !== message.moment) return;
    this.standing.noteQuestion(this.layer, message);
    this.post({ type: 'answer', run, moment, request: message.request, answer: value });
  }

  /** The losses of this run while it is the one on show; of one that is over, those last known. */
  private async sendLosses(wanted: string): Promise<void> {
    const follower = this.runs.active?.follower;
    const followed = follower?.view();
    if (follower && followed?.kind !== 'none' && followed?.run === wanted) {
      const { run, value: curve } = await follower.losses(CURVE_POINTS);
      this.curve = { run, curve };
    }
    const view = this.view();
    if (view.kind === 'none' || view.run !== wanted || this.curve?.run !== wanted) return;
    this.post({ type: 'losses', ...this.curve });
  }

  private async edit(message: FromPanel & { type: 'edit' }): Promise<void> {
    const session = this.runs.activeIsAlive ? this.runs.active?.session : undefined;
    const isNow = this.isNow(message.run, message.moment);
    const refusal =
      session && isNow
        ? await editFromPanel(session, message)
        : vscode.l10n.t('The run has gone on since this was typed.');
    this.post({ type: 'edited', request: message.request, refusal });
  }

  /** Whether the followed run still stands at this moment: what is over is dropped. */
  private isNow(run: string, moment: number): boolean {
    const view = this.view();
    return view.kind !== 'none' && view.run === run && view.state.moment === moment;
  }

  /** Before anything else is said: all of it is said of the stop. */
  private tellStop(): void {
    const view = this.stopToTell;
    this.stopToTell = null;
    if (view !== null) this.outbox.post({ type: 'run', view });
  }

  private post(message: ToPanel, onTaken?: () => void): void {
    this.tellStop();
    this.outbox.post(message, onTaken);
  }

  private reportFailure(work: Promise<void>): void {
    work.catch((error: unknown) => {
      // A run that ended while it was asked has nothing more to say.
      if (this.view().kind === 'stopped' && this.runs.activeIsAlive) this.log.error(messageOf(error));
    });
  }

  dispose(): void {
    this.panel?.dispose();
    this.disposable.dispose();
  }
}
