/** What is said to be there before a run must be there in the run. */
import assert from 'node:assert/strict';
import { presenceAt } from '../../../src/debug/presence';
import { Run } from '../../../src/engine/run';
import { QUANTITY_NAMES } from '../../../src/protocol/vocabulary';
import { backendOf } from '../engine/backend';
import { programOf } from '../engine/programs';

describe('presence just after an operation', () => {
  it('is that of a run, for every quantity of every layer and for the loss', async () => {
    const program = programOf({
      inputs: [[1, 2]],
      targets: [[1]],
      layers: [{ units: 3, activation: 'tanh' }, { units: 2, activation: 'sigmoid' }, { units: 1 }],
      epochs: 1,
    });
    const run = await Run.create(program, await backendOf('cpu'));
    let operations = 0;
    while (run.nextOperation() !== null) {
      await run.step();
      const { position, loss } = run.state();
      assert.ok(position);
      const isPresent = presenceAt(position, 3);
      const at = `${position.phase} ${position.layer} ${position.operation}`;
      assert.equal(isPresent(null, 'loss'), loss !== null, `loss at ${at}`);
      for (const layer of [0, 1, 2])
        for (const name of QUANTITY_NAMES)
          assert.equal(
            isPresent(layer, name),
            run.quantity(layer, name) !== null,
            `${name} of ${layer} at ${at}`,
          );
      operations++;
    }
    assert.equal(operations, 3 * 7 + 1);
  });

  it('is the most that there can be for an operation of any layer', () => {
    const isPresent = presenceAt({ phase: 'backward', layer: null, operation: 'gradientWeights' }, 2);
    assert.ok(isPresent(0, 'gradientWeights') && isPresent(1, 'gradientPrev'));
    assert.ok(!isPresent(0, 'gradientPrev'));
  });
});
