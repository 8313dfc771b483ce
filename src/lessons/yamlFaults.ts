/** What the YAML library finds wrong, in the words of a lesson's author: the library itself speaks English alone. */
import * as l10n from '@vscode/l10n';
import type { YAMLParseError } from 'yaml';

export function yamlFault({ code, message }: Pick<YAMLParseError, 'code' | 'message'>): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return l10n.t('This property is there already: each stands once.');
    case 'BLOCK_AS_IMPLICIT_KEY':
      return l10n.t('A second colon cannot be read here: a text with a colon and a space stands in quotes.');
    case 'MULTILINE_IMPLICIT_KEY':
      return l10n.t('A line of properties has the form NAME: VALUE, and this one has no colon.');
    case 'KEY_OVER_1024_CHARS':
      return l10n.t('The name of a property is too long, or its colon is missing.');
    case 'NON_STRING_KEY':
      return l10n.t('The name of a property is a text.');
    case 'MISSING_CHAR':
      return l10n.t(
        'A character is missing here: a colon and a space behind a name, a comma or a - for an element, a closing quote or bracket.',
      );
    case 'BAD_INDENT':
      return l10n.t(
        'The indentation is not right: what belongs together begins in the same column, and a list in brackets ends with one.',
      );
    case 'TAB_AS_INDENT':
      return l10n.t('Lines are indented by spaces here, not by tabs.');
    case 'BLOCK_IN_FLOW':
      return l10n.t('Between brackets, elements stand in a row, with commas between them.');
    case 'BAD_DQ_ESCAPE':
      return l10n.t(
        'Within double quotes a backslash has a meaning of its own: write the text in single quotes.',
      );
    case 'BAD_SCALAR_START':
    case 'UNEXPECTED_TOKEN':
      return l10n.t(
        'This cannot stand here: a text that begins or ends with special characters stands in quotes.',
      );
    case 'ALIAS_PROPS':
    case 'BAD_ALIAS':
    case 'BAD_COLLECTION_TYPE':
    case 'BAD_PROP_ORDER':
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_TAGS':
    case 'TAG_RESOLVE_FAILED':
      return specialStart();
    case 'BAD_DIRECTIVE':
      return l10n.t('A line cannot begin with % here.');
    case 'MULTIPLE_DOCS':
      return l10n.t('A line --- or ... ends what is read, and more follows.');
    case 'RESOURCE_EXHAUSTION':
      return l10n.t('There are too many levels to be read.');
    case 'IMPOSSIBLE':
    default:
      return l10n.t('This cannot be read. The library that reads it says: {0}', message);
  }
}

/** Of anchors, aliases and tags, which a lesson has no use for. */
export function specialStart(): string {
  return l10n.t(
    '&, * and ! mean something special at the beginning of a text: such a text stands in quotes.',
  );
}
