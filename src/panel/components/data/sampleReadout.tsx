/** The chosen sample in numbers: its inputs, what is wanted, what the network gives. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { SampleSet } from '../../../protocol/engine';
import { classOf } from '../../drawing/boundary';
import type { PanelState } from '../../state/model';
import type { Want } from '../../state/wants';
import { formatCell } from '../../text/format';
import { Icon } from '../icons';
import { currentRow, rowOf } from './samples';

interface SampleReadoutProps {
  readonly set: SampleSet;
  readonly fresh: boolean;
  readonly sample: number;
  readonly output: Want;
  readonly state: PanelState;
  readonly classification: boolean;
}

/** More inputs than this are drawn as an image or stand in the table. */
const MOST_INPUTS = 8;

export function SampleReadout(props: SampleReadoutProps): JSX.Element {
  const { set, fresh, sample, state, classification } = props;
  const inputs = rowOf(set, 'inputs', sample);
  const targets = rowOf(set, 'targets', sample);
  const output = currentRow(state, props.output);
  return (
    <dl class={`element-readout sample-readout${fresh ? '' : ' old'}`} data-sample={sample}>
      {inputs !== null && inputs.length <= MOST_INPUTS && (
        <Numbers
          name="input"
          unit={set.standardized ? l10n.t('standardised') : null}
          names={set.inputNames}
          values={inputs}
          fresh={fresh}
        />
      )}
      {targets !== null && <Numbers name="target" names={set.targetNames} values={targets} fresh={fresh} />}
      {output === null ? (
        <div>
          <dt>output</dt>
          <dd>{l10n.t('not computed yet in this batch step')}</dd>
        </div>
      ) : (
        <Numbers name="output" names={set.targetNames} values={output} fresh={fresh} />
      )}
      {classification && output !== null && targets !== null && (
        <div>
          <dt class="unseen">{l10n.t('verdict')}</dt>
          <dd>
            <Verdict right={classOf(output) === classOf(targets)} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Right or wrong, in shape and words. */
export function Verdict({ right }: { readonly right: boolean }): JSX.Element {
  return (
    <span class={`verdict ${right ? 'right' : 'wrong'}`} data-verdict={right ? 'right' : 'wrong'}>
      <Icon name={right ? 'check' : 'warning'} />
      {right ? l10n.t('right') : l10n.t('wrong')}
    </span>
  );
}

interface NumbersProps {
  readonly name: string;
  /** What the numbers are measured in, where they are not simply what the data says. */
  readonly unit?: string | null;
  readonly names: readonly string[];
  readonly values: Float32Array;
  readonly fresh: boolean;
}

function Numbers({ name, unit = null, names, values, fresh }: NumbersProps): JSX.Element {
  return (
    <div class="numbers">
      <dt>
        {name}
        {unit !== null && ` (${unit})`}
      </dt>
      {[...values].map((value, i) => (
        <dd key={i} data-number={`${name} ${i}`} data-value={fresh ? String(value) : undefined}>
          <span class="muted">{names[i] ?? i}</span> {formatCell(value)}
        </dd>
      ))}
    </div>
  );
}
