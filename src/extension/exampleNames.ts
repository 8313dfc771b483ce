/** The files of examples/, without their ending, in the order in which a newcomer would look at them. */
export const EXAMPLE_NAMES = ['textbook', 'xor', 'iris', 'spirals', 'digits', 'sine'] as const;
export type ExampleName = (typeof EXAMPLE_NAMES)[number];
