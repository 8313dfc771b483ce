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
  // A breath is due every few milliseconds: here each look at the clock is later than the last by more than that.
  const now = Date.now;
  let clock = 0;
  before(() => (Date.now = () => (clock += 20)));
  after(() => (Date.now = now));

  it('is heard within a validation, whose operation then has not run, and the numbers are the same', async () => {
    const run = await runWithLongValidation();
    let breathsHere = 0;
    const control = {
      // Between two operations there is one breath at most: more of them are within the last one.
      pauseRequested: () => breathsHere >= 3,
      breathe: () => {
        const { position } = run;
        if (position?.batch === 1 && position.phase === 'update' && position.layer === 0) breathsHere++;
        return Promise.resolve();
      },
    };
    const arrival = await advance(run, { to: 'epoch' }, NO_STOPS, control);
    assert.equal(breathsHere, 3);
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
