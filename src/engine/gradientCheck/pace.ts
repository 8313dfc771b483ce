import type { Breathe } from '../evaluation';

/** Multiply-adds between two looks at the clock: about a millisecond. */
const STRETCH = 500_000;

/** Lets the event loop turn every so many multiply-adds, so that a long check holds nobody up. */
export class Pace {
  private work = 0;

  constructor(private readonly breathe: Breathe) {}

  async after(multiplyAdds: number): Promise<void> {
    this.work += multiplyAdds;
    if (this.work < STRETCH) return;
    this.work = 0;
    await this.breathe();
  }
}
