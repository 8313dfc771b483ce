/**
 * The activations as curves to draw. The numbers of a run come from the engine; these serve only for the line
 * between them.
 */

export interface CurvePoint {
  readonly value: number;
  readonly slope: number;
}

type Activation = (z: number, alpha: number) => CurvePoint;

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  linear: (z) => ({ value: z, slope: 1 }),
  sigmoid: (z) => ({ value: sigmoid(z), slope: sigmoid(z) * (1 - sigmoid(z)) }),
  tanh: (z) => ({ value: Math.tanh(z), slope: 1 - Math.tanh(z) ** 2 }),
  relu: (z) => ({ value: Math.max(0, z), slope: z > 0 ? 1 : 0 }),
  leakyRelu: (z, alpha) => (z > 0 ? { value: z, slope: 1 } : { value: alpha * z, slope: alpha }),
  elu: (z, alpha) =>
    z > 0 ? { value: z, slope: 1 } : { value: alpha * Math.expm1(z), slope: alpha * Math.exp(z) },
  softplus: (z) => ({ value: Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), slope: sigmoid(z) }),
  swish: (z) => ({ value: z * sigmoid(z), slope: sigmoid(z) * (1 + z * (1 - sigmoid(z))) }),
  gelu: (z) => ({ value: z * normal(z), slope: normal(z) + z * density(z) }),
};

/** The curve at z; null for an activation that is no function of one variable, or not known here. */
export function activationAt(name: string, alpha: number, z: number): CurvePoint | null {
  return ACTIVATIONS[name]?.(z, alpha) ?? null;
}

/** The density of the normal distribution. */
function density(z: number): number {
  return Math.exp(-z * z * 0.5) / Math.sqrt(2 * Math.PI);
}

/** The normal distribution, by Abramowitz and Stegun 26.2.17; wrong by less than 1e-7. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = density(z) * series;
  return z > 0 ? 1 - tail : tail;
}
