/**
 * Looks at the arguments of a request before its handler does: a client may send anything. A name means the same
 * kind of thing wherever it stands in the protocol, so one table serves all requests.
 */
import { ProtocolError } from './protocolError';

const KINDS = {
  text: { is: (value: unknown) => typeof value === 'string', words: 'a text' },
  number: { is: isNumber, words: 'a number' },
  whole: {
    is: (value: unknown) => isNumber(value) && Number.isInteger(value) && Number(value) >= 0,
    words: 'a whole number from 0',
  },
  object: { is: isObject, words: 'an object' },
  texts: { is: listOf((value) => typeof value === 'string'), words: 'a list of texts' },
  numbers: { is: listOf(isNumber), words: 'a list of numbers' },
  objects: { is: listOf(isObject), words: 'a list of objects' },
} as const;
type Kind = keyof typeof KINDS;

/** What is not here is looked at by who reads it: the attributes of a launch, the arguments of our own requests. */
const KIND_OF = new Map<string, Kind>([
  ...named(
    'text',
    'expression',
    'context',
    'value',
    'name',
    'text',
    'filter',
    'filterId',
    'path',
    'progressId',
  ),
  ...named('text', 'condition', 'hitCondition', 'logMessage', 'dataId', 'accessType'),
  ...named('number', 'frameId', 'variablesReference', 'targetId', 'requestId', 'line', 'column'),
  ...named('whole', 'start', 'count', 'startFrame', 'levels'),
  ...named('object', 'source', 'arguments'),
  ...named('texts', 'filters'),
  ...named('numbers', 'lines'),
  ...named('objects', 'breakpoints', 'filterOptions'),
]);

/** The arguments without what is null, which means absent. Throws an `argument` error for what cannot be meant. */
export function checkedArguments(command: string, given: object): object {
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    const kind = KIND_OF.get(name);
    if (kind !== undefined && !KINDS[kind].is(value)) {
      const text = JSON.stringify(value).slice(0, 60);
      throw new ProtocolError(
        'argument',
        `'${name}' of ${command} has to be ${KINDS[kind].words}, not ${text}.`,
      );
    }
    if (kind === 'object') checked[name] = checkedArguments(command, value as object);
    else if (kind === 'objects')
      checked[name] = (value as object[]).map((one) => checkedArguments(command, one));
    else checked[name] = value;
  }
  return checked;
}

function named(kind: Kind, ...names: readonly string[]): (readonly [string, Kind])[] {
  return names.map((name) => [name, kind] as const);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(isOne: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(isOne);
}
