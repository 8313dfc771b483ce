/**
 * At which moments each stop point was hit. Hits are known by their moment, so that whoever goes back and
 * comes the same way again neither counts a hit twice nor reads a log line twice.
 */
export class HitLedger {
  /** In ascending order. */
  private readonly moments = new Map<string, number[]>();

  /** Notes a hit. Gives its number, the first being 1, and whether it was not known before. */
  add(id: string, moment: number): { readonly count: number; readonly isNew: boolean } {
    const moments = this.moments.get(id) ?? [];
    this.moments.set(id, moments);
    const at = placeIn(moments, moment);
    const isNew = moments[at] !== moment;
    if (isNew) moments.splice(at, 0, moment);
    return { count: at + 1, isNew };
  }

  /** The number of the hit at this moment; null when there was none. */
  countAt(id: string, moment: number): number | null {
    const moments = this.moments.get(id) ?? [];
    const at = placeIn(moments, moment);
    return moments[at] === moment ? at + 1 : null;
  }

  /** The point was reached at this moment, and its condition does not hold (any more, after an edit). */
  remove(id: string, moment: number): void {
    const moments = this.moments.get(id);
    if (moments === undefined) return;
    const at = placeIn(moments, moment);
    if (moments[at] === moment) moments.splice(at, 1);
  }

  /** Forgets the points that are set no more. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.moments.keys()) if (!ids.has(id)) this.moments.delete(id);
  }
}

/** Where the moment is, or would be, among the ascending moments. */
function placeIn(moments: readonly number[], moment: number): number {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] ?? Infinity) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
