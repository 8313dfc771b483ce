/**
 * What one evaluation may cost. There are no loops in the language, but `outer(x, y)` of two long vectors fills
 * the memory, and a product of large matrices takes minutes: better an error than a debugger that hangs.
 */
import * as l10n from '@vscode/l10n';
import type { Site } from './error';
import { shapeText } from './value';

/** Elements of all results within one evaluation: 256 MB of float64. */
const MOST_ELEMENTS = 2 ** 25;
/** Multiplications of all products within one evaluation: about a second. */
const MOST_MULTIPLICATIONS = 2 ** 30;

export class Budget {
  private elements = 0;
  private multiplications = 0;

  /** A fresh array for a result of this shape. Throws when the evaluation has used up what it may. */
  array(shape: readonly number[], site: Site): Float64Array {
    const count = shape.reduce((product, length) => product * length, 1);
    this.elements += count;
    if (this.elements > MOST_ELEMENTS) {
      throw site.error(
        l10n.t('Too large to compute here: a result of {0}. Take a slice first.', shapeText(shape)),
      );
    }
    return new Float64Array(count);
  }

  multiply(count: number, site: Site): void {
    this.multiplications += count;
    if (this.multiplications > MOST_MULTIPLICATIONS) {
      throw site.error(l10n.t('Too much to compute here: this product takes too long. Take slices first.'));
    }
  }
}
