/** The chosen element in numbers: where it is on the curve, and how its slope is told from there. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { LayerShape } from '../../../protocol/engine';
import type { QuantityName } from '../../../protocol/vocabulary';
import { derivativeInNumbers } from '../../text/derivativeInNumbers';
import { formatExact } from '../../text/format';
import { elementName } from '../../text/words';
import type { HeldPoints } from './layerPoints';

interface ElementReadoutProps {
  readonly shape: LayerShape;
  readonly held: HeldPoints;
  readonly sample: number;
  readonly unit: number;
}

export function ElementReadout({ shape, held, sample, unit }: ElementReadoutProps): JSX.Element {
  const at = sample * held.units + unit;
  const [z, a] = [held.preActivation[at] ?? Number.NaN, held.output[at] ?? Number.NaN];
  const slope = held.slopes?.[at];
  const name = (quantity: QuantityName): string => elementName(quantity, 2, sample, sample, unit);
  const line = (quantity: QuantityName, value: number): JSX.Element => (
    <div>
      <dt>{name(quantity)}</dt>
      <dd data-element-of={quantity} data-value={held.fresh ? String(value) : undefined}>
        {held.fresh ? formatExact(value) : l10n.t('being read')}
      </dd>
    </div>
  );
  return (
    <dl class={`element-readout${held.fresh ? '' : ' old'}`} aria-live="polite">
      {line('preActivation', z)}
      {line('output', a)}
      {slope === undefined ? (
        <div>
          <dt>{name('activationDerivative')}</dt>
          <dd>{l10n.t('not computed yet in this batch step')}</dd>
        </div>
      ) : (
        line('activationDerivative', slope)
      )}
      {slope !== undefined && held.fresh && (
        <div class="element-how">
          <dt>{l10n.t('how')}</dt>
          <dd>{derivativeInNumbers(shape, z, a)}</dd>
        </div>
      )}
    </dl>
  );
}
