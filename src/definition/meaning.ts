import type { Node } from 'jsonc-parser';
import type { DefinitionDraft, LayerDraft } from './draft';
import type { Reader } from './reader';
import { counted } from './spelling';
import { propertiesOf } from './tree';

/** More weights than this in one matrix (256 MiB of float32) is a slip of the finger. */
const MOST_WEIGHTS = 2 ** 26;

/** A layer with its node in the syntax tree. */
interface Placed {
  readonly layer: LayerDraft;
  readonly node: Node;
}

/** What the layers must keep among themselves: different names, and widths that fit. */
export function checkLayers(reader: Reader, draft: DefinitionDraft, nodes: readonly Node[]): void {
  const placed = draft.layers.flatMap((layer, index): Placed[] => {
    const node = nodes[index];
    return node === undefined ? [] : [{ layer, node }];
  });
  checkNames(reader, placed);
  for (const [index, each] of placed.entries()) {
    checkWeights(reader, each, placed[index - 1]);
    checkBiases(reader, each);
    checkActivation(reader, each);
  }
}

const valueOf = (node: Node, name: string): Node | undefined =>
  propertiesOf(node).find((property) => property.name === name)?.value;

function checkNames(reader: Reader, placed: readonly Placed[]): void {
  const first = new Map<string, number>();
  for (const [index, { layer, node }] of placed.entries()) {
    const earlier = first.get(layer.name);
    if (earlier === undefined) {
      first.set(layer.name, index);
      continue;
    }
    const unnamed = `, the name a layer gets when it has none`;
    const own = valueOf(node, 'name');
    const theirs = placed[earlier]?.node;
    const given = own !== undefined && theirs !== undefined && valueOf(theirs, 'name') !== undefined;
    reader.error(
      own ?? node,
      'meaning',
      `layers: two layers are named '${layer.name}' (the ${ordinal(earlier)} and the ${ordinal(index)})${given ? '' : unnamed}; names must differ.`,
    );
  }
}

function ordinal(index: number): string {
  const position = index + 1;
  const teen = Math.floor(position / 10) % 10 === 1;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][position % 10] ?? 'th');
  return `${position}${ending}`;
}

function checkWeights(reader: Reader, { layer, node }: Placed, before: Placed | undefined): void {
  const { name, units, weights } = layer;
  const inputs = before?.layer.units ?? null;
  const place = valueOf(node, 'units');
  if (units !== null && inputs !== null && units * inputs > MOST_WEIGHTS && place !== undefined) {
    const most = MOST_WEIGHTS.toLocaleString('en');
    reader.error(
      place,
      'meaning',
      `layer '${name}': ${inputs} × ${units} weights are more than the ${most} that fit.`,
    );
  }
  const written = valueOf(node, 'weights');
  if (weights === null || written === undefined) return;
  const [rows, columns] = [weights.length, weights[0]?.length ?? 0];
  if (units !== null && columns !== units) {
    const unit = counted(units, 'unit');
    reader.error(
      written,
      'meaning',
      `layer '${name}': weights has ${counted(columns, 'column')}, but the layer has ${unit}: it must be n rows of ${units}.`,
    );
  }
  if (inputs !== null && before !== undefined && rows !== inputs) {
    const unit = counted(inputs, 'unit');
    reader.error(
      written,
      'meaning',
      `layer '${name}': weights has ${counted(rows, 'row')}, but the layer before, '${before.layer.name}', has ${unit}: it must have one row for each.`,
    );
  }
  const initializer = valueOf(node, 'kernelInitializer');
  if (initializer !== undefined) {
    reader.warning(
      initializer,
      `layer '${name}': its weights are written out, so kernelInitializer is not used.`,
    );
  }
}

function checkBiases(reader: Reader, { layer, node }: Placed): void {
  const { name, units, biases, useBias } = layer;
  const written = valueOf(node, 'biases');
  if (written === undefined) return;
  if (!useBias) {
    reader.error(
      written,
      'meaning',
      `layer '${name}': it has biases, but useBias is false: leave out one of the two.`,
    );
  } else if (biases !== null && units !== null && biases.length !== units) {
    const message = `layer '${name}': biases has ${counted(biases.length, 'number')}, but the layer has ${counted(units, 'unit')}: it needs one for each.`;
    reader.error(written, 'meaning', message);
  }
}

function checkActivation(reader: Reader, { layer, node }: Placed): void {
  const written = valueOf(node, 'activation');
  if (written === undefined || layer.activation?.type !== 'softmax' || layer.units !== 1) return;
  const message = `layer '${layer.name}': softmax shares 1 among the units, so a single unit always outputs 1 and cannot learn; sigmoid gives one unit between 0 and 1.`;
  const place = written.type === 'object' ? (valueOf(written, 'type') ?? written) : written;
  reader.warning(place, message, [reader.replace(place, '"sigmoid"')]);
}
