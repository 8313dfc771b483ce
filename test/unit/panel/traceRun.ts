/** The numbers of a reference trace, cell by cell, for the tests of where a number comes from. */
import { Schedule } from '../../../src/engine/schedule';
import { describe as describeProgram } from '../../../src/engine/setup';
import { placeOfCell, type CellRef } from '../../../src/panel/provenance/cell';
import { held, type Lookup } from '../../../src/panel/provenance/evaluate';
import { withSampleLosses } from '../../../src/panel/provenance/leaves';
import type { Setting } from '../../../src/panel/provenance/provenance';
import type { RunDescription } from '../../../src/protocol/engine';
import type { Position } from '../../../src/protocol/vocabulary';
import { flatten, type ReferenceCase } from '../engine/reference';

export interface TraceMoment {
  readonly what: string;
  readonly run: RunDescription;
  readonly setting: Setting;
  readonly lookup: Lookup;
  /** Every index of a quantity, or a good part of them when they are many. */
  readonly indices: (shape: readonly number[]) => number[][];
}

/** A batch step of a reference case with all of it computed: `updated` with its parameters after the update. */
export function traceMoment(reference: ReferenceCase, step: number, updated = false): TraceMoment {
  const { program, steps } = reference;
  const run = describeProgram(program);
  const { epoch, batch, loss, layers } = steps[step]!;
  const { targets, inputs } = new Schedule(program).batchAt(epoch, batch);
  const last = run.layers.length - 1;
  const position: Position = updated
    ? { epoch, batch, phase: 'update', layer: last, operation: 'update' }
    : { epoch, batch, phase: 'backward', layer: 0, operation: 'gradientPrev' };
  const setting: Setting = { run, N: inputs.shape[0]!, position, optimizer: program.definition.optimizer };
  const numbers = (ref: CellRef): ArrayLike<number> => {
    const { forward, backward, update } = layers[ref.layer]!;
    switch (ref.quantity) {
      case 'loss':
        return [loss];
      case 'target':
        return targets.data;
      case 'weightsBefore':
        return flatten(forward.weights!);
      case 'biasBefore':
        return flatten(forward.bias!);
      case 'weights':
      case 'bias':
        return flatten((updated ? update : forward)[ref.quantity]!);
      default:
        return flatten((forward[ref.quantity] ?? backward[ref.quantity])!);
    }
  };
  const flat = new Map<string, ArrayLike<number>>();
  const lookup: Lookup = (ref) => {
    const key = `${ref.layer} ${ref.quantity}`;
    const data = flat.get(key) ?? numbers(ref);
    flat.set(key, data);
    const value = data[offsetOf(ref, run)];
    return value === undefined ? null : held(value);
  };
  return {
    what: `${reference.name}, step ${step}`,
    run,
    setting,
    lookup: withSampleLosses(lookup, setting),
    indices,
  };
}

function offsetOf(ref: CellRef, { layers }: RunDescription): number {
  const { inputs, units } = layers[ref.layer]!;
  const columns = ref.quantity === 'input' || ref.quantity === 'gradientPrev' ? inputs : units;
  const { sample, row, column } = placeOfCell(ref);
  return (sample * units + row) * columns + column;
}

function indices(shape: readonly number[]): number[][] {
  const count = shape.reduce((product, length) => product * length, 1);
  const stride = Math.max(1, Math.floor(count / 40));
  const all: number[][] = [];
  for (let at = 0; at < count; at += stride) {
    let rest = at;
    all.push(
      shape
        .toReversed()
        .map((length) => {
          const index = rest % length;
          rest = Math.floor(rest / length);
          return index;
        })
        .toReversed(),
    );
  }
  return all;
}
