import assert from 'node:assert/strict';
import { cell } from '../../../src/panel/provenance/cell';
import { held, type Lookup } from '../../../src/panel/provenance/evaluate';
import { of, sum } from '../../../src/panel/provenance/expression';
import type { Form } from '../../../src/panel/provenance/provenance';
import { account, leadingForm } from '../../../src/panel/text/account';
import { cellInWords } from '../../../src/panel/text/cells';
import { folded } from '../../../src/panel/text/folding';
import { whyText } from '../../../src/panel/text/why';
import { QUANTITY_NAMES } from '../../../src/protocol/vocabulary';
import { axesOfCell, fitsRun, type CellQuantity } from '../../../src/panel/provenance/cell';
import { referenceCases } from '../engine/reference';
import { traceMoment } from './traceRun';

/** A sum over the elements of a vector with these values. */
function sumOver(values: readonly number[]) {
  const terms = values.map((_, i) => of(cell(0, 'bias', i)));
  const lookup: Lookup = ({ index }) => {
    const value = values[index[0]!];
    return value === undefined ? null : held(value);
  };
  const expression = sum(...terms);
  assert.ok(expression.kind === 'sum');
  return { terms: expression.terms, lookup, expression };
}

describe('a long sum', () => {
  const values = [3, -1, 0.5, 7, -9, 0.25, 2, 4, -6, 1, 0.125];

  it('folds to its largest terms and one number for the rest', () => {
    const { terms, lookup } = sumOver(values);
    const { terms: first, rest } = folded(terms, lookup, null);
    const shown = first.map(({ of: term }) => (term.kind === 'cell' ? values[term.cell.index[0]!] : null));
    assert.deepEqual(shown, [-9, 7, -6, 4, 3, 2, -1, 1]);
    assert.deepEqual(rest, { count: 3, together: 0.875 });
  });

  it('stays as it is while it is short, and unfolds', () => {
    const { terms, lookup } = sumOver(values);
    assert.deepEqual(folded(terms.slice(0, 9), lookup, null), { terms: terms.slice(0, 9), rest: null });
    assert.equal(folded(terms, lookup, 108).terms.length, 11);
    assert.equal(folded(terms, lookup, 108).rest, null);
  });

  it('says nothing of the rest while a term of it is missing, and shows what is not finite', () => {
    const { terms } = sumOver(values);
    assert.equal(folded(terms, () => null, null).rest?.together, null);
    const { lookup } = sumOver([...values.slice(0, -1), Number.NaN]);
    const [first] = folded(terms, lookup, null).terms;
    assert.deepEqual(first, terms[10]);
  });
});

describe('a number and what its factors make', () => {
  const { expression, lookup } = sumOver([1, 2]);
  const other = sumOver([1]).expression;
  const form = (one: Form['expression'], computed: boolean): Form => ({
    expression: one,
    about: '',
    computed,
  });

  it('are accounted for only where they differ', () => {
    const forms = [form(expression, true)] as const;
    assert.equal(account(forms, 3, lookup, null), null);
    assert.equal(account(forms, 3.0000001, lookup, 'stale'), null);
    assert.equal(account(forms, null, lookup, null), null);
    assert.match(
      account(forms, 5, lookup, 'edited')!,
      /^The number is 5, .+ make 3\. It was changed by hand\.$/,
    );
    assert.match(account(forms, 5, lookup, 'stale')!, /computed before the edit/);
    assert.match(account(forms, 5, lookup, null)!, /changed after it was computed/);
  });

  it('lead with the way of writing it that makes the number', () => {
    const forms = [form(other, false), form(expression, true)] as const;
    assert.equal(leadingForm(forms, 3, lookup), forms[1]);
    assert.equal(leadingForm(forms, 1, lookup), forms[0]);
    assert.equal(leadingForm(forms, 9, lookup), forms[0]);
    assert.equal(account(forms, 3, lookup, null), null);
  });
});

describe('the words of an explanation', () => {
  it('are there for every quantity of every layer, activation, loss and optimizer', () => {
    const more = ['loss', 'sampleLoss', 'target', 'weightsBefore', 'biasBefore'] as const;
    for (const reference of referenceCases()) {
      for (const updated of [false, true]) {
        const { run, setting } = traceMoment(reference, 0, updated);
        run.layers.forEach((shape, layer) => {
          for (const quantity of [...QUANTITY_NAMES, ...more] satisfies CellQuantity[]) {
            const ref = cell(layer, quantity, ...axesOfCell(shape, quantity).map(() => 0));
            if (!fitsRun(ref, run)) continue;
            const { symbols, why, meaning } = whyText(ref, setting);
            const words = [symbols, ...why, meaning].join(' ');
            assert.ok(why.length > 0 && meaning !== '', quantity);
            assert.doesNotMatch(words, /undefined|null|NaN|\[s\]\[j\]/, words);
          }
        });
      }
    }
  });

  it('say why the transpose is there, with the indices of the cell', () => {
    const [reference] = referenceCases();
    const { setting } = traceMoment(reference!, 0);
    const { symbols, why } = whyText(cell(0, 'gradientWeights', 2, 1), setting);
    assert.equal(symbols, '(Σₛ inputᵀ[2][s] · gradientOutput[s][1]) / N');
    assert.match(why[0]!, /^Row 2 of inputᵀ is column 2 of input: what every sample sent into input 2\./);
    assert.equal(
      cellInWords(cell(0, 'weightsBefore', 2, 1), 'hidden'),
      'weights[2][1] before the update of hidden',
    );
    assert.equal(cellInWords(cell(1, 'sampleLoss', 3), 'output'), 'loss of sample 3');
  });
});
