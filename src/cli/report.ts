/** The words of `backstep train`. */
import type { EpochReport, Evaluation, RunDescription, RunState } from '../protocol/engine';

/** What came of a training. */
export interface Outcome {
  readonly evaluation: Evaluation;
  readonly epochs: number;
  readonly steps: number;
  /** Training only: without reading the file, without the final evaluation. */
  readonly seconds: number;
  readonly interrupted: boolean;
}

/** Four significant figures: as many as a person compares. */
export function figures(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** `epoch 3/50: loss 0.4123, accuracy 91.7%, validation loss 0.3812, validation accuracy 93.3%` */
export function describeEpoch(report: EpochReport, epochs: number): string {
  const { epoch, loss, accuracy, validationLoss, validationAccuracy } = report;
  const parts = [
    `loss ${figures(loss)}`,
    accuracy === null ? '' : `accuracy ${percent(accuracy)}`,
    validationLoss === null ? '' : `validation loss ${figures(validationLoss)}`,
    validationAccuracy === null ? '' : `validation accuracy ${percent(validationAccuracy)}`,
  ];
  return `epoch ${epoch + 1}/${epochs}: ${parts.filter((part) => part !== '').join(', ')}\n`;
}

/** What came of a training, a line for each fact. */
export function describeSummary(
  run: { readonly description: RunDescription; state(): RunState },
  { evaluation, epochs, steps, seconds, interrupted }: Outcome,
): string {
  const { name, reason, fellBackFrom } = run.state().backend;
  const speed = seconds > 0 && steps > 0 ? `, ${figures(steps / seconds)} batch steps per second` : '';
  const rows: (readonly [string, string | null])[] = [
    ['training loss (after training)', figures(evaluation.loss)],
    [
      'training accuracy (after training)',
      evaluation.accuracy === null ? null : percent(evaluation.accuracy),
    ],
    ['validation loss', evaluation.validationLoss === null ? null : figures(evaluation.validationLoss)],
    [
      'validation accuracy',
      evaluation.validationAccuracy === null ? null : percent(evaluation.validationAccuracy),
    ],
    ['trained', `${steps} batch steps, ${epochs} of ${run.description.epochs} epochs finished`],
    ['time', `${figures(seconds)} s${speed}`],
    ['backend', `${name} (${reason})`],
    ['fell back from', fellBackFrom ? `${fellBackFrom.name}: ${fellBackFrom.error}` : null],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.flatMap(([label, text]) => (text === null ? [] : [`${label.padEnd(width)}  ${text}`]));
  return `${interrupted ? 'stopped before the end\n' : ''}${lines.join('\n')}\n`;
}
