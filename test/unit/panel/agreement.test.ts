/** The panel works a number out from its factors in float64: it agrees with the engine's float32, and with no other. */
import assert from 'node:assert/strict';
import { Run } from '../../../src/engine/run';
import { axesOfCell, cell, fitsRun, isReadable, placeOfCell } from '../../../src/panel/provenance/cell';
import { agreesWith, evaluate, held, type Lookup } from '../../../src/panel/provenance/evaluate';
import { number, sum } from '../../../src/panel/provenance/expression';
import { computedForm, withSampleLosses } from '../../../src/panel/provenance/leaves';
import { provenanceOf, type Setting } from '../../../src/panel/provenance/provenance';
import { QUANTITY_NAMES } from '../../../src/protocol/vocabulary';
import { backendOf } from '../engine/backend';
import { referenceCases } from '../engine/reference';
import { traceMoment } from './traceRun';

/** Every element of this run, as the panel reads it. */
function lookupIn(run: Run): Lookup {
  return (ref) => {
    if (ref.quantity === 'loss') return held(run.state().loss!);
    if (!isReadable(ref.quantity)) return null;
    const tensor = run.readable(ref.layer, ref.quantity);
    if (tensor === null) return null;
    const { sample, row, column } = placeOfCell(ref);
    const [rows, columns] = [tensor.shape.at(-2) ?? 1, tensor.shape.at(-1)!];
    return held(tensor.data[(sample * rows + row) * columns + column]!);
  };
}

describe('a number worked out again from its factors', () => {
  for (const reference of referenceCases()) {
    it(`is the engine's, to the precision of float32: ${reference.name}`, async () => {
      const run = await Run.create(reference.program, await backendOf('cpu'));
      const { indices } = traceMoment(reference, 0);
      let [looked, told] = [0, 0];
      while (run.steps < reference.steps.length) {
        await run.step();
        const { position, N, settings } = run.state();
        // At the end of the backward pass everything is there; after the last update, the new parameters, too.
        const isLast = position?.layer === run.description.layers.length - 1;
        if (position?.operation !== 'gradientPrev' && !(position?.operation === 'update' && isLast)) continue;
        const setting: Setting = { run: run.description, N, position, optimizer: settings.optimizer };
        const lookup = withSampleLosses(lookupIn(run), setting);
        run.description.layers.forEach((shape, layer) => {
          for (const quantity of [...QUANTITY_NAMES, 'loss'] as const) {
            const lengths = axesOfCell(shape, quantity).map(
              (axis) => ({ sample: N, input: shape.inputs, unit: shape.units })[axis],
            );
            for (const index of indices(lengths)) {
              const ref = cell(layer, quantity, ...index);
              const shown = fitsRun(ref, run.description) ? lookup(ref) : null;
              if (shown === null) continue;
              const source = provenanceOf(ref, setting);
              if (source.kind !== 'computed') continue;
              const made = evaluate(computedForm(source.forms).expression, lookup)!;
              const name = `${layer} ${quantity} ${index.join()}`;
              assert.ok(agreesWith(shown.value, made), `${name}: ${made.value} and ${shown.value}`);
              looked++;
              if (!agreesWith(shown.value * 1.001, made)) told++;
            }
          }
        });
      }
      run.dispose();
      assert.ok(looked > 0 && told > 0.5 * looked, `${told} of ${looked} would have been told apart`);
    });
  }

  it('may be off by what float32 lost, and by no more', () => {
    const cancelled = evaluate(sum(number(1e6), number(-1e6), number(1)), () => null)!;
    assert.ok(agreesWith(1.0625, cancelled));
    assert.ok(!agreesWith(4, cancelled));
    const plain = evaluate(sum(number(2), number(1)), () => null)!;
    assert.ok(agreesWith(3.0000002, plain));
    assert.ok(!agreesWith(3.0001, plain));
    assert.ok(agreesWith(Number.NaN, { value: Number.NaN, slack: 0 }));
    assert.ok(agreesWith(Infinity, { value: 1e39, slack: 0 }));
    assert.ok(!agreesWith(Infinity, { value: 1e30, slack: 0 }));
    assert.ok(!agreesWith(Number.NaN, plain));
  });
});
