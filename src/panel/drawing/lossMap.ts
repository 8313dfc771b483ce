/**
 * Where everything stands in the picture of the loss. Forward to the right, sample beside sample; back to the left,
 * where the gradient lies under the output, whose shape it has:
 *
 *   output   target   →   ℓ   →   L
 *   gradient     ←─────┘
 */
import { bottom, middle, right, type Rect } from './rect';

export interface LossMapOptions {
  /** Pixels of an N × m matrix. */
  readonly matrix: { readonly width: number; readonly height: number };
  /** Room above a plate for its caption and its column axis, and left of it. */
  readonly head: number;
  readonly side: number;
}

export interface LossMap {
  readonly width: number;
  readonly height: number;
  readonly output: Rect;
  readonly target: Rect;
  /** One loss per sample, in a column. */
  readonly sampleLoss: Rect;
  readonly gradient: Rect;
  /** Where the mean is written. */
  readonly loss: { readonly x: number; readonly y: number };
  /** Arrows, as paths. */
  readonly wires: readonly string[];
}

/** The least room of a caption. */
const LEAST = 118;
const LOSS_COLUMN = 62;
const MEAN = 116;

export function lossMap({ matrix, head, side }: LossMapOptions): LossMap {
  const { width, height } = matrix;
  const step = Math.max(LEAST, width) + side + 28;
  const output = { left: side, top: head, width, height };
  const target = { ...output, left: side + step };
  const sampleLoss = { left: target.left + step + 24, top: head, width: LOSS_COLUMN, height };
  const gradient = { ...output, top: bottom(output) + head + 8 };
  const y = middle(output).y;
  const loss = { x: right(sampleLoss) + 78, y };
  // Down from the way to ℓ, and back to the left: the gradient asks how ℓ moves with each output.
  const turn = { x: sampleLoss.left - side - 26, y: middle(gradient).y };
  return {
    width: loss.x + MEAN,
    height: bottom(gradient) + 14,
    output,
    target,
    sampleLoss,
    gradient,
    loss,
    wires: [
      `M ${right(target) + 8} ${y} L ${sampleLoss.left - side - 6} ${y} l -6 -3 m 6 3 l -6 3`,
      `M ${right(sampleLoss) + 8} ${y} L ${loss.x - 8} ${y} l -6 -3 m 6 3 l -6 3`,
      `M ${turn.x} ${y} L ${turn.x} ${turn.y - 8} Q ${turn.x} ${turn.y} ${turn.x - 8} ${turn.y} L ${right(gradient) + 8} ${turn.y} l 6 -3 m -6 3 l 6 3`,
    ],
  };
}
