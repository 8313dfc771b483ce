/** What may stand where a person is writing in the Debug Console. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { completions, type Completion } from '../expressions/completions';
import type { LayerShape } from '../protocol/engine';
import type { ClientLines } from './clientLines';
import { ProtocolError } from './protocolError';
import type { Received, Requests } from './requests';

const TYPES = {
  quantity: 'variable',
  scalar: 'value',
  layers: 'module',
  layer: 'property',
  function: 'function',
  operator: 'keyword',
} as const satisfies Record<Completion['kind'], Dap.CompletionItemType>;

/** Needs no stop: the names are those of the whole run. */
export function completing(
  args: Received<Dap.CompletionsArguments>,
  layers: readonly LayerShape[],
  lines: ClientLines,
): Requests['completions']['body'] {
  const { text, column, line } = args;
  if (typeof text !== 'string' || typeof column !== 'number') {
    throw new ProtocolError('argument', "completions needs a 'text' and a 'column' in it.");
  }
  const written = text.split('\n')[line === undefined ? 0 : lines.fromClient(line)] ?? '';
  const before = written.slice(0, Math.max(0, lines.columnFromClient(column)));
  const found = completions(
    before,
    layers.map(({ name }) => name),
  );
  return { targets: found.map((one, place) => toDap(one, place, lines)) };
}

function toDap(completion: Completion, place: number, lines: ClientLines): Dap.CompletionItem {
  const { label, text, kind, detail, start, length } = completion;
  // A client sorts by the label unless it is told the order.
  const sortText = String(place).padStart(4, '0');
  return { label, text, type: TYPES[kind], detail, sortText, start: lines.column(start), length };
}
