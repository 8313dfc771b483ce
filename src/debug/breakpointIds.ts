/** The numbers by which a client knows breakpoints, unique over all kinds of them, and their stop points' ids. */

/** On a line, on a name, or on data. */
export type BreakpointKind = 'breakpoint' | 'function' | 'data';

export class BreakpointIds {
  private latest = 0;

  next(): number {
    return ++this.latest;
  }
}

export function stopPointId(kind: BreakpointKind, id: number): string {
  return `${kind}:${id}`;
}

const BREAKPOINT = /^(?:breakpoint|function|data):(\d+)$/;

/** The ids of the breakpoints among the stop points that were hit. */
export function hitBreakpointIds(hits: readonly string[]): number[] {
  const ids = hits.flatMap((hit) => BREAKPOINT.exec(hit)?.[1] ?? []).map(Number);
  return [...new Set(ids)];
}

/** Whether all breakpoints that were hit are of this kind. */
export function areAllOf(kind: BreakpointKind, hits: readonly string[]): boolean {
  const breakpoints = hits.filter((hit) => BREAKPOINT.test(hit));
  return breakpoints.length > 0 && breakpoints.every((hit) => hit.startsWith(`${kind}:`));
}
