/** What a script says of itself. */
import type { Position } from '../../protocol/vocabulary';
import type { ScriptSubject } from '../subject';
import { plainName } from './literals';

export interface Dialect {
  /** `NumPy`, `PyTorch`. */
  readonly name: string;
  /** As in `backend` of the trace, and in the file's name. */
  readonly id: 'numpy' | 'pytorch';
  /** Where the factor N is in this script. */
  readonly factor: readonly string[];
  readonly needs: string;
}

export function header(subject: ScriptSubject, { name, factor, needs }: Dialect): string {
  const { file, version, steps, stand } = subject;
  const source = plainName(file);
  const many = steps.length === 1 ? 'One batch step' : `The first ${steps.length} batch steps`;
  return `#!/usr/bin/env python3
"""${many} of ${source} in ${name}, as Backstep ${plainName(version)} runs ${steps.length === 1 ? 'it' : 'them'}.

    python3 SCRIPT           prints every matrix, in the order in which they are computed
    python3 SCRIPT --json    prints them as one JSON document, the one of \`backstep trace\`

${origin(subject, stand)}
${needs}

One row for each of the N samples of a batch: input is N x n, weights n x m. It computes in float64; Backstep has
float32, so that the numbers agree to about six digits.

The factor N: the loss is the mean of the N samples' losses.
${factor.join('\n')}
"""`;
}

function origin({ layers, steps }: ScriptSubject, stand: Position | null): string {
  if (stand === null)
    return 'It starts from the first weights, as the file gives them or its seed draws them.';
  const [step] = steps;
  const layer = stand.layer === null ? '' : ` ${plainName(layers[stand.layer]?.name ?? '')}`;
  return (
    `Epoch ${step?.epoch ?? 0}, batch ${step?.batch ?? 0}. The run stood just after ` +
    `${stand.phase}${layer}: ${stand.operation}.\n` +
    'It starts from the weights before this batch step, with what the optimizer remembered of those before.'
  );
}
