import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { Reader } from './reader';
import { ANY_NUMBER } from './reader';
import * as counts from './counts';

/** A list of numbers; null with every wrong element noted. `what` names the list: "layer 'a': biases". */
export function readNumbers(reader: Reader, node: Node, what: string): number[] | null {
  if (node.type !== 'array') {
    const fixes = node.type === 'number' ? [reader.replace(node, `[${reader.shown(node)}]`)] : [];
    reader.wrongType(node, what, l10n.t('a list of numbers'), 'schema', fixes);
    return null;
  }
  const elements = node.children ?? [];
  const numbers = elements.map((element, index) =>
    reader.number(element, l10n.t('{0}: element {1}', what, index + 1), ANY_NUMBER),
  );
  return numbers.every((value) => value !== null) ? numbers : null;
}

/**
 * Rows of numbers, at least one and all equally wide; null with every wrong row and element noted.
 * A row of another width than the first is noted at its own place.
 */
export function readRows(reader: Reader, node: Node, what: string): number[][] | null {
  if (node.type !== 'array') {
    reader.wrongType(node, what, l10n.t('a list of rows, each a list of numbers'));
    return null;
  }
  const elements = node.children ?? [];
  if (elements.length === 0) {
    reader.error(node, 'schema', l10n.t('{0} is empty: it needs at least one row.', what));
    return null;
  }
  let width: number | null = null;
  let sound = true;
  const rows: number[][] = [];
  for (const [index, element] of elements.entries()) {
    const row = readNumbers(reader, element, l10n.t('{0}: row {1}', what, index + 1));
    if (element.type === 'array') {
      const found = element.children?.length ?? 0;
      if (found === 0) {
        reader.error(element, 'schema', l10n.t('{0}: row {1} is empty.', what, index + 1));
        sound = false;
      } else if (width !== null && found !== width) {
        const message = l10n.t(
          '{0}: row {1} has {2}, the first row has {3}.',
          what,
          index + 1,
          counts.numbers(found),
          width,
        );
        reader.error(element, 'meaning', message);
        sound = false;
      }
      width ??= found;
    }
    if (row === null) sound = false;
    else rows.push(row);
  }
  return sound ? rows : null;
}
