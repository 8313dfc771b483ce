/** The views of a batch step, in the order of their tabs. A lesson names them, too. */
export const VIEW_NAMES = [
  'step',
  'picture',
  'samples',
  'thirdDimension',
  'activation',
  'network',
  'data',
  'gradientCheck',
] as const;
export type ViewName = (typeof VIEW_NAMES)[number];
