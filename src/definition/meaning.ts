import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { DefinitionDraft, LayerDraft } from './draft';
import type { Reader } from './reader';
import * as counts from './counts';
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
    const own = valueOf(node, 'name');
    const theirs = placed[earlier]?.node;
    const given = own !== undefined && theirs !== undefined && valueOf(theirs, 'name') !== undefined;
    const message = given
      ? l10n.t(
          "layers: two layers are named '{0}' (the {1} and the {2}); names must differ.",
          layer.name,
          ordinal(earlier),
          ordinal(index),
        )
      : l10n.t(
          "layers: two layers are named '{0}' (the {1} and the {2}), the name a layer gets when it has none; names must differ.",
          layer.name,
          ordinal(earlier),
          ordinal(index),
        );
    reader.error(own ?? node, 'meaning', message);
  }
}

function ordinal(index: number): string {
  const position = index + 1;
  const teen = Math.floor(position / 10) % 10 === 1;
  switch (teen ? 0 : position % 10) {
    case 1:
      return l10n.t('{0}st', position);
    case 2:
      return l10n.t('{0}nd', position);
    case 3:
      return l10n.t('{0}rd', position);
    default:
      return l10n.t('{0}th', position);
  }
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
      l10n.t("layer '{0}': {1} × {2} weights are more than the {3} that fit.", name, inputs, units, most),
    );
  }
  const written = valueOf(node, 'weights');
  if (weights === null || written === undefined) return;
  const [rows, columns] = [weights.length, weights[0]?.length ?? 0];
  if (units !== null && columns !== units) {
    const unit = counts.units(units);
    reader.error(
      written,
      'meaning',
      l10n.t(
        "layer '{0}': weights has {1}, but the layer has {2}: it must be n rows of {3}.",
        name,
        counts.columns(columns),
        unit,
        units,
      ),
    );
  }
  if (inputs !== null && before !== undefined && rows !== inputs) {
    const unit = counts.units(inputs);
    reader.error(
      written,
      'meaning',
      l10n.t(
        "layer '{0}': weights has {1}, but the layer before, '{2}', has {3}: it must have one row for each.",
        name,
        counts.rows(rows),
        before.layer.name,
        unit,
      ),
    );
  }
  const initializer = valueOf(node, 'kernelInitializer');
  if (initializer !== undefined) {
    reader.warning(
      initializer,
      l10n.t("layer '{0}': its weights are written out, so kernelInitializer is not used.", name),
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
      l10n.t("layer '{0}': it has biases, but useBias is false: leave out one of the two.", name),
    );
  } else if (biases !== null && units !== null && biases.length !== units) {
    const message = l10n.t(
      "layer '{0}': biases has {1}, but the layer has {2}: it needs one for each.",
      name,
      counts.numbers(biases.length),
      counts.units(units),
    );
    reader.error(written, 'meaning', message);
  }
}

function checkActivation(reader: Reader, { layer, node }: Placed): void {
  const written = valueOf(node, 'activation');
  if (written === undefined || layer.activation?.type !== 'softmax' || layer.units !== 1) return;
  const message = l10n.t(
    "layer '{0}': softmax shares 1 among the units, so a single unit always outputs 1 and cannot learn; sigmoid gives one unit between 0 and 1.",
    layer.name,
  );
  const place = written.type === 'object' ? (valueOf(written, 'type') ?? written) : written;
  reader.warning(place, message, [reader.replace(place, '"sigmoid"')]);
}
