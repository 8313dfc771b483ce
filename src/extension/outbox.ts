/**
 * Messages on their way to the panel, many in one post: each post goes through the editor's own thread twice, and the
 * answers for one stop are dozens.
 */
import type { ToPanel } from '../protocol/panel';

interface Letter {
  readonly message: ToPanel;
  readonly onTaken: () => void;
}

export class Outbox {
  private letters: Letter[] = [];

  /** @param deliver false: nobody was there to take them */
  constructor(
    private readonly deliver: (messages: readonly ToPanel[]) => PromiseLike<boolean>,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Sent with whatever else is posted until the next task of the event loop, in this order. */
  post(message: ToPanel, onTaken: () => void = () => undefined): void {
    this.letters.push({ message, onTaken });
    if (this.letters.length === 1) setTimeout(() => this.send());
  }

  private send(): void {
    const { letters } = this;
    this.letters = [];
    this.deliver(letters.map(({ message }) => message)).then((taken) => {
      if (taken) for (const { onTaken } of letters) onTaken();
    }, this.failed);
  }
}
