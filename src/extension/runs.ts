/** The debug sessions that are alive, and which of them the panel and the status bar follow. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import type { DebugHost } from '../debug/host';
import type { RunFollower } from '../debug/follower';
import type { DebugSession } from '../debug/session';
import { DEBUG_TYPE } from './launchConfigurations';
import type { PanelFocus } from './panelFocus';

/** A run with the editor's session that steers it. */
export interface FollowedRun {
  readonly session: vscode.DebugSession;
  readonly follower: RunFollower;
}

export class Runs implements vscode.DebugAdapterDescriptorFactory, vscode.Disposable {
  private readonly alive = new Map<string, FollowedRun>();
  private followed: FollowedRun | undefined;
  private readonly changed = new vscode.EventEmitter<FollowedRun | undefined>();
  private readonly disposable: vscode.Disposable;
  /** The followed run moved on, or another one is followed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly hostOf: (session: vscode.DebugSession) => DebugHost,
    private readonly focus: PanelFocus,
  ) {
    this.disposable = vscode.Disposable.from(
      this.changed,
      vscode.debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, this),
      vscode.debug.onDidChangeActiveDebugSession((session) => this.follow(session)),
      vscode.debug.onDidTerminateDebugSession((session) => this.forget(session)),
    );
  }

  /** The run that is followed: the active session's, or the last one that was. It may be over. */
  get active(): FollowedRun | undefined {
    return this.followed;
  }

  /** Every run whose session is alive. */
  get all(): readonly FollowedRun[] {
    return [...this.alive.values()];
  }

  /** Whether the followed run's session is still there. */
  get activeIsAlive(): boolean {
    return this.followed !== undefined && this.alive.has(this.followed.session.id);
  }

  async createDebugAdapterDescriptor(session: vscode.DebugSession): Promise<vscode.DebugAdapterDescriptor> {
    const { DebugSession } = await import(/* webpackChunkName: "run" */ '../debug/session');
    const adapter = new InlineAdapter(new DebugSession(this.hostOf(session)), (message) =>
      this.focus.outgoing(session, message),
    );
    const run: FollowedRun = { session, follower: adapter.run };
    this.alive.set(session.id, run);
    // The listener lives as long as the adapter does: both go together.
    adapter.run.onDidChange(() => {
      // The first to arrive is shown even before the editor says which session is active.
      if (!this.activeIsAlive && this.alive.has(session.id)) this.followed = run;
      if (this.followed === run) this.changed.fire(run);
    });
    return new vscode.DebugAdapterInlineImplementation(adapter);
  }

  private follow(session: vscode.DebugSession | undefined): void {
    const run = session && this.alive.get(session.id);
    if (!run || run === this.followed) return;
    this.followed = run;
    this.changed.fire(run);
  }

  private forget(session: vscode.DebugSession): void {
    if (!this.alive.delete(session.id) || this.followed?.session.id !== session.id) return;
    const next = [...this.alive.values()].at(-1);
    if (next) this.followed = next;
    this.changed.fire(this.followed);
  }

  dispose(): void {
    this.disposable.dispose();
  }
}

/** The debug session as VS Code wants an adapter inside its own process. */
class InlineAdapter extends vscode.Disposable implements vscode.DebugAdapter {
  readonly onDidSendMessage: vscode.Event<vscode.DebugProtocolMessage>;

  constructor(
    private readonly session: DebugSession,
    outgoing: (message: Dap.ProtocolMessage) => Dap.ProtocolMessage,
  ) {
    const messages = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
    super(() => {
      session.dispose();
      messages.dispose();
    });
    this.onDidSendMessage = messages.event;
    session.onMessage((message) => messages.fire(outgoing(message)));
  }

  get run(): RunFollower {
    return this.session.run;
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    // VS Code's type says nothing of the message; the session checks what it uses.
    this.session.handleMessage(message as Parameters<DebugSession['handleMessage']>[0]);
  }
}
