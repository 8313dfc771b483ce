/** The points of a layer on its activation's curve: one per sample and unit, and what is wrong with its units. */
import { FLAT_SLOPE } from '../../protocol/health';

/** Numbers of a layer over samples × units, row-major; a slope is missing until it is computed. */
export interface LayerPoints {
  readonly samples: number;
  readonly units: number;
  readonly preActivation: Float32Array;
  readonly output: Float32Array;
  readonly slopes: Float32Array | null;
}

/** Points drawn at once: more only blacken the curve. */
export const MOST_POINTS = 1500;

/**
 * The elements to draw: all, or every k-th. k has no factor in common with the number of units, so that every
 * unit gets its turn.
 */
export function thinned(samples: number, units: number, most = MOST_POINTS): number[] {
  const count = samples * units;
  let every = Math.max(1, Math.ceil(count / most));
  while (every > 1 && divisor(every, units) > 1) every++;
  return Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every);
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** Whether a slope is as good as 0, told from the output as the check `saturated` does (src/engine/health.ts). */
export function isFlat(activation: string, output: number): boolean {
  if (activation === 'sigmoid') return 4 * output * (1 - output) < FLAT_SLOPE;
  return activation === 'tanh' && 1 - output * output < FLAT_SLOPE;
}

/** A unit with flat slopes, or a relu that gives 0 for every sample of the batch. */
export interface UnitFinding {
  readonly unit: number;
  readonly kind: 'dead' | 'saturated';
  /** In how many samples it is so. */
  readonly samples: number;
}

/** The units to worry about, the worst first. */
export function findingsIn(activation: string, { samples, units, output }: LayerPoints): UnitFinding[] {
  const findings: UnitFinding[] = [];
  for (let unit = 0; unit < units; unit++) {
    let [flat, zero] = [0, 0];
    for (let sample = 0; sample < samples; sample++) {
      const value = output[sample * units + unit] ?? Number.NaN;
      if (isFlat(activation, value)) flat++;
      if (value === 0) zero++;
    }
    if (activation === 'relu' && samples > 0 && zero === samples)
      findings.push({ unit, kind: 'dead', samples: zero });
    if (flat > 0) findings.push({ unit, kind: 'saturated', samples: flat });
  }
  return findings.sort((a, b) => b.samples - a.samples || a.unit - b.unit);
}
