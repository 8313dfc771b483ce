import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import type { Fault, Fix, SourceRange } from './fault';
import type { Lines } from './lines';
import { didYouMean, listed, nearest, sentences } from './spelling';
import { propertiesOf, type Property } from './tree';

type Kind = Fault['kind'];

/** What a number must be. `says`, in the user's language, completes the sentence "… must be …". */
export interface NumberRule {
  readonly says: string;
  readonly holds: (value: number) => boolean;
}

export const POSITIVE: NumberRule = {
  get says() {
    return l10n.t('a number above 0');
  },
  holds: (x) => x > 0,
};
export const NOT_NEGATIVE: NumberRule = {
  get says() {
    return l10n.t('a number, 0 or more');
  },
  holds: (x) => x >= 0,
};
export const SHARE: NumberRule = {
  get says() {
    return l10n.t('a number from 0 up to, but not including, 1');
  },
  holds: (x) => x >= 0 && x < 1,
};
export const ANY_NUMBER: NumberRule = {
  get says() {
    return l10n.t('a number');
  },
  holds: () => true,
};
export const WHOLE: NumberRule = {
  get says() {
    return l10n.t('a whole number');
  },
  holds: Number.isSafeInteger,
};
export const COUNT: NumberRule = {
  get says() {
    return l10n.t('a whole number, 1 or more');
  },
  holds: (x) => Number.isSafeInteger(x) && x >= 1,
};

/** Whether a number is finite as a float32, the only kind the engine calculates with. */
const fitsFloat32 = (value: number): boolean => Number.isFinite(Math.fround(value));

/** An object of the file by its property names; `Fields.get` of an absent one is undefined. */
export type Fields = ReadonlyMap<string, Property>;

/** Reads typed values out of the syntax tree and notes a fault, in the user's terms, for all that is wrong. */
export class Reader {
  readonly faults: Fault[] = [];

  /** `intact`: the text has no syntax fault, so that what is not there is really missing. */
  constructor(
    readonly text: string,
    private readonly lines: Lines,
    private readonly intact: boolean,
  ) {}

  range(node: Node): SourceRange {
    return this.lines.range(node.offset, node.length);
  }

  error(node: Node, kind: Kind, message: string, fixes: readonly Fix[] = []): void {
    this.faults.push({ message, range: this.range(node), severity: 'error', kind, fixes });
  }

  warning(node: Node, message: string, fixes: readonly Fix[] = []): void {
    this.faults.push({ message, range: this.range(node), severity: 'warning', kind: 'meaning', fixes });
  }

  replace(node: Node, newText: string): Fix {
    return { title: l10n.t('Change to {0}', newText), range: this.range(node), newText };
  }

  /** Notes that an object lacks something, at its opening brace. */
  missing(object: Node, kind: Kind, message: string): void {
    if (!this.intact) return;
    const range = this.lines.range(object.offset, 1);
    this.faults.push({ message, range, severity: 'error', kind, fixes: [] });
  }

  /** The properties of an object; notes unknown and repeated ones. null when it is no object. */
  object(node: Node, what: string, allowed: readonly string[]): Fields | null {
    if (node.type !== 'object') {
      this.wrongType(node, what, l10n.t('an object { … }'));
      return null;
    }
    const fields = new Map<string, Property>();
    for (const property of propertiesOf(node)) {
      const first = fields.get(property.name);
      if (first !== undefined) {
        const line = this.range(first.key).start.line + 1;
        this.error(
          property.key,
          'syntax',
          l10n.t("'{0}' appears twice; it is already in line {1}.", property.name, line),
        );
      } else if (allowed.includes(property.name)) {
        fields.set(property.name, property);
      } else {
        this.unknownProperty(property, what, allowed);
      }
    }
    return fields;
  }

  private unknownProperty({ key, name }: Property, what: string, allowed: readonly string[]): void {
    const near = nearest(name, allowed);
    const unknown =
      near === null
        ? l10n.t("{0}: there is no property '{1}'.", what, name)
        : l10n.t("{0}: there is no property '{1}'; did you mean '{2}'?", what, name, near);
    const message = sentences(unknown, l10n.t('It may have {0}.', listed(allowed, 'and')));
    this.error(key, 'schema', message, near === null ? [] : [this.replace(key, JSON.stringify(near))]);
  }

  wrongType(
    node: Node,
    what: string,
    expected: string,
    kind: Kind = 'schema',
    fixes: readonly Fix[] = [],
  ): void {
    this.error(node, kind, l10n.t('{0} must be {1}, not {2}.', what, expected, this.shown(node)), fixes);
  }

  /** A value as a message shows it: as it is written, or its kind when that is long. */
  shown(node: Node): string {
    if (node.type === 'object') return l10n.t('an object');
    if (node.type === 'array') return l10n.t('a list');
    const written = this.text.slice(node.offset, node.offset + node.length);
    const short = written.length > 40 ? `${written.slice(0, 40)}…` : written;
    return node.type === 'string' ? l10n.t('the text {0}', short) : short;
  }

  /** A number that keeps the rule, or null with a fault noted. */
  number(node: Node, what: string, rule: NumberRule): number | null {
    if (node.type !== 'number') {
      const meant = node.type === 'string' ? Number(node.value) : NaN;
      const certain = node.type === 'string' && String(node.value).trim() !== '' && rule.holds(meant);
      const fixes = certain && fitsFloat32(meant) ? [this.replace(node, String(meant))] : [];
      this.wrongType(node, what, rule.says, 'schema', fixes);
      return null;
    }
    const value = Number(node.value);
    if (!fitsFloat32(value)) {
      this.error(
        node,
        'meaning',
        l10n.t(
          '{0}: {1} is too large for the 32-bit floating point numbers of the engine.',
          what,
          this.shown(node),
        ),
      );
      return null;
    }
    if (rule.holds(value)) return value;
    this.wrongType(node, what, rule.says);
    return null;
  }

  boolean(node: Node, what: string): boolean | null {
    if (node.type === 'boolean') return node.value === true;
    const meant = node.value === 'true' || node.value === 'false' ? String(node.value) : null;
    this.wrongType(
      node,
      what,
      l10n.t('true or false'),
      'schema',
      meant === null ? [] : [this.replace(node, meant)],
    );
    return null;
  }

  /** A text that is not blank. */
  string(node: Node, what: string, expected: string): string | null {
    const value: unknown = node.value;
    if (node.type === 'string' && typeof value === 'string' && value.trim() !== '') return value;
    this.wrongType(node, what, expected);
    return null;
  }

  /** One of the keys of `words`; notes an unknown one with the nearest spelling. */
  word<T extends string>(node: Node, what: string, words: Readonly<Record<T, string>>): T | null {
    const allowed = Object.keys(words);
    const value: unknown = node.value;
    if (node.type !== 'string' || typeof value !== 'string') {
      this.wrongType(node, what, l10n.t('one of {0}', listed(allowed)));
      return null;
    }
    if (isWordOf(words, value)) return value;
    const near = nearest(value, allowed);
    this.error(
      node,
      'schema',
      sentences(
        l10n.t("{0} '{1}' is unknown.", what, value),
        didYouMean(near),
        l10n.t('It can be {0}.', listed(allowed)),
      ),
      near === null ? [] : [this.replace(node, JSON.stringify(near))],
    );
    return null;
  }
}

function isWordOf<T extends string>(words: Readonly<Record<T, string>>, word: string): word is T {
  return Object.hasOwn(words, word);
}
