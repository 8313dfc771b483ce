/** The names by which a framework trace calls the units and the parameters of a network with one hidden layer. */

export interface Sizes {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
}

export type Edge = 'hidden' | 'output';

/** A single number among the parameters, with where Backstep keeps it: `row` is null for a bias. */
export interface Parameter {
  readonly id: string;
  readonly edge: Edge;
  readonly from: string | null;
  readonly to: string;
  readonly row: number | null;
  readonly column: number;
}

export function unitsOf({
  inputs,
  hidden,
  outputs,
}: Sizes): Readonly<Record<'input' | 'hidden' | 'output', string[]>> {
  const numbered = (letter: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
  return { input: numbered('i', inputs), hidden: numbered('h', hidden), output: numbered('o', outputs) };
}

/** Every parameter, layer by layer, weights before biases: the order in which they are updated. */
export function parametersOf(sizes: Sizes): Parameter[] {
  const { input, hidden, output } = unitsOf(sizes);
  return [...ofEdge('hidden', input, hidden), ...ofEdge('output', hidden, output)];
}

function ofEdge(edge: Edge, from: readonly string[], to: readonly string[]): Parameter[] {
  const weights = from.flatMap((source, row) =>
    to.map((target, column): Parameter => {
      return { id: `w_${source}_${target}`, edge, from: source, to: target, row, column };
    }),
  );
  const biases = to.map((target, column): Parameter => {
    return { id: `b_${target}`, edge, from: null, to: target, row: null, column };
  });
  return [...weights, ...biases];
}
