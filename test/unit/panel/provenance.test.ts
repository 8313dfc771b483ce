/** Where a number comes from: its factors, taken from PyTorch's traces, make the number that PyTorch has. */
import assert from 'node:assert/strict';
import { cell, fitsRun, type CellRef } from '../../../src/panel/provenance/cell';
import { evaluate, type Lookup } from '../../../src/panel/provenance/evaluate';
import type { Expression } from '../../../src/panel/provenance/expression';
import { provenanceOf, type Form } from '../../../src/panel/provenance/provenance';
import { axesOfCell } from '../../../src/panel/provenance/cell';
import { QUANTITY_NAMES } from '../../../src/protocol/vocabulary';
import { agrees } from '../engine/compare';
import { referenceCases } from '../engine/reference';
import { traceMoment, type TraceMoment } from './traceRun';

const CASES = referenceCases();
/** Saturated outputs have no digits left between them and their bound; the computed form does without. */
const SATURATED = /saturated/;

/** All cells of a moment that are made of others. */
function* computedCells(moment: TraceMoment): Generator<{ ref: CellRef; forms: readonly Form[] }> {
  const { run, setting } = moment;
  const last = run.layers.length - 1;
  const refs: CellRef[] = [cell(last, 'loss')];
  run.layers.forEach((shape, layer) => {
    for (const quantity of QUANTITY_NAMES) {
      const lengths = axesOfCell(shape, quantity).map(
        (axis) => ({ sample: setting.N, input: shape.inputs, unit: shape.units })[axis],
      );
      const refsOf = moment.indices(lengths).map((index) => cell(layer, quantity, ...index));
      refs.push(...refsOf.filter((ref) => fitsRun(ref, run)));
    }
  });
  for (const ref of refs) {
    const source = provenanceOf(ref, setting);
    if (source.kind === 'computed') yield { ref, forms: source.forms };
  }
}

function nameOf(ref: CellRef): string {
  return `layer ${ref.layer}, ${ref.quantity}[${ref.index.join('][')}]`;
}

/** How many cells of all reference cases are not what the changed expression makes. */
function disagreements(
  quantity: CellRef['quantity'],
  change: (expression: Expression, moment: TraceMoment) => Expression,
  lookup: (moment: TraceMoment) => Lookup = (moment) => moment.lookup,
): number {
  let count = 0;
  for (const reference of CASES) {
    const moment = traceMoment(reference, 0);
    for (const { ref, forms } of computedCells(moment)) {
      if (ref.quantity !== quantity) continue;
      const made = evaluate(change(forms[0]!.expression, moment), lookup(moment));
      if (made === null || !agrees(made.value, moment.lookup(ref)!.value)) count++;
    }
  }
  return count;
}

describe('where a number comes from', () => {
  for (const reference of CASES) {
    it(`is written out as PyTorch has it: ${reference.name}`, () => {
      const seen = new Set<string>();
      reference.steps.forEach((_, step) => {
        const moment = traceMoment(reference, step);
        for (const { ref, forms } of computedCells(moment)) {
          seen.add(ref.quantity);
          const expected = moment.lookup(ref)!.value;
          for (const { expression, computed, about } of forms) {
            const made = evaluate(expression, moment.lookup);
            assert.ok(made !== null, nameOf(ref));
            if (!computed && SATURATED.test(reference.name)) continue;
            assert.ok(
              agrees(made.value, expected),
              `${moment.what}, ${nameOf(ref)} ${about}: ${made.value}, not ${expected}`,
            );
          }
        }
      });
      for (const quantity of ['loss', 'preActivation', 'output', 'gradient', 'activationDerivative'])
        assert.ok(seen.has(quantity), `${quantity} was looked at`);
      for (const quantity of ['gradientOutput', 'gradientWeights', 'gradientPrev'])
        assert.ok(seen.has(quantity), `${quantity} was looked at`);
    });
  }

  it('is, for a weight after the update of plain sgd, the weight before and its gradient', () => {
    let looked = 0;
    for (const reference of CASES) {
      const { optimizer } = reference.program.definition;
      const moment = traceMoment(reference, 0, true);
      const isPlain = optimizer.type === 'sgd' && optimizer.momentum === 0;
      for (const quantity of ['weights', 'bias'] as const) {
        const ref = quantity === 'weights' ? cell(0, 'weights', 0, 0) : cell(0, 'bias', 0);
        if (!fitsRun(ref, moment.run)) continue;
        const source = provenanceOf(ref, moment.setting);
        assert.equal(source.kind, isPlain ? 'computed' : 'unseen', moment.what);
        if (source.kind !== 'computed') continue;
        looked++;
        const made = evaluate(source.forms[0].expression, moment.lookup)!;
        assert.ok(agrees(made.value, moment.lookup(ref)!.value), `${moment.what}, ${quantity}`);
      }
    }
    assert.ok(looked > 10);
  });

  it('uses the weights before the update, also after it', () => {
    const reference = CASES.find(({ name }) => name === 'textbook-2-2-2')!;
    const moment = traceMoment(reference, 0, true);
    const ref = cell(1, 'gradientPrev', 0, 1);
    const source = provenanceOf(ref, moment.setting);
    assert.ok(source.kind === 'computed');
    assert.ok(agrees(evaluate(source.forms[0].expression, moment.lookup)!.value, moment.lookup(ref)!.value));
    const changed = evaluate(
      mapCells(source.forms[0].expression, (one) =>
        one.quantity === 'weightsBefore' ? { ...one, quantity: 'weights' } : one,
      ),
      moment.lookup,
    )!;
    assert.ok(!agrees(changed.value, moment.lookup(ref)!.value), 'the new weights do not make it');
  });

  it('is given, not computed, where the data or the batch step before put it', () => {
    const moment = traceMoment(CASES[0]!, 0);
    const last = moment.run.layers.length - 1;
    assert.deepEqual(provenanceOf(cell(0, 'input', 0, 0), moment.setting), { kind: 'given', by: 'data' });
    assert.deepEqual(provenanceOf(cell(last, 'target', 0, 0), moment.setting), {
      kind: 'given',
      by: 'target',
    });
    assert.deepEqual(provenanceOf(cell(0, 'weights', 0, 0), moment.setting), {
      kind: 'given',
      by: 'batchStepBefore',
    });
  });
});

describe('a wrong account of where a number comes from is found out', () => {
  it('without the division by N', () => {
    const undivided = (one: Expression) => (one.kind === 'quotient' ? one.of : one);
    for (const quantity of ['gradientWeights', 'gradientBias', 'loss'] as const)
      assert.ok(disagreements(quantity, undivided) > 10, quantity);
  });

  it('with the transpose of the wrong matrix, or of none', () => {
    const turned =
      (quantity: CellRef['quantity']) =>
      (one: Expression): Expression =>
        mapCells(one, (ref) => (ref.quantity === quantity ? { ...ref, index: ref.index.toReversed() } : ref));
    assert.ok(disagreements('gradientWeights', turned('input')) > 100);
    assert.ok(disagreements('gradientWeights', turned('gradientOutput')) > 100);
    assert.ok(disagreements('gradientPrev', turned('weights')) > 100);
    assert.ok(disagreements('preActivation', turned('weights')) > 100);
  });

  it('with the derivative taken at the wrong point', () => {
    const swapped = (one: Expression): Expression =>
      mapCells(one, (ref) => {
        if (ref.quantity === 'output') return { ...ref, quantity: 'preActivation' };
        return ref.quantity === 'preActivation' ? { ...ref, quantity: 'output' } : ref;
      });
    assert.ok(disagreements('activationDerivative', swapped) > 100);
  });

  it('with the output of another sample, the gradient of another layer, or a factor less', () => {
    const other = (one: Expression, { setting }: TraceMoment): Expression =>
      mapCells(one, ({ layer, quantity, index: [s = 0, ...rest] }) => ({
        layer,
        quantity,
        index: [(s + 1) % setting.N, ...rest],
      }));
    assert.ok(disagreements('output', other) > 100);
    assert.ok(disagreements('gradientOutput', other) > 100);
    const own = (one: Expression): Expression =>
      mapCells(one, (ref) => (ref.quantity === 'gradientPrev' ? { ...ref, layer: ref.layer - 1 } : ref));
    assert.ok(disagreements('gradient', own) > 100);
    const less = (one: Expression): Expression =>
      one.kind === 'sum' ? { ...one, terms: one.terms.slice(1) } : one;
    assert.ok(disagreements('preActivation', less) > 100);
  });
});

/** The expression over other cells. */
function mapCells(one: Expression, change: (ref: CellRef) => CellRef): Expression {
  const map = (inner: Expression): Expression => mapCells(inner, change);
  switch (one.kind) {
    case 'cell':
      return { ...one, cell: change(one.cell) };
    case 'number':
      return one;
    case 'sum':
      return { ...one, terms: one.terms.map((term) => ({ ...term, of: map(term.of) })) };
    case 'product':
      return { ...one, factors: one.factors.map(map) };
    case 'quotient':
      return { ...one, of: map(one.of), by: map(one.by) };
    case 'square':
    case 'call':
      return { ...one, of: map(one.of) };
    case 'choice':
      return {
        ...one,
        condition: map(one.condition),
        above: map(one.above),
        otherwise: map(one.otherwise),
      };
    case 'share':
      return { ...one, of: map(one.of), among: one.among.map(map) };
  }
}
