/** Where a person may send a run, beside the steps: what `backstep/runTo` takes. */

export type RunTarget =
  /** To the end of the next backward step of this layer, as a breakpoint on its line does. */
  | { readonly to: 'layer'; readonly layer: string }
  /** To where the next batch step begins: just after this one's last update. */
  | { readonly to: 'batchStep' }
  /** To where the next epoch begins: just after this one's last update, and its validation. */
  | { readonly to: 'epoch' }
  /** To the first loss of a batch that is below this. */
  | { readonly to: 'loss'; readonly below: number }
  /** For so many batch steps; that at hand counts as one. */
  | { readonly to: 'steps'; readonly steps: number };

export const RUN_TARGETS = [
  'layer',
  'batchStep',
  'epoch',
  'loss',
  'steps',
] as const satisfies readonly RunTarget['to'][];
export type RunTargetName = (typeof RUN_TARGETS)[number];
