/** What one definition has otherwise than another, and what a run that is under way can make of it. */
import * as l10n from '@vscode/l10n';
import type { Definition, LayerDefinition } from './definition';

/** From when a change counts while a run lasts; `restart`: not before the run begins again. */
export type Effect = 'update' | 'loss' | 'nextEpoch' | 'now' | 'restart';

export interface Change {
  /** As the user knows it: `learningRate`, `layers.hidden.units`. */
  readonly name: string;
  /** The values before and now, in short; null where there was or is none, both null where they are too long. */
  readonly before: string | null;
  readonly now: string | null;
  readonly effect: Effect;
}

/** Longer values are not shown but only said to have changed. */
const SHOWN = 40;

/**
 * The changes from one definition to another, in the order of the file. A loss that comes with another network or
 * other data waits for the restart too: it may make no sense to the network of the run.
 */
export function changesBetween(before: Definition, now: Definition): Change[] {
  const structure = [...dataChanges(before, now), ...layerChanges(before.layers, now.layers)];
  const fits = structure.length === 0;
  return [
    ...structure,
    ...changed('batchSize', before.data.batchSize ?? 'all', now.data.batchSize ?? 'all', 'nextEpoch'),
    ...changed('loss', before.loss, now.loss, fits ? 'loss' : 'restart'),
    ...optimizerChanges(before.optimizer, now.optimizer),
    ...changed('epochs', before.epochs, now.epochs, 'now'),
    ...changed('seed', before.seed, now.seed, 'restart'),
  ];
}

/** `learningRate 0.1 → 0.05 from the next update`, `layers.hidden.units 8 → 12 needs a restart`. */
export function changeWords(change: Change): string {
  const what = difference(change);
  switch (change.effect) {
    case 'update':
      return l10n.t('{0} from the next update', what);
    case 'loss':
      return l10n.t('{0} from the next loss', what);
    case 'nextEpoch':
      return l10n.t('{0} from the next epoch', what);
    case 'now':
      return l10n.t('{0} from now on', what);
    case 'restart':
      return l10n.t('{0} needs a restart', what);
  }
}

function difference({ name, before, now }: Change): string {
  if (before === null && now === null) return l10n.t('{0}: its change', name);
  if (before === null) return l10n.t('{0}: adding it', name);
  return now === null ? l10n.t('{0}: removing it', name) : `${name} ${before} → ${now}`;
}

function dataChanges({ data: before }: Definition, { data: now }: Definition): Change[] {
  const { source: sourceBefore, ...restBefore } = before;
  const { source: sourceNow, ...restNow } = now;
  const settings = (['shuffle', 'validationSplit', 'standardize'] as const).flatMap((name) =>
    changed(`data.${name}`, restBefore[name], restNow[name], 'restart'),
  );
  if (sourceBefore.kind !== sourceNow.kind) return [unshown('data'), ...settings];
  return [...propertyChanges('data', sourceBefore, sourceNow), ...settings];
}

function layerChanges(before: readonly LayerDefinition[], now: readonly LayerDefinition[]): Change[] {
  const names = (layers: readonly LayerDefinition[]): string[] => layers.map(({ name }) => name);
  const [old, fresh] = [names(before), names(now)];
  const gone = before.filter(({ name }) => !fresh.includes(name));
  const added = now.filter(({ name }) => !old.includes(name));
  const [only, other] = [gone[0], added[0]];
  // A single layer of another name in the same place has been renamed.
  const isRenamed = gone.length === 1 && added.length === 1 && only && other;
  if (isRenamed && old.indexOf(only.name) === fresh.indexOf(other.name)) {
    const renamed = before.map((layer) => (layer === only ? { ...layer, name: other.name } : layer));
    return [...changed(`layers.${only.name}.name`, only.name, other.name), ...layerChanges(renamed, now)];
  }
  const kept = now.flatMap((layer) => {
    const same = before.find(({ name }) => name === layer.name);
    return same === undefined ? [] : propertyChanges(`layers.${layer.name}`, same, layer);
  });
  const stay = (list: readonly string[]): string[] =>
    list.filter((name) => old.includes(name) && fresh.includes(name));
  const order = changed('layers', stay(old).join(', '), stay(fresh).join(', '));
  return [
    ...gone.map(({ name }): Change => ({ name: `layers.${name}`, before: '', now: null, effect: 'restart' })),
    ...added.map(({ name }): Change => ({
      name: `layers.${name}`,
      before: null,
      now: '',
      effect: 'restart',
    })),
    ...order,
    ...kept,
  ];
}

function optimizerChanges(before: Definition['optimizer'], now: Definition['optimizer']): Change[] {
  if (before.type === now.type) return propertyChanges('', before, now, 'update');
  // The other settings of another optimizer have no counterpart.
  return [
    ...changed('optimizer', before.type, now.type, 'update'),
    ...changed('learningRate', before.learningRate, now.learningRate, 'update'),
  ];
}

/** The properties of two things of the same kind, one by one; those of an object inside by their own names. */
function propertyChanges(prefix: string, before: object, now: object, effect: Effect = 'restart'): Change[] {
  const old = before as Readonly<Record<string, unknown>>;
  return Object.entries(now).flatMap(([name, value]: [string, unknown]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const was = old[name];
    if (isPlain(was) && isPlain(value)) return propertyChanges(path, was, value, effect);
    return changed(path, was, value, effect);
  });
}

function changed(name: string, before: unknown, now: unknown, effect: Effect = 'restart'): Change[] {
  const [was, is] = [JSON.stringify(before), JSON.stringify(now)];
  if (was === is) return [];
  if (before === null || now === null || was.length > SHOWN || is.length > SHOWN)
    return [{ ...unshown(name), effect }];
  return [{ name, before: text(before), now: text(now), effect }];
}

function unshown(name: string): Change {
  return { name, before: null, now: null, effect: 'restart' };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
