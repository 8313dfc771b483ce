/** What VS Code starts: composes the rooms and hands their disposal to VS Code. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DebugHost } from '../debug/host';
import type { Veil } from '../protocol/veil';
import { AlgorithmView } from './algorithmView';
import { BackendMemoryStore } from './backendMemory';
import { registerCommands } from './commands';
import { Diagnostics } from './diagnostics';
import { chosenBackend, chosenTapeMemory, Engines } from './engines';
import { messageOf } from './errors';
import { registerRecordedFiles } from './export/recordedFiles';
import { FileHover } from './fileHover';
import { FileLink } from './fileLink';
import { InlineValues } from './inlineValues';
import { wakeJsonSupport } from './jsonSupport';
import { announceLayerLines } from './layerLines';
import { registerLaunchConfigurations } from './launchConfigurations';
import { LiveEdits } from './liveEdits';
import { registerLessons } from './lessons/lessonCommands';
import { LessonFiles } from './lessons/lessonFiles';
import { LessonDiagnostics } from './lessons/lessonDiagnostics';
import { LessonHost } from './lessons/lessonHost';
import { PracticeDesk } from './lessons/practiceDesk';
import { VeilKeeper } from './lessons/veilKeeper';
import { PanelFocus } from './panelFocus';
import { PanelHost } from './panelHost';
import { Runs } from './runs';
import { registerStatusBar } from './statusBar';
import { Training } from './training';
import { uriOf } from './uris';
import { Walkthrough } from './walkthrough/walkthrough';
import { workspaceFiles } from './workspaceFiles';

export function activate(context: vscode.ExtensionContext): void {
  const { extension, extensionUri, globalState, subscriptions, workspaceState } = context;
  // For what knows no editor: those files are tested without one.
  l10n.config({ contents: vscode.l10n.bundle ?? {} });
  const log = vscode.window.createOutputChannel('Backstep', { log: true });
  const { version } = extension.packageJSON as { readonly version: string };
  const backendMemory = new BackendMemoryStore(globalState, version);
  const engines = new Engines(extensionUri, backendMemory, log);
  const hostOf = (session: vscode.DebugSession): DebugHost => ({
    files: (program) => workspaceFiles(uriOf(program), extensionUri),
    startEngine: (program, backend, tapeMemory, record) => {
      panel.openFor(session);
      return engines.start(program, backend, tapeMemory, record);
    },
    get defaultBackend() {
      return chosenBackend();
    },
    get defaultTapeMemory() {
      return chosenTapeMemory();
    },
  });
  const focus: PanelFocus = new PanelFocus(() => panel.hasFocus);
  const runs = new Runs(hostOf, focus);
  const link = new FileLink(runs, (layer) => panel.showLayer(layer));
  const panel = new PanelHost(
    runs,
    extensionUri,
    (layer, operation) => {
      link.reveal(layer, operation).catch((error: unknown) => log.error(messageOf(error)));
    },
    log,
  );
  const algorithm = new AlgorithmView(runs, log);
  const practice = new PracticeDesk(runs, log, () => {
    panel.tell(practice.message);
    veil.update();
  });
  panel.practice = practice;
  const lessonFiles = new LessonFiles(extensionUri);
  const lessons = new LessonHost(runs, panel, lessonFiles, extensionUri, workspaceState, log);
  // Where nothing is asked, nothing is hidden.
  const hidden = (): Veil => (panel.isOpen ? [...lessons.hidden, ...practice.hidden] : []);
  const veil = new VeilKeeper(runs, hidden, log);
  const training = new Training(engines, extensionUri, log);
  subscriptions.push(
    log,
    engines,
    focus,
    runs,
    new LiveEdits(runs, log),
    link,
    panel,
    algorithm,
    new FileHover(runs).register(),
    new InlineValues(runs),
    new Walkthrough(runs, panel, log),
    registerStatusBar(runs),
    registerLaunchConfigurations(() => engines.prepare()),
    registerRecordedFiles(),
    announceLayerLines(runs),
    registerCommands({ extensionUri, panel, algorithm, runs, training, backendMemory, log }),
    new Diagnostics(extensionUri, log),
    lessonFiles,
    new LessonDiagnostics(lessonFiles, log),
    registerLessons(lessons, lessonFiles, extensionUri, log),
    practice,
    veil,
    lessons.onDidChange(() => veil.update()),
    panel.onDidOpenOrClose(() => {
      if (!panel.isOpen) practice.end();
      veil.update();
    }),
  );
  wakeJsonSupport().catch((error: unknown) => log.warn(messageOf(error)));
}
