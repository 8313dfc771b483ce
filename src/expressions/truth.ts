/** When a condition holds. */
import * as l10n from '@vscode/l10n';
import type { Site } from './error';
import { isTrue, type Value } from './value';

/**
 * Whether the value counts as true. Throws for a matrix, whose elements need not agree, and for a text.
 */
export function truth(value: Value, site: Site): boolean {
  switch (value.kind) {
    case 'boolean':
      return value.value;
    case 'number':
      return isTrue(value.value);
    case 'tensor': {
      const x = site.written(0);
      throw site.error(
        l10n.t('A condition is true or false, and this is a matrix. Ask any({0}) or all({0}).', x),
      );
    }
    case 'text':
      throw site.error(l10n.t('A condition is true or false, and this is a text.'));
  }
}
