/** The axis that a product sums over, where it meets itself around a corner. */
import type { Axis } from '../../protocol/vocabulary';
import { bottom, right, type Rect } from './rect';

/** It runs along an upright edge of one factor and a level edge of the other. */
export interface Meeting {
  readonly upright: Rect;
  readonly level: Rect;
  /** From the one to the other. */
  readonly arc: string;
  /** Where words stand, and to which side they grow. */
  readonly label: { readonly x: number; readonly y: number; readonly grows: 'left' | 'right' };
  /** What the two edges count. Unturned they are not the same. */
  readonly axes: readonly [upright: Axis, level: Axis];
}

const BAR = 3;

/**
 * From an upright edge around the corner to the upper edge of the plate below it.
 * @param edge which upright edge it is: the level plate lies to the other side of it
 */
export function meetingOf(
  uprightOf: Rect,
  levelOf: Rect,
  edge: 'left' | 'right',
  axes: readonly [Axis, Axis],
): Meeting {
  const x = edge === 'right' ? right(uprightOf) + 2 : uprightOf.left - 2 - BAR;
  const upright = { left: x, top: uprightOf.top, width: BAR, height: uprightOf.height };
  const level = { left: levelOf.left, top: levelOf.top - 2 - BAR, width: levelOf.width, height: BAR };
  const ux = x + BAR / 2;
  const ly = level.top + BAR / 2;
  const end = edge === 'right' ? level.left : right(level);
  const y = bottom(upright) + 4;
  return {
    upright,
    level,
    arc: `M ${ux} ${bottom(upright)} Q ${ux} ${ly} ${end} ${ly}`,
    label: edge === 'right' ? { x: ux + 12, y, grows: 'right' } : { x: ux - 12, y, grows: 'left' },
    axes,
  };
}
