import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import { readRows } from './arrays';
import type { DataSource } from './definition';
import type { DataDraft } from './draft';
import { DATASETS } from './names';
import { COUNT, SHARE, type Fields, type Reader } from './reader';
import * as counts from './counts';
import { didYouMean, listed, sentences } from './spelling';

export const DATA_PROPERTIES = [
  'dataset',
  'csv',
  'target',
  'features',
  'inputs',
  'targets',
  'batchSize',
  'shuffle',
  'validationSplit',
  'standardize',
] as const;

/** The properties that choose a source, each with those that belong to it. */
const SOURCES = { dataset: [], csv: ['target', 'features'], inputs: ['targets'] } as const;
type SourceName = keyof typeof SOURCES;

export const DATA_DEFAULTS = {
  batchSize: null,
  shuffle: true,
  validationSplit: 0,
  standardize: false,
} as const;

export const NO_DATA: DataDraft = { source: null, ...DATA_DEFAULTS };

/** The `data` of a definition. */
export function readData(reader: Reader, node: Node): DataDraft {
  const fields = reader.object(node, 'data', DATA_PROPERTIES);
  if (fields === null) return NO_DATA;
  const value = (name: string): Node | undefined => fields.get(name)?.value;
  const [batchSize, split] = [value('batchSize'), value('validationSplit')];
  const [shuffle, standardize] = [value('shuffle'), value('standardize')];
  return {
    source: readSource(reader, node, fields),
    batchSize: (batchSize && reader.number(batchSize, 'data: batchSize', COUNT)) ?? DATA_DEFAULTS.batchSize,
    shuffle: (shuffle && reader.boolean(shuffle, 'data: shuffle')) ?? DATA_DEFAULTS.shuffle,
    validationSplit:
      (split && reader.number(split, 'data: validationSplit', SHARE)) ?? DATA_DEFAULTS.validationSplit,
    standardize:
      (standardize && reader.boolean(standardize, 'data: standardize')) ?? DATA_DEFAULTS.standardize,
  };
}

function readSource(reader: Reader, node: Node, fields: Fields): DataSource | null {
  const source = chosenSource(reader, node, fields);
  switch (source) {
    case 'dataset': {
      const named = fields.get('dataset')?.value;
      const dataset = named && reader.word(named, 'data: dataset', DATASETS);
      return dataset ? { kind: 'dataset', dataset } : null;
    }
    case 'csv':
      return readCsv(reader, node, fields);
    case 'inputs':
      return readInline(reader, node, fields);
    case null:
      return null;
  }
}

/** The one source that is named; notes when it is none or several, and what belongs to another one. */
function chosenSource(reader: Reader, node: Node, fields: Fields): SourceName | null {
  const present = [...fields.values()].flatMap((property) => (isSource(property.name) ? [property] : []));
  const [first, ...others] = present;
  for (const other of others) {
    const message = l10n.t(
      "data: '{0}' stands beside '{1}', but the data comes from one place only: 'dataset' (built in), 'csv' (a file) or 'inputs' with 'targets'.",
      other.name,
      first?.name ?? '',
    );
    reader.error(other.key, 'meaning', message);
  }
  if (first === undefined) {
    reader.missing(node, 'meaning', noSource(fields));
    return null;
  }
  if (others.length > 0 || !isSource(first.name)) return null;
  noteStrangers(reader, fields, first.name);
  return first.name;
}

/** What is missing, by what stands there without it. */
function noSource(fields: Fields): string {
  if (fields.has('targets')) return l10n.t("data: 'inputs' is missing beside 'targets'.");
  if (fields.has('target') || fields.has('features')) return l10n.t("data: 'csv', the file, is missing.");
  return l10n.t("data: there is none. Give 'dataset' (built in), 'csv' (a file) or 'inputs' with 'targets'.");
}

function noteStrangers(reader: Reader, fields: Fields, source: SourceName): void {
  for (const [owner, belongings] of Object.entries(SOURCES)) {
    if (owner === source) continue;
    for (const name of belongings) {
      const stranger = fields.get(name);
      if (stranger === undefined) continue;
      const near = source === 'csv' && name === 'targets' && !fields.has('target') ? 'target' : null;
      const near2 = source === 'inputs' && name === 'target' && !fields.has('targets') ? 'targets' : near;
      const fixes = near2 === null ? [] : [reader.replace(stranger.key, JSON.stringify(near2))];
      reader.error(
        stranger.key,
        'meaning',
        sentences(
          l10n.t("data: '{0}' belongs to '{1}', not to '{2}'.", name, owner, source),
          didYouMean(near2),
        ),
        fixes,
      );
    }
  }
}

function isSource(name: string): name is SourceName {
  return Object.hasOwn(SOURCES, name);
}

function readCsv(reader: Reader, node: Node, fields: Fields): DataSource | null {
  const [path, target, features] = ['csv', 'target', 'features'].map((name) => fields.get(name)?.value);
  const csv = path && reader.string(path, 'data: csv', l10n.t('the path of a file'));
  const targets = target && readColumns(reader, target, 'data: target');
  if (!fields.has('target') && !fields.has('targets')) {
    reader.missing(
      node,
      'meaning',
      l10n.t("data: 'target' is missing: which column (or columns) of the CSV is to be learnt?"),
    );
  }
  const chosen = features && readColumns(reader, features, 'data: features');
  if (features && targets && chosen) {
    const both = chosen.filter((name) => targets.includes(name));
    if (both.length > 0) {
      reader.error(
        features,
        'meaning',
        both.length === 1
          ? l10n.t('data: features: {0} is a target too; the network would be told the answer.', listed(both))
          : l10n.t(
              'data: features: {0} are targets too; the network would be told the answer.',
              listed(both, 'and'),
            ),
      );
    }
  }
  if (!csv || !targets || (features && !chosen)) return null;
  return { kind: 'csv', csv, target: targets, features: chosen ?? null };
}

/** Column names: one, or a list of different ones. */
function readColumns(reader: Reader, node: Node, what: string): string[] | null {
  const expected = l10n.t('the name of a column or a list of names');
  if (node.type !== 'array') {
    const name = reader.string(node, what, expected);
    return name === null ? null : [name];
  }
  const elements = node.children ?? [];
  if (elements.length === 0)
    reader.error(node, 'schema', l10n.t('{0} is an empty list; it must be {1}.', what, expected));
  const names: string[] = [];
  for (const element of elements) {
    const name = reader.string(element, what, l10n.t('the name of a column'));
    if (name === null) continue;
    if (names.includes(name))
      reader.error(element, 'schema', l10n.t("{0}: '{1}' appears twice.", what, name));
    else names.push(name);
  }
  return names.length === elements.length && names.length > 0 ? names : null;
}

function readInline(reader: Reader, node: Node, fields: Fields): DataSource | null {
  const [given, wanted] = [fields.get('inputs')?.value, fields.get('targets')?.value];
  const inputs = given && readRows(reader, given, 'data: inputs');
  const targets = wanted && readRows(reader, wanted, 'data: targets');
  if (!fields.has('targets') && !fields.has('target')) {
    reader.missing(
      node,
      'meaning',
      l10n.t("data: 'targets' is missing: one row of wanted outputs for each row of 'inputs'."),
    );
  }
  const [inputCount, targetCount] = [given?.children?.length ?? 0, wanted?.children?.length ?? 0];
  if (given?.type === 'array' && wanted?.type === 'array' && inputCount > 0 && targetCount > 0) {
    if (inputCount !== targetCount) {
      const message = l10n.t(
        'data: inputs has {0}, targets {1}; each row of inputs needs its row of targets.',
        counts.rows(inputCount),
        targetCount,
      );
      reader.error(wanted, 'meaning', message);
      return null;
    }
  }
  return inputs && targets ? { kind: 'inline', inputs, targets } : null;
}
