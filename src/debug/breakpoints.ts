/** Breakpoints in definition files: where each stands, what it means to a run, and what it follows. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { StopPoint } from '../protocol/engine';
import {
  follow,
  locate,
  needsColumn,
  placesBetween,
  stopsAt,
  type Asked,
  type DefinitionText,
  type StopKey,
  type Target,
} from './breakpointPlaces';
import { hitBreakpointIds, stopPointId, type BreakpointIds } from './breakpointIds';
import type { ClientLines } from './clientLines';
import { conditionFault, conditionsOf, type Conditions, type Known } from './conditions';
import { canonical } from './paths';
import type { Received } from './requests';

/**
 * What the breakpoints of a file are resolved against: the file as it is now, and the network of the run, which may
 * have been started from an earlier text of it. Or why none of them can hold.
 */
export type Ground = { readonly file: DefinitionText; readonly known: Known } | { readonly message: string };

/** Where a breakpoint came to stand: `line` and `column` from 0, a column only where it says something. */
type Resolution =
  | {
      readonly verified: true;
      readonly line: number;
      readonly column: number | null;
      readonly at: readonly StopKey[];
    }
  | { readonly verified: false; readonly message: string };

/** What was found out about a breakpoint. */
interface Found {
  /** What it stands for, also while that is gone from the file; null when it never stood for anything. */
  readonly target: Target | null;
  /** The text of the file that it was last looked up in. */
  readonly text: string | null;
  readonly resolution: Resolution;
}

interface Entry extends Found {
  readonly id: number;
  readonly asked: Asked;
  readonly conditions: Conditions;
}

export class Breakpoints {
  private readonly files = new Map<string, { readonly source: Dap.Source; readonly entries: Entry[] }>();

  constructor(private readonly ids: BreakpointIds) {}

  /**
   * Replaces the breakpoints of a file. The answer has one entry for each that was asked for, in order. One that is
   * asked for again as it was keeps its id, and with it the hits that were counted. It also keeps what it stands for,
   * unless the file has changed since: a client that follows the edits sends the lines as they are now, and they count.
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
      const place = lines.placeFromClient(one.line ?? 1, one.column);
      const conditions = conditionsOf(one);
      const same = before.findIndex((entry) => isSame(entry, place, conditions));
      const [kept] = same < 0 ? [] : before.splice(same, 1);
      const id = kept?.id ?? this.ids.next();
      const isUnchanged = kept !== undefined && (!('file' in ground) || kept.text === ground.file.text);
      const target = isUnchanged ? kept.target : null;
      return { id, asked: place, conditions, ...find(place, target, conditions, ground) };
    });
    this.files.set(file, { source, entries });
    return entries.map((entry) => toDap(entry, source, lines));
  }

  /**
   * Looks all breakpoints up again, file by file, each by the name of what it stands for; gives those whose place or
   * validity has changed.
   */
  async resolveAgain(
    groundOf: (path: string) => Promise<Ground>,
    lines: ClientLines,
  ): Promise<Dap.Breakpoint[]> {
    const changed: Dap.Breakpoint[] = [];
    for (const { source, entries } of this.files.values()) {
      if (entries.length === 0) continue;
      const ground = await groundOf(source.path ?? '');
      entries.forEach((entry, index) => {
        const now = { ...entry, ...find(entry.asked, entry.target, entry.conditions, ground) };
        entries[index] = now;
        const [was, is] = [toDap(entry, source, lines), toDap(now, source, lines)];
        if (JSON.stringify(is) !== JSON.stringify(was)) changed.push(is);
      });
    }
    return changed;
  }

  /** Where a run has to stop for them. */
  stopPoints(): StopPoint[] {
    return [...this.files.values()].flatMap(({ entries }) =>
      entries.flatMap(({ id, conditions, resolution }) =>
        resolution.verified
          ? resolution.at.map((key) => ({ ...key, ...conditions, id: stopPointId('breakpoint', id) }))
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

function isSame({ asked, conditions }: Entry, place: Asked, wanted: Conditions): boolean {
  return (
    asked.line === place.line &&
    asked.column === place.column &&
    conditions.condition === wanted.condition &&
    conditions.hitCondition === wanted.hitCondition &&
    conditions.logMessage === wanted.logMessage
  );
}

/** Looks up what a breakpoint stands for, or, when that is not known yet, what stands where it was asked for. */
function find(asked: Asked, target: Target | null, conditions: Conditions, ground: Ground): Found {
  const refused = (message: string): Resolution => ({ verified: false, message });
  if ('message' in ground) return { target, text: null, resolution: refused(ground.message) };
  const { file, known } = ground;
  const { text } = file;
  const place = target === null ? locate(asked, file) : follow(target, file);
  if (place === null) return { target, text, resolution: refused(nothingHere()) };
  if (typeof place === 'string') return { target, text, resolution: refused(place) };
  const found = { target: target ?? place.target, text };
  const at = stopsAt(place.target, known?.layers.map(({ name }) => name) ?? file.layerNames);
  if (typeof at === 'string') return { ...found, resolution: refused(at) };
  const fault = conditionFault(conditions, at, known);
  if (fault !== null) return { ...found, resolution: refused(fault) };
  const { line, column } = place.range.start;
  const isExact = asked.column !== null || needsColumn(place, file);
  return { ...found, resolution: { verified: true, line, column: isExact ? column : null, at } };
}

const nothingHere = (): string =>
  l10n.t(
    'No layer on this line. A run pauses at layers and their properties, at the loss, at the optimizer and at the epochs.',
  );

function toDap({ id, asked, resolution }: Entry, source: Dap.Source, lines: ClientLines): Dap.Breakpoint {
  if (!resolution.verified) {
    return { id, verified: false, source, line: lines.line(asked.line), message: resolution.message };
  }
  const column = resolution.column === null ? {} : { column: lines.column(resolution.column) };
  return { id, verified: true, source, line: lines.line(resolution.line), ...column };
}

/** The places in a part of the file at which a breakpoint with a column can stand, each once, in its order. */
export function breakpointLocations(
  args: Received<Dap.BreakpointLocationsArguments>,
  file: DefinitionText,
  lines: ClientLines,
): Dap.BreakpointLocation[] {
  const from = lines.placeFromClient(args.line ?? 1, args.column);
  const to = lines.placeFromClient(args.endLine ?? args.line ?? 1, args.endColumn);
  const places = placesBetween(
    { line: from.line, column: from.column ?? 0 },
    { line: to.line, column: to.column ?? Infinity },
    file,
  );
  return places.map(({ range }) => lines.range(range));
}
