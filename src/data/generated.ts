/** The built-in datasets that are drawn, not read. Each draws from the seed's own stream: `random(seed, 'data')`. */
import type { BuiltInDataset } from '../definition/names';
import { cosine, sine } from './exactMath';
import { random, type Random } from './random';
import { matrixOf, numbered, type Table } from './table';

type Sample = readonly [inputs: readonly number[], targets: readonly number[]];

const POINTS = 300;
/** Enough turns of two spirals to be hard, and enough points to see them. */
const SPIRAL_POINTS = 400;
const SPIRAL_TURNS = 1.5;

export const GENERATED: Readonly<
  Record<Exclude<BuiltInDataset, 'iris' | 'digits'>, (random: Random) => Sample[]>
> = { xor, circles, moons, spirals, blobs, sine: sineCurve };

/** Draws a dataset; the same for the same seed. */
export function generate(dataset: keyof typeof GENERATED, seed: number): Table {
  const samples = GENERATED[dataset](random(seed, 'data'));
  const inputs = matrixOf(samples.map(([input]) => input));
  const targets = matrixOf(samples.map(([, target]) => target));
  return {
    inputs,
    targets,
    inputNames: numbered('x', inputs.width),
    targetNames: targets.width === 1 ? ['y'] : ['left', 'right', 'top'],
  };
}

/** All four cases of exclusive or, in the order of counting. */
function xor(): Sample[] {
  return [
    [[0, 0], [0]],
    [[0, 1], [1]],
    [[1, 0], [1]],
    [[1, 1], [0]],
  ];
}

const samplesOf = (count: number, draw: (index: number) => Sample): Sample[] =>
  Array.from({ length: count }, (_, index) => draw(index));

/** A point at this radius and angle, moved by some noise. */
function polar(draw: Random, radius: number, angle: number, noise: number): [number, number] {
  return [radius * cosine(angle) + noise * draw.normal(), radius * sine(angle) + noise * draw.normal()];
}

/** A disc of radius 0.5 (target 1) inside a ring of radius 0.8 to 1.2 (target 0). */
function circles(draw: Random): Sample[] {
  return samplesOf(POINTS, (index) => {
    const inner = index % 2;
    // The root spreads the points evenly over the disc's area.
    const radius = inner === 1 ? 0.5 * Math.sqrt(draw.uniform()) : 0.8 + 0.4 * draw.uniform();
    return [polar(draw, radius, 2 * Math.PI * draw.uniform(), 0.03), [inner]];
  });
}

/** The upper half of a circle (target 0) and, moved into it, the lower half of another (target 1). */
function moons(draw: Random): Sample[] {
  return samplesOf(POINTS, (index) => {
    const lower = index % 2;
    const [x, y] = polar(draw, 1, Math.PI * draw.uniform(), 0.1);
    return [lower === 1 ? [1 - x, 0.5 - y] : [x, y], [lower]];
  });
}

/** Two spirals of one and a half turns, each the other one turned by 180 degrees. */
function spirals(draw: Random): Sample[] {
  return samplesOf(SPIRAL_POINTS, (index) => {
    const arm = index % 2;
    const along = (index + 1) / SPIRAL_POINTS;
    const angle = 2 * Math.PI * SPIRAL_TURNS * along + Math.PI * arm;
    return [polar(draw, along, angle, 0.015), [arm]];
  });
}

/** Three clouds of points around the corners of a triangle. */
function blobs(draw: Random): Sample[] {
  const centers = [
    [-1, -0.6],
    [1, -0.6],
    [0, 1],
  ] as const;
  return samplesOf(POINTS, (index) => {
    const cloud = index % centers.length;
    const [x, y] = centers[cloud] ?? [0, 0];
    const point = [x + 0.35 * draw.normal(), y + 0.35 * draw.normal()];
    return [point, centers.map((_, other) => (other === cloud ? 1 : 0))];
  });
}

/** y = sin x at evenly spaced x from −π to π, both ends included. Nothing here is left to chance. */
function sineCurve(): Sample[] {
  return samplesOf(201, (index) => {
    const x = Math.PI * ((index - 100) / 100);
    return [[x], [sine(x)]];
  });
}
