/** Drives the debugger as a person would, and sees what the adapter tells the editor. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import { ok, until } from './check';

/** A file of the workspace: a copy of examples/, with the reference cases in reference/. */
export function workspaceFile(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  ok(folder, 'The tests run in a workspace folder.');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function openFile(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(workspaceFile(path), { viewColumn: vscode.ViewColumn.One });
}

/** The first line, counted from 0, that holds this text. */
export function lineOf(document: vscode.TextDocument, text: string): number {
  const line = document
    .getText()
    .split('\n')
    .findIndex((candidate) => candidate.includes(text));
  ok(line >= 0, `No line holds ${text}`);
  return line;
}

/** What one session has told the editor. */
export class Driven {
  private seen = 0;
  readonly stops: Dap.StoppedEvent['body'][] = [];
  /** What the adapter answered, if it refused the launch. */
  refusal: string | undefined;
  constructor(readonly session: vscode.DebugSession) {}

  /** The next stop that no call has seen yet. */
  async nextStop(): Promise<Dap.StoppedEvent['body']> {
    const stop = await until('the run stops', () => {
      if (this.refusal !== undefined) throw new Error(`The launch was refused: ${this.refusal}`);
      return this.stops[this.seen];
    });
    this.seen++;
    return stop;
  }

  async frames(): Promise<Dap.StackFrame[]> {
    const body = (await this.session.customRequest('stackTrace', {
      threadId: 1,
    })) as Dap.StackTraceResponse['body'];
    return body.stackFrames;
  }

  async top(): Promise<Dap.StackFrame> {
    const [frame] = await this.frames();
    ok(frame, 'A stopped run has a top frame.');
    return frame;
  }

  /** A command of the debug toolbar, then the stop it leads to; the name of the top frame there. */
  async step(command: 'continue' | 'stepInto' | 'stepOver' | 'stepOut'): Promise<string> {
    await vscode.commands.executeCommand(`workbench.action.debug.${command}`);
    await this.nextStop();
    return (await this.top()).name;
  }

  async evaluate(expression: string): Promise<Dap.EvaluateResponse['body']> {
    const frameId = (await this.top()).id;
    return (await this.session.customRequest('evaluate', {
      expression,
      frameId,
      context: 'watch',
    })) as Dap.EvaluateResponse['body'];
  }
}

const driven: Driven[] = [];
/** The latest session to start, even if it has ended already. */
let latest: Driven | undefined;

function noticeRefusal(run: Driven, { command, success, message }: Dap.Response): void {
  if (command === 'launch' && !success) run.refusal = message ?? 'no reason given';
}

function trackSessions(): vscode.Disposable {
  const tracking = vscode.debug.registerDebugAdapterTrackerFactory('backstep', {
    createDebugAdapterTracker(session) {
      const mine = new Driven(session);
      driven.push(mine);
      latest = mine;
      return {
        onDidSendMessage(message: Dap.ProtocolMessage) {
          if (message.type === 'response') noticeRefusal(mine, message as Dap.Response);
          else if (message.type === 'event' && (message as Dap.Event).event === 'stopped') {
            mine.stops.push((message as Dap.StoppedEvent).body);
          }
        },
      };
    },
  });
  return vscode.Disposable.from(
    tracking,
    vscode.debug.onDidTerminateDebugSession((session) => {
      const index = driven.findIndex((one) => one.session.id === session.id);
      if (index >= 0) driven.splice(index, 1);
    }),
  );
}

export function sessions(): readonly Driven[] {
  return driven;
}

/** The session that started last, even if it has ended already. */
export function latestSession(): Driven | undefined {
  return latest;
}

/** What F5 does in this file, up to the first pause. */
export async function pressF5(path: string): Promise<Driven> {
  await openFile(path);
  return firstPause(() => vscode.commands.executeCommand('workbench.action.debug.start'));
}

/** What the button in the editor's title does: F5 means the active editor, this one the file it is told. */
export async function debugFile(path: string): Promise<Driven> {
  return firstPause(() => vscode.commands.executeCommand('backstep.debugFile', workspaceFile(path)));
}

export async function firstPause(start: () => Thenable<unknown>): Promise<Driven> {
  const before = latest;
  await start();
  const run = await until('a session starts', () => (latest === before ? undefined : latest));
  await run.nextStop();
  // The editor reveals the line of the first session's stop a moment later, and would take the place of a file
  // opened before; with several sessions it stays at the one that is looked at.
  await until('a stop is shown', () => shownFrame() !== undefined);
  return run;
}

function shownFrame(): vscode.DebugStackFrame | undefined {
  const item = vscode.debug.activeStackItem;
  return item instanceof vscode.DebugStackFrame ? item : undefined;
}

/** Ends every session and closes every editor. */
async function cleanUp(): Promise<void> {
  vscode.debug.removeBreakpoints([...vscode.debug.breakpoints]);
  for (const { session } of [...driven]) await vscode.debug.stopDebugging(session);
  await until('all sessions end', () => driven.length === 0);
  for (const document of vscode.workspace.textDocuments.filter((one) => one.isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The panel's tab, if it is open. */
export function panelTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .find(
      (tab) => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith('backstep.panel'),
    );
}

/** For every suite: hears its sessions, and leaves nothing behind after each test. */
export function useDebugger(): void {
  let tracking: vscode.Disposable | undefined;
  before(() => {
    tracking = trackSessions();
  });
  afterEach(cleanUp);
  after(() => {
    tracking?.dispose();
  });
}
