import { changesBetween, type Change } from '../definition/changes';
import type { Tensor } from '../protocol/tensor';
import type { Dataset, Samples } from './dataset';
import type { Program } from './program';

/** What one program has otherwise than another: its definition, or the numbers that the same file holds now. */
export function programChanges(before: Program, now: Program): Change[] {
  const changes = changesBetween(before.definition, now.definition);
  // Other layers, or another split, give other data by themselves.
  if (changes.some(({ effect }) => effect === 'restart') || sameData(before.dataset, now.dataset)) return changes;
  const { source } = now.definition.data;
  const name = source.kind === 'csv' ? source.csv : 'data';
  return [{ name, before: null, now: null, effect: 'restart' }, ...changes];
}

function sameData(a: Dataset, b: Dataset): boolean {
  return sameSamples(a.training, b.training) && sameSamples(a.validation, b.validation);
}

function sameSamples(a: Samples | null, b: Samples | null): boolean {
  if (a === null || b === null) return a === b;
  return sameTensor(a.inputs, b.inputs) && sameTensor(a.targets, b.targets);
}

function sameTensor(a: Tensor, b: Tensor): boolean {
  return a.data.length === b.data.length && a.data.every((value, i) => Object.is(value, b.data[i]));
}
