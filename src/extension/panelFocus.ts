/**
 * Keeps the focus in the panel at a stop. VS Code calls the focus into the editor at every stop, which throws
 * whoever steps by keyboard in the panel out of it each time. `preserveFocusHint` keeps VS Code from that, but also
 * from showing the new frame; so the frame is then shown by a command that leaves the focus where it is.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import { DEBUG_TYPE } from './launchConfigurations';

/** Without an argument: shows the top frame of the one session that stands, and leaves the focus alone. */
const SHOW_FRAME = 'workbench.action.debug.focusProcess';
/** Shows the top frame too, but calls the focus into the editor. */
const SHOW_FRAME_WITH_FOCUS = 'workbench.action.debug.callStackTop';
/** Milliseconds to wait before each try: VS Code takes a moment to know the frame that it was told of. */
const TRIES = [0, 20, 50, 150, 400];

export class PanelFocus implements vscode.Disposable {
  /** All debug sessions, of whatever debugger: with several it is not clear which one the command shows. */
  private readonly sessions = new Set<string>();
  /** The session whose latest stop is to be shown by us. */
  private pending: string | null = null;
  private readonly disposable: vscode.Disposable;

  constructor(private readonly panelHasFocus: () => boolean) {
    this.disposable = vscode.Disposable.from(
      vscode.debug.onDidStartDebugSession(({ id }) => void this.sessions.add(id)),
      vscode.debug.onDidTerminateDebugSession(({ id }) => void this.sessions.delete(id)),
    );
  }

  /** A message of a session's adapter on its way to VS Code, with the hint where it is due. */
  outgoing(session: vscode.DebugSession, message: Dap.ProtocolMessage): Dap.ProtocolMessage {
    if (message.type === 'event' && (message as Dap.Event).event === 'stopped') {
      this.pending = this.keepsFocus(session) ? session.id : null;
      if (this.pending === null) return message;
      const stopped = message as Dap.StoppedEvent;
      return { ...stopped, body: { ...stopped.body, preserveFocusHint: true } } as Dap.StoppedEvent;
    }
    if (this.pending === session.id && isStackTrace(message)) {
      this.pending = null;
      void this.show(session, message.body.stackFrames[0]?.id);
    }
    return message;
  }

  /** The person is at the panel, and VS Code shows this session already: its first stop is VS Code's own affair. */
  private keepsFocus(session: vscode.DebugSession): boolean {
    const shown = vscode.debug.activeStackItem?.session.id === session.id;
    return shown && this.sessions.size === 1 && this.panelHasFocus();
  }

  private async show(session: vscode.DebugSession, frame: number | undefined): Promise<void> {
    for (const delay of TRIES) {
      await new Promise((resolve) => setTimeout(resolve, delay));
      // Another stop, which is shown for itself.
      if (this.pending !== null || !this.sessions.has(session.id)) return;
      await vscode.commands.executeCommand(SHOW_FRAME);
      const item = vscode.debug.activeStackItem;
      if (item instanceof vscode.DebugStackFrame && item.frameId === frame) return;
    }
    // The right numbers are worth more than the focus.
    if (vscode.debug.activeDebugSession?.type === DEBUG_TYPE)
      await vscode.commands.executeCommand(SHOW_FRAME_WITH_FOCUS);
  }

  dispose(): void {
    this.disposable.dispose();
  }
}

function isStackTrace(message: Dap.ProtocolMessage): message is Dap.StackTraceResponse {
  const { command, success } = message as Dap.Response;
  return message.type === 'response' && command === 'stackTrace' && success;
}
