/** What stands at the end of a layer's line while the run stands: a few numbers, those that there are. */
import * as l10n from '@vscode/l10n';
import { briefText } from '../debug/format';
import type { LayerSummaries } from '../protocol/engine';
import type { TensorSummary } from '../protocol/tensor';
import type { QuantityName } from '../protocol/vocabulary';

/** `‖∂L/∂A‖ 0.412 · ‖∂L/∂W‖ 0.0831 · ΔW/W 0.0012`; empty when nothing of it is there. */
export function lineValues(
  { gradient, gradientWeights }: LayerSummaries,
  updateRatio: number | null,
  hides: (quantity: QuantityName) => boolean = () => false,
): string {
  return [
    ...(hides('gradient') ? [] : normText('‖∂L/∂A‖', gradient)),
    ...(hides('gradientWeights') ? [] : normText('‖∂L/∂W‖', gradientWeights)),
    ...(updateRatio === null || hides('weights') ? [] : [`ΔW/W ${shortText(updateRatio)}`]),
  ].join(' · ');
}

function normText(symbol: string, summary: TensorSummary | null): string[] {
  if (summary === null) return [];
  const { norm, nonFinite, mark } = summary;
  const value =
    nonFinite > 0 ? l10n.t('has {0} not finite', nonFinite) : norm === null ? null : shortText(norm);
  return value === null ? [] : [`${symbol} ${value}${mark === undefined ? '' : ` (${mark})`}`];
}

/** Three digits: a glance at the line is for the size of a number. */
export function shortText(value: number): string {
  if (!Number.isFinite(value)) return briefText(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(2).replace('e+', 'e');
  return String(Number(value.toPrecision(3)));
}
