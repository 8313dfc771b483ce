/** What the marks of the samples mean. */
import * as l10n from '@vscode/l10n';
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
      <span>{trainingWords(training)}</span>
      {validation !== null && <span>{validationWords(validation)}</span>}
      <span>{l10n.t('ringed: the chosen sample of the batch')}</span>
    </p>
  );
}

function trainingWords(set: SampleSet | null): string {
  if (set === null) return l10n.t('training samples: being read');
  const { total, every } = set;
  const drawn = set.inputs.shape[0] ?? 0;
  if (drawn < total) return l10n.t('{0} of {1} training samples, every {2}th', drawn, total, every);
  return total === 1 ? l10n.t('1 training sample') : l10n.t('{0} training samples', total);
}

function validationWords(set: SampleSet): string {
  const { total, every } = set;
  const drawn = set.inputs.shape[0] ?? 0;
  if (drawn < total)
    return l10n.t('hollow: {0} of {1} validation samples, every {2}th', drawn, total, every);
  return total === 1 ? l10n.t('hollow: 1 validation sample') : l10n.t('hollow: {0} validation samples', total);
}

/** The name of an input, and whether it was standardised. */
export function axisName(set: SampleSet | null, input: number): string {
  const name = set?.inputNames[input] ?? l10n.t('input {0}', input);
  return set?.standardized === true ? l10n.t('{0} (standardised)', name) : name;
}
