/** What the marks of the samples mean. */
import type { JSX } from 'preact';
import type { SampleSet } from '../../../protocol/engine';
import { classMark } from '../../drawing/boundary';

interface PointKeyProps {
  readonly training: SampleSet | null;
  readonly validation: SampleSet | null;
  /** The names of the classes, each with a mark of its own; null where there are none. */
  readonly classes: readonly string[] | null;
}

export function PointKey({ training, validation, classes }: PointKeyProps): JSX.Element {
  return (
    <p class="point-key muted">
      {classes?.map((name, label) => (
        <span key={label} class="key">
          <svg viewBox="0 0 14 14" aria-hidden="true">
            <path class={`sample class-${label % 6}`} d={classMark(label, 7, 7, 4)} />
          </svg>
          {name}
        </span>
      ))}
      <span>{countWords(training, 'training')}</span>
      {validation !== null && <span>hollow: {countWords(validation, 'validation')}</span>}
      <span>ringed: the chosen sample of the batch</span>
    </p>
  );
}

function countWords(set: SampleSet | null, split: string): string {
  if (set === null) return `${split} samples: being read`;
  const drawn = set.inputs.shape[0] ?? 0;
  return drawn < set.total
    ? `${drawn} of ${set.total} ${split} samples, every ${set.every}th`
    : `${set.total} ${split} ${set.total === 1 ? 'sample' : 'samples'}`;
}

/** The name of an input, and whether it was standardised. */
export function axisName(set: SampleSet | null, input: number): string {
  if (set === null) return `input ${input}`;
  return `${set.inputNames[input] ?? `input ${input}`}${set.standardized ? ' (standardised)' : ''}`;
}
