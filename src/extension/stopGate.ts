/**
 * Lets the panel draw a stop before VS Code hears of it. Both may share one thread, and after `stopped` VS Code is busy
 * with its own views for longer than the panel needs; so whoever looks at the numbers would see them last.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

/** Milliseconds that a stop is kept from VS Code at most. */
export const MOST_HELD = 80;

export class StopGate {
  private held: Dap.ProtocolMessage[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The panel has let a stop wait for too long, and has drawn none since. */
  private isSlow = false;

  /** @param drawing resolves when the panel has drawn the stop at hand; null when there is nothing to wait for */
  constructor(
    private readonly send: (message: Dap.ProtocolMessage) => void,
    private readonly drawing: () => Promise<void> | null,
  ) {}

  /** A message to VS Code: sent in its order, at once unless a stop is being held. */
  pass(message: Dap.ProtocolMessage): void {
    const drawn = this.held.length === 0 && isStop(message) ? this.drawing() : null;
    if (this.held.length === 0 && drawn === null) {
      this.send(message);
      return;
    }
    this.held.push(message);
    if (drawn === null) return;
    const stop = message;
    void drawn.then(() => {
      this.isSlow = false;
      if (this.held[0] === stop) this.open();
    });
    if (this.isSlow) {
      this.open();
      return;
    }
    this.timer = setTimeout(() => {
      this.isSlow = true;
      this.open();
    }, MOST_HELD);
  }

  /** Sends what is held: somebody waits for it. */
  open(): void {
    clearTimeout(this.timer);
    const { held } = this;
    this.held = [];
    held.forEach((message) => this.send(message));
  }
}

function isStop(message: Dap.ProtocolMessage): boolean {
  return message.type === 'event' && (message as Dap.Event).event === 'stopped';
}
