import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { Definition, OptimizerDefinition } from './definition';
import { finished, type DefinitionDraft, type LayerDraft } from './draft';
import { hasError, inFileOrder, type Fault, type SourceMap } from './fault';
import { Lines } from './lines';
import { checkLayers } from './meaning';
import { LOSSES, type LossName } from './names';
import { NO_DATA, readData } from './readData';
import { readLayer } from './readLayer';
import { DEFAULT_OPTIMIZER, readOptimizer } from './readOptimizer';
import { COUNT, Reader, WHOLE } from './reader';
import { parseSyntax, sourceMapOf } from './tree';

export const DEFINITION_PROPERTIES = [
  '$schema',
  'data',
  'layers',
  'loss',
  'optimizer',
  'epochs',
  'seed',
] as const;

export const DEFINITION_DEFAULTS = { loss: 'meanSquaredError', epochs: 100, seed: 0 } as const;

/** A layer definition file as it was read, before its data is looked at. */
export interface ParsedDefinition {
  /** null when any fault is an error. */
  readonly definition: Definition | null;
  /** What could be read in spite of all faults, for the checks that need the data. */
  readonly draft: DefinitionDraft;
  readonly source: SourceMap;
  /** Every fault at once, in the order of the file. */
  readonly faults: readonly Fault[];
}

/** Reads the text of a layer definition file. Never throws; all that is wrong is in `faults`. */
export function parseDefinition(text: string): ParsedDefinition {
  const lines = new Lines(text);
  const syntax = parseSyntax(text, lines);
  const reader = new Reader(text, lines, syntax.faults.length === 0);
  const draft = syntax.root === undefined ? EMPTY : readDefinition(reader, syntax.root);
  const faults = inFileOrder([...syntax.faults, ...reader.faults]);
  return {
    definition: hasError(faults) ? null : finished(draft),
    draft,
    source: sourceMapOf(syntax.root, lines),
    faults,
  };
}

const EMPTY: DefinitionDraft = {
  ...DEFINITION_DEFAULTS,
  data: NO_DATA,
  layers: [],
  optimizer: DEFAULT_OPTIMIZER,
};

function readDefinition(reader: Reader, root: Node): DefinitionDraft {
  const fields = reader.object(root, l10n.t('The definition'), DEFINITION_PROPERTIES);
  if (fields === null) return EMPTY;
  const value = (name: string): Node | undefined => fields.get(name)?.value;
  if (!fields.has('data')) reader.missing(root, 'schema', l10n.t("'data' is missing: what is to be learnt?"));
  if (!fields.has('layers'))
    reader.missing(root, 'schema', l10n.t("'layers' is missing: a list with at least one layer."));
  const [data, layers, loss] = [value('data'), value('layers'), value('loss')];
  const [optimizer, epochs, seed] = [value('optimizer'), value('epochs'), value('seed')];
  const draft: DefinitionDraft = {
    data: data === undefined ? NO_DATA : readData(reader, data),
    layers: layers === undefined ? [] : readLayers(reader, layers),
    loss: readLoss(reader, loss),
    optimizer: readWithDefault(reader, optimizer),
    epochs: (epochs && reader.number(epochs, 'epochs', COUNT)) ?? DEFINITION_DEFAULTS.epochs,
    seed: (seed && reader.number(seed, 'seed', WHOLE)) ?? DEFINITION_DEFAULTS.seed,
  };
  if (layers?.type === 'array') checkLayers(reader, draft, layers.children ?? []);
  return draft;
}

function readLayers(reader: Reader, node: Node): LayerDraft[] {
  if (node.type !== 'array') {
    reader.wrongType(node, 'layers', l10n.t('a list of layers [ { "units": … }, … ]'));
    return [];
  }
  const elements = node.children ?? [];
  if (elements.length === 0)
    reader.error(node, 'schema', l10n.t('layers is empty: a network needs at least one layer.'));
  return elements.map((element, index) => readLayer(reader, element, index));
}

function readLoss(reader: Reader, node: Node | undefined): LossName | null {
  return node === undefined ? DEFINITION_DEFAULTS.loss : reader.word(node, 'loss', LOSSES);
}

function readWithDefault(reader: Reader, node: Node | undefined): OptimizerDefinition {
  return node === undefined ? DEFAULT_OPTIMIZER : readOptimizer(reader, node);
}
