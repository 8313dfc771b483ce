/**
 * Where everything stands in the picture of a layer's backward step. Rows lie beside the rows they are made of,
 * columns under theirs, and an axis over which a product sums runs around a corner from one factor to the other:
 *
 *                weightsᵀ
 *   ←  gradientPrev   gradientOutput  =  activationDerivative ∘ gradient  ←
 *      inputᵀ         gradientWeights    output
 *
 * With softmax the Jacobian of one sample stands above gradientOutput instead, since that is a product, too.
 */
import type { Axis } from '../../protocol/vocabulary';
import { meetingOf, type Meeting } from './meeting';
import type { AxisCounts, Pitches } from './pitches';
import { bottom, middle, right, type Rect } from './rect';

export type MapPlateName =
  | 'weights'
  | 'gradientPrev'
  | 'gradientOutput'
  | 'activationDerivative'
  | 'gradient'
  | 'output'
  | 'input'
  | 'ones'
  | 'gradientWeights'
  | 'gradientBias';

export interface MapOptions {
  /** Drawn cells along each axis. */
  readonly counts: AxisCounts;
  readonly pitches: Pitches;
  /** The derivative of the activation is one matrix per sample. */
  readonly jacobian: boolean;
  /** No bias; its gradient below the weights'; or as one more row of it. */
  readonly bias: 'none' | 'apart' | 'row';
  /** False leaves the transposes out, to show what goes wrong. */
  readonly turned: boolean;
  /** There is room for words at both ends. */
  readonly wide: boolean;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface BackwardMap {
  readonly width: number;
  readonly height: number;
  readonly plates: Readonly<Partial<Record<MapPlateName, Rect>>>;
  readonly meetings: {
    readonly gradientPrev: Meeting;
    readonly gradientWeights: Meeting;
    readonly gradientOutput: Meeting | null;
  };
  /** The middle of each operation's button. */
  readonly spots: Readonly<
    Record<'activationDerivative' | 'gradientOutput' | 'gradientWeights' | 'gradientPrev', Spot>
  >;
  /** Between a Hadamard product's two factors. */
  readonly hadamard: Spot | null;
  /** Arrows, as paths. */
  readonly wires: readonly string[];
  /** The height of the line on which the gradient travels. */
  readonly line: number;
}

/** Room above a plate for its caption and its column axis. */
const HEAD = 56;
/** Room between rows of plates for arrows and arcs. */
const AISLE = 26;

export function backwardMap(options: MapOptions): BackwardMap {
  const plates = placePlates(options);
  const { gradientOutput: delta, gradient, gradientPrev, weights, input, gradientWeights } = plates;
  const derivative = plates.activationDerivative;
  const line = middle(delta).y;
  const rights = Object.values(plates).map(right);
  const width = Math.max(...rights) + (options.wide ? 104 : 12);
  const height = Math.max(...Object.values(plates).map(bottom)) + 14;
  const beside = (from: Rect, to: Rect): number => (right(from) + to.left) / 2 - 8;
  const before = options.jacobian ? gradient : derivative;
  const { turned } = options;
  return {
    width,
    height,
    plates,
    line,
    meetings: {
      gradientPrev: meetingOf(weights, delta, 'right', [turned ? 'unit' : 'input', 'unit']),
      gradientWeights: meetingOf(delta, input, 'left', ['sample', turned ? 'sample' : 'input']),
      gradientOutput: options.jacobian ? meetingOf(derivative, gradient, 'right', ['unit', 'unit']) : null,
    },
    spots: {
      gradientPrev: { x: beside(gradientPrev, delta), y: line },
      gradientOutput: { x: beside(delta, before), y: line },
      gradientWeights: { x: beside(input, gradientWeights), y: middle(gradientWeights).y },
      activationDerivative: options.jacobian
        ? { x: beside(derivative, plates.output), y: middle(derivative).y }
        : { x: bracketAt(derivative), y: (bottom(derivative) + plates.output.top) / 2 },
    },
    hadamard: options.jacobian ? null : { x: (bracketAt(derivative) + gradient.left) / 2 - 8, y: line },
    wires: [
      arrow(width - 4, line, right(gradient) + 5, line),
      arrow(before.left - 24, line, right(delta) + 5, line),
      arrow(delta.left - 26, line, right(gradientPrev) + 6, line),
      arrow(gradientPrev.left - 24, line, 4, line),
      arrow(
        right(input) + 6,
        middle(gradientWeights).y,
        gradientWeights.left - 24,
        middle(gradientWeights).y,
      ),
      arrow(delta.left + 12, bottom(delta) + 3, delta.left + 12, gradientWeights.top - HEAD + 2),
      derivativeWire(options, plates),
    ],
  };
}

type Plates = Readonly<Record<Exclude<MapPlateName, 'ones' | 'gradientBias'>, Rect>> &
  Readonly<Partial<Record<'ones' | 'gradientBias', Rect>>>;

function placePlates({ counts, pitches, jacobian, bias, turned, wide }: MapOptions): Plates {
  const across = (axis: Axis): number => counts[axis] * pitches[axis].across;
  const down = (axis: Axis): number => counts[axis] * pitches[axis].down;
  const [N, n, m] = ['sample', 'input', 'unit'] as const;
  const least = wide ? 118 : 92;
  const gap = wide ? 104 : 78;

  const weightsSize = turned ? [across(n), down(m)] : [across(m), down(n)];
  const inputSize = turned ? [across(N), down(n)] : [across(n), down(N)];
  const first = (wide ? 96 : 0) + 24;
  const edge = first + Math.max(least, across(n), weightsSize[0] ?? 0, inputSize[0] ?? 0);
  const second = edge + gap;
  const third = second + Math.max(least, across(m)) + gap;
  const fourth = third + Math.max(least, across(m)) + gap;

  const upper = HEAD + Math.max(weightsSize[1] ?? 0, ...(jacobian ? [down(m), down(N)] : []));
  const line = upper + AISLE + HEAD;
  const lower = line + down(N) + AISLE + HEAD;

  /** The right edge at the first column's, or the left one at another's; standing on `upper` or hanging below. */
  const endingAt = (top: number, [width = 0, height = 0]: readonly number[]): Rect => ({
    left: edge - width,
    top,
    width,
    height,
  });
  const startingAt = (left: number, top: number, width: number, height: number): Rect => ({
    left,
    top,
    width,
    height,
  });
  const input = endingAt(lower, inputSize);
  const gradientWeights = startingAt(second, lower, across(m), down(n));
  const biasTop = bottom(gradientWeights) + (bias === 'row' ? 2 : HEAD + 4);
  const rowHeight = pitches[n].down;
  return {
    weights: endingAt(upper - (weightsSize[1] ?? 0), weightsSize),
    gradientPrev: endingAt(line, [across(n), down(N)]),
    gradientOutput: startingAt(second, line, across(m), down(N)),
    gradient: startingAt(jacobian ? third : fourth, line, across(m), down(N)),
    activationDerivative: jacobian
      ? startingAt(second, upper - down(m), across(m), down(m))
      : startingAt(third, line, across(m), down(N)),
    output: startingAt(third, jacobian ? upper - down(N) : lower, across(m), down(N)),
    input,
    gradientWeights,
    ...(bias === 'none' ? {} : { gradientBias: startingAt(second, biasTop, across(m), rowHeight) }),
    ...(bias === 'row' && turned ? { ones: { ...input, top: bottom(input) + 2, height: rowHeight } } : {}),
  };
}

/** Where the way from the output to its derivative runs up: right of both plates and of their captions. */
function bracketAt(derivative: Rect): number {
  return Math.max(right(derivative) + 20, derivative.left + 108);
}

function arrow(fromX: number, fromY: number, toX: number, toY: number): string {
  const angle = Math.atan2(toY - fromY, toX - fromX);
  const barb = (turn: number): string =>
    `L ${toX + 6 * Math.cos(angle + turn)} ${toY + 6 * Math.sin(angle + turn)}`;
  const turn = Math.PI - 0.5;
  return `M ${fromX} ${fromY} L ${toX} ${toY} ${barb(turn)} M ${toX} ${toY} ${barb(-turn)}`;
}

/** From the output to its derivative: straight to the left for a Jacobian, else around the right side. */
function derivativeWire({ jacobian }: MapOptions, plates: Plates): string {
  const { output, activationDerivative: derivative } = plates;
  if (jacobian) {
    const { y } = middle(derivative);
    return arrow(output.left - 26, y, right(derivative) + 8, y);
  }
  const from = output.top + Math.min(12, output.height / 2);
  const to = middle(derivative).y + Math.min(16, derivative.height / 2 - 4);
  const x = bracketAt(derivative);
  return `M ${right(output) + 3} ${from} L ${x - 8} ${from} Q ${x} ${from} ${x} ${from - 8} L ${x} ${to + 8} Q ${x} ${to} ${x - 6} ${to} ${arrow(x - 6, to, right(derivative) + 5, to).replace('M', 'L')}`;
}
