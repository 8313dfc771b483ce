/** A stretch of YAML in a lesson, checked against its schema, with the place of every value. */
import * as l10n from '@vscode/l10n';
import { Validator, type Schema, type ValidationError } from 'jsonschema';
import {
  isMap,
  isNode,
  isPair,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node,
} from 'yaml';
import { listed } from '../definition/spelling';
import { meant, type LessonFaults, type Span } from './faults';
import { specialStart, yamlFault } from './yamlFaults';

type Key = string | number;

/** An address for the schema: without one the library makes up a relative one, which older browsers cannot read. */
const CHECK = { base: 'https://backstep.invalid/lesson' };

export class YamlBlock {
  constructor(
    private readonly document: Document.Parsed,
    /** What it says; empty where it cannot be read. */
    private readonly values: Readonly<Record<string, unknown>>,
    /** Where the YAML begins in the lesson. */
    private readonly offset: number,
    /** What stands for the block as a whole: its first line. */
    readonly all: Span,
    /** False: something is wrong with it, and its values are not to be read. */
    readonly valid: boolean,
  ) {}

  text(...path: Key[]): string | null {
    const value = this.document.getIn(path);
    return typeof value === 'string' ? value : null;
  }

  number(...path: Key[]): number | null {
    const value = this.document.getIn(path);
    return typeof value === 'number' ? value : null;
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.document.get(name);
    return typeof value === 'boolean' ? value : otherwise;
  }

  /** The texts of a list; null when there is none. */
  list(name: string): string[] | null {
    const value = this.values[name];
    return Array.isArray(value) ? value.map(String) : null;
  }

  /** A map of texts; empty when there is none. */
  texts(name: string): ReadonlyMap<string, string> {
    const value = this.values[name];
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return new Map(entries.map(([key, one]) => [key, String(one)]));
  }

  /** Where the value at a path stands; the whole block where there is none. */
  span(...path: Key[]): Span {
    const node: unknown = path.length === 0 ? this.document.contents : this.document.getIn(path, true);
    return isNode(node) ? this.spanOf(node) : this.all;
  }

  /** Where the name of a property stands. */
  keySpan(path: readonly Key[], name: string): Span {
    const parent: unknown = path.length === 0 ? this.document.contents : this.document.getIn(path, true);
    const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === name) : undefined;
    return isPair(pair) && isNode(pair.key) ? this.spanOf(pair.key) : this.span(...path);
  }

  private spanOf({ range }: Node): Span {
    if (!range) return this.all;
    return { start: this.offset + range[0], end: this.offset + range[1] };
  }
}

/**
 * Reads YAML that begins at `offset` of the lesson. `what` names it in messages: `the header`, `this figure`.
 * `all` is the block as a whole, for what is missing.
 */
export function readYaml(
  text: string,
  offset: number,
  all: Span,
  schema: Schema,
  what: string,
  faults: LessonFaults,
): YamlBlock {
  const document = parseDocument(text, { lineCounter: new LineCounter(), prettyErrors: false });
  for (const error of document.errors) {
    const [start, end] = error.pos;
    faults.error({ start: offset + start, end: offset + end }, `${capital(what)}: ${yamlFault(error)}`);
  }
  const alias = document.errors.length === 0 ? aliasIn(document) : null;
  if (alias !== null) {
    const [start, , end] = alias.range ?? [0, 0, 0];
    faults.error({ start: offset + start, end: offset + end }, `${capital(what)}: ${specialStart()}`);
  }
  const isRead = document.errors.length === 0 && alias === null;
  const value: unknown = isRead ? ((document.toJS() as unknown) ?? {}) : {};
  const wrong = isRead ? new Validator().validate(value, schema, CHECK).errors : [];
  const values = (typeof value === 'object' ? value : {}) as Readonly<Record<string, unknown>>;
  const block = new YamlBlock(document, values, offset, all, isRead && wrong.length === 0);
  for (const error of wrong) report(error, block, schema, what, faults);
  return block;
}

/** `*name`, which stands for something else in YAML: here it is text that wants quotes. */
function aliasIn(document: Document.Parsed): Alias | null {
  let found: Alias | null = null;
  visit(document, {
    Alias: (_, alias) => {
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

/** Says in the user's terms what the schema's rule says. */
function report(
  { path, name: rule, argument }: ValidationError,
  block: YamlBlock,
  schema: Schema,
  what: string,
  faults: LessonFaults,
): void {
  const given: unknown = argument;
  const subject = path.length === 0 ? capital(what) : l10n.t("'{0}' in {1}", path.join('.'), what);
  const span = block.span(...path);
  switch (rule) {
    case 'required':
      faults.error(
        block.all,
        l10n.t("{0} lacks '{1}': {2}", capital(what), String(given), about(schema, String(given))),
      );
      return;
    case 'additionalProperties': {
      const word = String(given);
      const known = Object.keys(schema.properties ?? {});
      faults.error(
        block.keySpan(path, word),
        sentences(
          l10n.t("There is no property '{0}' in {1}.", word, what),
          meant(word, known),
          l10n.t('It may have {0}.', listed(known, 'and')),
        ),
      );
      return;
    }
    case 'enum': {
      const allowed = Array.isArray(given) ? given.map(String) : [];
      const word = block.text(...path) ?? l10n.t('that');
      faults.error(
        span,
        sentences(
          l10n.t("{0} cannot be '{1}'.", subject, word),
          meant(word, allowed),
          l10n.t('It can be {0}.', listed(allowed)),
        ),
      );
      return;
    }
    case 'type': {
      const types = (Array.isArray(given) ? given : [given]).map(String);
      const words = types.map((type) => typeWords()[type] ?? type).join(` ${l10n.t('or')} `);
      faults.error(span, l10n.t('{0} must be {1}.', subject, words));
      return;
    }
    case 'pattern':
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'minItems':
    case 'uniqueItems':
      faults.error(
        span,
        sentences(l10n.t('{0} is not right.', subject), about(schema, String(path[0] ?? ''))),
      );
      return;
    default:
      // Every rule of these schemas is named above.
      faults.error(span, l10n.t('{0} is not right.', subject));
  }
}

function sentences(...all: string[]): string {
  return all.filter((one) => one !== '').join(' ');
}

const typeWords = (): Readonly<Record<string, string>> => ({
  string: l10n.t('a text'),
  number: l10n.t('a number'),
  integer: l10n.t('a whole number'),
  boolean: l10n.t('true or false'),
  array: l10n.t('a list'),
  object: l10n.t('properties, each with its value'),
});

function about(schema: Schema, property: string): string {
  return schema.properties?.[property]?.description ?? '';
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
