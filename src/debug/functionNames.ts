/** The names of operations, as a person may write them in a function breakpoint. */
import * as l10n from '@vscode/l10n';
import { didYouMean, nearest, sentences } from '../definition/spelling';
import {
  LAYER_OPERATIONS,
  operationsOfBatchStep,
  PHASES,
  type OperationKey,
  type OperationName,
  type Phase,
} from '../protocol/vocabulary';

const LAYER_PHASES = Object.keys(LAYER_OPERATIONS) as (keyof typeof LAYER_OPERATIONS)[];

/**
 * Every name with the operations that it means. Where a name has several meanings the first holds: a phase comes
 * before a layer, and a layer before an operation.
 */
function namesFor(layers: readonly string[]): Map<string, readonly OperationKey[]> {
  const all = operationsOfBatchStep(layers.length);
  const names = new Map<string, readonly OperationKey[]>();
  const add = (name: string, keys: readonly OperationKey[]): void => {
    if (keys.length > 0 && !names.has(name)) names.set(name, keys);
  };
  const of = (phase: Phase, layer: number | null): OperationKey[] =>
    all.filter((key) => key.phase === phase && key.layer === layer);
  // A phase, or a layer in its phase, is done when its last operation is.
  for (const phase of PHASES) add(phase, all.filter((key) => key.phase === phase).slice(-1));
  layers.forEach((name, layer) => {
    add(name, of('backward', layer).slice(-1));
  });
  layers.forEach((name, layer) => {
    for (const phase of LAYER_PHASES) {
      add(`${phase} ${name}`, of(phase, layer).slice(-1));
      for (const key of of(phase, layer)) add(`${phase} ${name}: ${key.operation}`, [key]);
    }
    for (const key of all.filter((one) => one.layer === layer)) add(`${name}: ${key.operation}`, [key]);
  });
  const operations = new Set<OperationName>(all.map(({ operation }) => operation));
  for (const operation of operations) {
    const keys = all.filter((key) => key.operation === operation);
    add(operation, keys);
    for (const phase of new Set(keys.map((key) => key.phase))) add(`${phase}: ${operation}`, keys);
  }
  return names;
}

/** The operations that are meant, or what is wrong with the name, in words for a person. */
export function operationsNamed(name: string, layers: readonly string[]): readonly OperationKey[] | string {
  const names = namesFor(layers);
  const written = name
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\s*:\s*/g, ': ');
  const found = names.get(name.trim()) ?? names.get(written);
  if (found) return found;
  const near = nearest(written, [...names.keys()]);
  const [first = 'NAME'] = layers;
  const help =
    near === null
      ? l10n.t(
          "Names are a phase ('backward'), a layer ('{0}'), an operation ('gradientWeights'), a frame's name ('backward {0}: gradientWeights') or 'watch EXPRESSION'.",
          first,
        )
      : didYouMean(near);
  return sentences(l10n.t("There is no operation '{0}' in this network.", name.trim()), help);
}
