/** A pause in the middle of an operation: the last one of an epoch, which ends with the validation. */
import assert from 'node:assert/strict';
import { advance } from '../../../src/engine/advance';
import { Run } from '../../../src/engine/run';
import { NO_STOPS } from '../../../src/protocol/engine';
import { backendOf } from './backend';
import { programOf } from './programs';

const rows = (count: number): number[][] =>
  Array.from({ length: count }, (_, i) => [Math.sin(i), Math.cos(i)]);
const targets = (count: number): number[][] => rows(count).map(([x = 0]) => [x]);

/** Two batch steps an epoch, and a validation in several pieces. */
async function runWithLongValidation(): Promise<Run> {
  const program = programOf({
    inputs: rows(4),
    targets: targets(4),
    validation: { inputs: rows(2000), targets: targets(2000) },
    batchSize: 2,
    layers: [{ units: 3, activation: 'tanh' }, { units: 1 }],
    epochs: 2,
  });
  return Run.create(program, await backendOf('webasm'));
}

describe('a pause', () => {
  it('is heard within a validation, whose operation then has not run, and the numbers are the same', async () => {
    const run = await runWithLongValidation();
    let breaths = 0;
    let pauseRequested = false;
    const nearTheEnd = async (): Promise<void> => {
      // Only a validation breathes without a step in between.
      await new Promise((resolve) => setTimeout(resolve, 11));
    };
    const control = {
      pauseRequested: () => pauseRequested,
      breathe: async () => {
        await nearTheEnd();
        breaths++;
        const { position } = run;
        const atLast = position?.batch === 1 && position.phase === 'update' && position.layer === 0;
        pauseRequested = atLast;
      },
    };
    const arrival = await advance(run, { to: 'epoch' }, NO_STOPS, control);
    assert.ok(breaths > 0);
    assert.equal(arrival.reason, 'pause');
    assert.deepEqual(
      [arrival.state.position?.phase, arrival.state.position?.layer, arrival.state.lastEpoch],
      ['update', 0, null],
    );
    const calm = { pauseRequested: () => false, breathe: () => Promise.resolve() };
    await advance(run, { to: 'epoch' }, NO_STOPS, calm);
    const straight = await runWithLongValidation();
    await advance(straight, { to: 'epoch' }, NO_STOPS, calm);
    assert.deepEqual(run.state(), straight.state());
  });
});
