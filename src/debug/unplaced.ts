/** Breakpoints that have no line: on the name of an operation, and on data. */
import * as l10n from '@vscode/l10n';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { StopPoint } from '../protocol/engine';
import type { OperationKey } from '../protocol/vocabulary';
import type { WatchPoint } from '../protocol/watch';
import { stopPointId, type BreakpointIds } from './breakpointIds';
import { conditionFault, conditionsOf, type Conditions, type Known } from './conditions';
import { operationsNamed } from './functionNames';
import type { Received } from './requests';
import { watchedFault } from './watched';
import { parseWatchRule } from './watchRule';

/** What names are resolved against: the network, or why there is none yet. */
export type Network = { readonly known: NonNullable<Known> } | { readonly pending: string };

/** What was asked for: `what` is a name, or a dataId, which is an expression. */
interface Asked extends Pick<Conditions, 'condition' | 'hitCondition'> {
  readonly what: string;
  readonly accessType?: string;
}

type Resolution =
  | { readonly at: readonly OperationKey[] }
  | { readonly watch: Omit<WatchPoint, 'id'> }
  | { readonly message: string; readonly reason: 'pending' | 'failed' };

interface Entry {
  readonly id: number;
  readonly asked: Asked;
  resolution: Resolution;
}

/** All breakpoints of one kind; every request replaces them. */
class List {
  private entries: Entry[] = [];

  constructor(
    private readonly kind: 'function' | 'data',
    private readonly ids: BreakpointIds,
  ) {}

  /** One that is asked for again as it was keeps its id, and with it the hits that were counted. */
  set(asked: readonly Asked[], network: Network): Dap.Breakpoint[] {
    const before = [...this.entries];
    this.entries = asked.map((one): Entry => {
      const same = before.findIndex((entry) => JSON.stringify(entry.asked) === JSON.stringify(one));
      const [kept] = same < 0 ? [] : before.splice(same, 1);
      return { id: kept?.id ?? this.ids.next(), asked: one, resolution: this.resolve(one, network) };
    });
    return this.entries.map(toDap);
  }

  /** Gives those whose validity has changed. */
  resolveAgain(network: Network): Dap.Breakpoint[] {
    return this.entries.flatMap((entry) => {
      const before = JSON.stringify(toDap(entry));
      entry.resolution = this.resolve(entry.asked, network);
      return JSON.stringify(toDap(entry)) === before ? [] : [toDap(entry)];
    });
  }

  stopPoints(): StopPoint[] {
    return this.entries.flatMap(({ id, asked, resolution }) => {
      if (!('at' in resolution)) return [];
      const { condition, hitCondition } = asked;
      const conditions = conditionsOf({ condition, hitCondition });
      return resolution.at.map((key) => ({ ...key, ...conditions, id: stopPointId(this.kind, id) }));
    });
  }

  watches(): WatchPoint[] {
    return this.entries.flatMap(({ id, resolution }) =>
      'watch' in resolution ? [{ ...resolution.watch, id: stopPointId(this.kind, id) }] : [],
    );
  }

  private resolve(asked: Asked, network: Network): Resolution {
    if ('pending' in network) return { message: network.pending, reason: 'pending' };
    return this.kind === 'data' ? resolveData(asked, network.known) : resolveName(asked, network.known);
  }
}

export class UnplacedBreakpoints {
  private readonly functions: List;
  private readonly data: List;

  constructor(ids: BreakpointIds) {
    this.functions = new List('function', ids);
    this.data = new List('data', ids);
  }

  /** The answer has one entry for each that was asked for, in order. */
  setFunctions(asked: readonly Received<Dap.FunctionBreakpoint>[], network: Network): Dap.Breakpoint[] {
    return this.functions.set(
      asked.map(({ name, ...more }) => ({ what: name ?? '', ...conditionsOf(more) })),
      network,
    );
  }

  /** The same for data. */
  setData(asked: readonly Received<Dap.DataBreakpoint>[], network: Network): Dap.Breakpoint[] {
    return this.data.set(
      asked.map(({ dataId, accessType, ...more }) => ({
        what: dataId ?? '',
        ...(accessType === undefined ? {} : { accessType }),
        ...conditionsOf(more),
      })),
      network,
    );
  }

  /** Resolves all of them again; gives those whose validity has changed. */
  resolveAgain(network: Network): Dap.Breakpoint[] {
    return [...this.functions.resolveAgain(network), ...this.data.resolveAgain(network)];
  }

  /** Where a run has to stop for them. */
  stopPoints(): StopPoint[] {
    return this.functions.stopPoints();
  }

  /** Which values a run has to watch for them. */
  watches(): WatchPoint[] {
    return [...this.functions.watches(), ...this.data.watches()];
  }
}

const WATCH = /^\s*watch\s+(?<expression>.+)$/s;

/** `backward hidden: gradientWeights`, or `watch layers.hidden.gradientWeights[2, 1]`, whose condition is a rule. */
function resolveName(asked: Asked, known: NonNullable<Known>): Resolution {
  const expression = WATCH.exec(asked.what)?.groups?.['expression'];
  if (expression !== undefined) return resolveWatch(expression, asked, known);
  const at = operationsNamed(
    asked.what,
    known.layers.map(({ name }) => name),
  );
  if (typeof at === 'string') return failed(at);
  const { condition, hitCondition } = asked;
  const fault = conditionFault(conditionsOf({ condition, hitCondition }), at, known);
  return fault === null ? { at } : failed(fault);
}

function resolveData(asked: Asked, known: NonNullable<Known>): Resolution {
  if (asked.accessType !== undefined && asked.accessType !== 'write') {
    return failed(l10n.t('A watchpoint stops when a value is written; nothing stops when it is read.'));
  }
  return resolveWatch(asked.what, asked, known);
}

function resolveWatch(expression: string, asked: Asked, known: NonNullable<Known>): Resolution {
  const { condition, hitCondition } = asked;
  const rule = parseWatchRule(condition);
  if (typeof rule === 'string') return failed(rule);
  const counting = conditionsOf({ hitCondition });
  const fault = watchedFault(expression, known) ?? conditionFault(counting, [], known);
  if (fault !== null) return failed(fault);
  return {
    watch: { expression, layer: 0, rule, ...(hitCondition === undefined ? {} : { hitCondition }) },
  };
}

function failed(message: string): Resolution {
  return { message, reason: 'failed' };
}

function toDap({ id, resolution }: Entry): Dap.Breakpoint {
  if (!('message' in resolution)) return { id, verified: true };
  const { message, reason } = resolution;
  return { id, verified: false, message, reason };
}
