/** Python functions for the activations of a script: one for each that its layers have. */
import type { ActivationDefinition } from '../../definition/definition';
import type { ActivationName } from '../../definition/names';
import { numberText } from './literals';

/** The code of an activation, with the function's name and its alpha filled in. */
export type ActivationSource = (name: string, alpha: string) => string;

export interface ActivationFunctions {
  /** The functions, one after the other. */
  readonly code: string;
  /** The name of the function of each layer. */
  readonly names: readonly string[];
}

/** Two layers with the same activation share its function; another alpha makes another function. */
export function activationFunctions(
  activations: readonly ActivationDefinition[],
  sources: Readonly<Record<ActivationName, ActivationSource>>,
): ActivationFunctions {
  const known = new Map<string, string>();
  const code: string[] = [];
  const names = activations.map(({ type, alpha }) => {
    const key = `${type} ${alpha}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const others = [...known.keys()].filter((other) => other.startsWith(`${type} `)).length;
    const name = others === 0 ? type : `${type}${others + 1}`;
    known.set(key, name);
    code.push(sources[type](name, numberText(alpha)));
    return name;
  });
  return { code: code.join('\n\n'), names };
}
