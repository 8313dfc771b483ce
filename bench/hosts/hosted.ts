import type { Contestant } from '../contestants/contestant';

/** A contestant with the process or page that it lives in. */
export interface Hosted {
  readonly contestant: Contestant;
  close(): void | Promise<void>;
}

/** The same contestant, whose calls reject, instead of waiting for ever, when the place it lives in is gone. */
export function failsWhenGone(contestant: Contestant, gone: Promise<never>): Contestant {
  // Nobody may be waiting for an answer when a contestant is closed.
  gone.catch(() => undefined);
  const either = <T>(answer: Promise<T>): Promise<T> => Promise.race([answer, gone]);
  return {
    prepare: (task) => either(contestant.prepare(task)),
    train: (epochs) => either(contestant.train(epochs)),
    trainUntil: (goal) => either(contestant.trainUntil(goal)),
    parameters: () => either(contestant.parameters()),
    describe: () => either(contestant.describe()),
  };
}
