/** Breakpoints on the lines of definition files, and what they mean to a run. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { SourceMap, SourceRange } from '../definition/fault';
import type { StopPoint } from '../protocol/engine';
import type { OperationKey } from '../protocol/vocabulary';
import type { ClientLines } from './clientLines';
import { conditionFault, conditionsOf, type Conditions, type Known } from './conditions';
import { canonical } from './paths';
import { layerRange } from './places';
import type { Received } from './requests';

/** What a file's lines are resolved against: its parts, or why none of its breakpoints can hold. */
export type Ground = { readonly source: SourceMap; readonly known: Known } | { readonly message: string };

/** Where a breakpoint came to lie: `line` from 0. */
type Resolution =
  | { readonly verified: true; readonly line: number; readonly at: readonly OperationKey[] }
  | { readonly verified: false; readonly message: string };

interface Entry {
  readonly id: number;
  /** The line that was asked for, from 0. */
  readonly asked: number;
  readonly conditions: Conditions;
  resolution: Resolution;
}

const PREFIX = 'breakpoint:';

export class Breakpoints {
  private nextId = 1;
  private readonly files = new Map<string, { readonly source: Dap.Source; readonly entries: Entry[] }>();

  /**
   * Replaces the breakpoints of a file. The answer has one entry for each that was asked for, in order. One that is
   * asked for again as it was keeps its id, and with it the hits that were counted.
   */
  set(
    source: Dap.Source,
    asked: readonly Received<Dap.SourceBreakpoint>[],
    ground: Ground,
    lines: ClientLines,
  ): Dap.Breakpoint[] {
    const file = canonical(source.path ?? '');
    const before = [...(this.files.get(file)?.entries ?? [])];
    const entries = asked.map((one): Entry => {
      const line = lines.fromClient(one.line ?? 1);
      const conditions = conditionsOf(one);
      const same = before.findIndex((entry) => entry.asked === line && isSame(entry.conditions, conditions));
      const [kept] = same < 0 ? [] : before.splice(same, 1);
      const id = kept?.id ?? this.nextId++;
      return { id, asked: line, conditions, resolution: resolve(line, conditions, ground) };
    });
    this.files.set(file, { source, entries });
    return entries.map((entry) => toDap(entry, source, lines));
  }

  /** Resolves all breakpoints again, file by file; gives those whose place or validity has changed. */
  async resolveAgain(
    groundOf: (path: string) => Promise<Ground>,
    lines: ClientLines,
  ): Promise<Dap.Breakpoint[]> {
    const changed: Dap.Breakpoint[] = [];
    for (const { source, entries } of this.files.values()) {
      if (entries.length === 0) continue;
      const ground = await groundOf(source.path ?? '');
      for (const entry of entries) {
        const before = JSON.stringify(toDap(entry, source, lines));
        entry.resolution = resolve(entry.asked, entry.conditions, ground);
        const now = toDap(entry, source, lines);
        if (JSON.stringify(now) !== before) changed.push(now);
      }
    }
    return changed;
  }

  /** Where a run has to stop for them. */
  stopPoints(): StopPoint[] {
    return [...this.files.values()].flatMap(({ entries }) =>
      entries.flatMap(({ id, conditions, resolution }) =>
        resolution.verified
          ? resolution.at.map((key) => ({ ...key, ...conditions, id: `${PREFIX}${id}` }))
          : [],
      ),
    );
  }

  /** Where the breakpoint of a stop point stands, as the client counts; null when it is set no more. */
  placeOf(
    stopPoint: string,
    lines: ClientLines,
  ): { readonly source: Dap.Source; readonly line: number } | null {
    const [id] = hitBreakpointIds([stopPoint]);
    for (const { source, entries } of this.files.values()) {
      const entry = entries.find((one) => one.id === id);
      if (entry?.resolution.verified) return { source, line: lines.line(entry.resolution.line) };
    }
    return null;
  }
}

/** The ids of the breakpoints among the stop points that were hit. */
export function hitBreakpointIds(hits: readonly string[]): number[] {
  return [
    ...new Set(hits.filter((hit) => hit.startsWith(PREFIX)).map((hit) => Number(hit.slice(PREFIX.length)))),
  ];
}

function isSame(a: Conditions, b: Conditions): boolean {
  return a.condition === b.condition && a.hitCondition === b.hitCondition && a.logMessage === b.logMessage;
}

function resolve(line: number, conditions: Conditions, ground: Ground): Resolution {
  if ('message' in ground) return { verified: false, message: ground.message };
  const place = resolveLine(line, ground.source);
  if (!place.verified) return place;
  const message = conditionFault(conditions, place.at, ground.known);
  return message === null ? place : { verified: false, message };
}

function resolveLine(line: number, source: SourceMap): Resolution {
  const layers = layersOf(source);
  const starting = layers.filter(({ range }) => range.start.line === line);
  const hit = starting.length > 0 ? starting : layers.filter(({ range }) => covers(range, line));
  const [first] = hit;
  if (first) {
    const at = hit.map(({ layer }): OperationKey => ({
      phase: 'backward',
      layer,
      operation: 'gradientPrev',
    }));
    return { verified: true, line: first.range.start.line, at };
  }
  return resolveTraining(line, source, layers.length);
}

/** The lines of the loss and of the optimizer stand for their operations. */
function resolveTraining(line: number, source: SourceMap, layerCount: number): Resolution {
  const loss = source.property(['loss']);
  if (loss && covers(loss, line)) {
    return {
      verified: true,
      line: loss.start.line,
      at: [{ phase: 'loss', layer: null, operation: 'loss' }],
    };
  }
  const optimizer = source.property(['optimizer']);
  if (optimizer && covers(optimizer, line)) {
    const at: OperationKey = { phase: 'update', layer: layerCount - 1, operation: 'update' };
    return { verified: true, line: optimizer.start.line, at: [at] };
  }
  return {
    verified: false,
    message: 'No layer on this line. A run pauses at layers, at the loss and at the optimizer.',
  };
}

function layersOf(source: SourceMap): { readonly layer: number; readonly range: SourceRange }[] {
  const layers: { layer: number; range: SourceRange }[] = [];
  for (let layer = 0; ; layer++) {
    const range = layerRange(source, layer);
    if (!range) return layers;
    layers.push({ layer, range });
  }
}

function covers(range: SourceRange, line: number): boolean {
  return range.start.line <= line && line <= range.end.line;
}

function toDap({ id, asked, resolution }: Entry, source: Dap.Source, lines: ClientLines): Dap.Breakpoint {
  return resolution.verified
    ? { id, verified: true, source, line: lines.line(resolution.line) }
    : { id, verified: false, source, line: lines.line(asked), message: resolution.message };
}
