/** Where `advance` comes to rest. */
import assert from 'node:assert/strict';
import { advance, type AdvanceControl } from '../../../src/engine/advance';
import { Run } from '../../../src/engine/run';
import { NO_STOPS, type Arrival, type Goal, type StopPlan } from '../../../src/protocol/engine';
import type { Position } from '../../../src/protocol/vocabulary';
import { backendOf } from './backend';
import { programOf, type ProgramSketch } from './programs';

const CALM: AdvanceControl = { pauseRequested: () => false, breathe: () => Promise.resolve() };

/** Two layers, two batches an epoch, two epochs: 15 operations a batch step. */
function runOf(sketch: Partial<ProgramSketch> = {}): Promise<Run> {
  const program = programOf({
    inputs: [[0.5], [-0.5], [0.25]],
    targets: [[1], [0], [1]],
    batchSize: 2,
    layers: [{ units: 2, activation: 'tanh' }, { units: 1 }],
    epochs: 2,
    ...sketch,
  });
  return backendOf('webasm').then((backend) => Run.create(program, backend));
}

const words = (position: Position | null): string =>
  position === null
    ? 'start'
    : `${position.epoch}.${position.batch} ${position.phase} ${position.layer ?? '-'} ${position.operation}`;

async function rests(run: Run, goal: Goal, times: number, stops: StopPlan = NO_STOPS): Promise<string[]> {
  const places: string[] = [];
  for (let i = 0; i < times; i++) {
    const { reason, state } = await advance(run, goal, stops, CALM);
    places.push(`${reason} ${words(state.position)}`);
  }
  return places;
}

describe('advance', () => {
  it('to the next operation', async () => {
    const run = await runOf();
    assert.deepEqual(await rests(run, { to: 'operation' }, 3), [
      'goal 0.0 forward 0 preActivation',
      'goal 0.0 forward 0 output',
      'goal 0.0 forward 1 preActivation',
    ]);
  });

  it('to the end of each layer, the loss and the update of all layers counting as one', async () => {
    const run = await runOf();
    assert.deepEqual(await rests(run, { to: 'layer' }, 7), [
      'goal 0.0 forward 0 output',
      'goal 0.0 forward 1 output',
      'goal 0.0 loss - loss',
      'goal 0.0 backward 1 gradientPrev',
      'goal 0.0 backward 0 gradientPrev',
      'goal 0.0 update 1 update',
      'goal 0.1 forward 0 output',
    ]);
  });

  it('to the end of the layer from its middle, and of all updates from the first', async () => {
    const run = await runOf();
    await rests(run, { to: 'operation' }, 7);
    assert.deepEqual(await rests(run, { to: 'layer' }, 2), [
      'goal 0.0 backward 1 gradientPrev',
      'goal 0.0 backward 0 gradientPrev',
    ]);
    await rests(run, { to: 'operation' }, 1);
    assert.deepEqual(await rests(run, { to: 'layer' }, 1), ['goal 0.0 update 1 update']);
  });

  it('to the end of the phase, of the next one from there', async () => {
    const run = await runOf();
    assert.deepEqual(await rests(run, { to: 'phase' }, 5), [
      'goal 0.0 forward 1 output',
      'goal 0.0 loss - loss',
      'goal 0.0 backward 0 gradientPrev',
      'goal 0.0 update 1 update',
      'goal 0.1 forward 1 output',
    ]);
  });

  it('for whole batch steps, from the middle of one too', async () => {
    const run = await runOf();
    assert.deepEqual(await rests(run, { to: 'steps', steps: 1 }, 1), ['goal 0.0 update 1 update']);
    await rests(run, { to: 'operation' }, 3);
    assert.deepEqual(await rests(run, { to: 'steps', steps: 2 }, 1), ['goal 1.0 update 1 update']);
  });

  it('to the next time that an operation has run, across batch steps', async () => {
    const run = await runOf();
    const at = { phase: 'backward', layer: 1, operation: 'gradientPrev' } as const;
    assert.deepEqual(await rests(run, { to: 'place', at }, 2), [
      'goal 0.0 backward 1 gradientPrev',
      'goal 0.1 backward 1 gradientPrev',
    ]);
  });

  it('to the end of the epoch, of the next one from there', async () => {
    const run = await runOf();
    assert.deepEqual(await rests(run, { to: 'epoch' }, 2), [
      'goal 0.1 update 1 update',
      'goal 1.1 update 1 update',
    ]);
  });

  it('to the first loss below a number, of batches to come, or to the end of training', async () => {
    const run = await runOf();
    assert.deepEqual(await rests(run, { to: 'lossBelow', loss: Infinity }, 2), [
      'goal 0.0 loss - loss',
      'goal 0.1 loss - loss',
    ]);
    assert.deepEqual(await rests(run, { to: 'lossBelow', loss: 0 }, 1), ['end 1.1 update 1 update']);
  });

  it('to the end of training, and says so again when asked again', async () => {
    const run = await runOf();
    assert.deepEqual(await rests(run, { to: 'end' }, 2), [
      'end 1.1 update 1 update',
      'end 1.1 update 1 update',
    ]);
    assert.equal(run.state().ended, true);
  });

  it('reports a goal and a stop at the last operation first, and the end after it', async () => {
    const stops: StopPlan = { ...NO_STOPS, epoch: true };
    const run = await runOf({ epochs: 1 });
    assert.deepEqual(await rests(run, { to: 'end' }, 2, stops), [
      'epoch 0.1 update 1 update',
      'end 0.1 update 1 update',
    ]);
    const other = await runOf({ epochs: 1 });
    assert.deepEqual(await rests(other, { to: 'steps', steps: 2 }, 2), [
      'goal 0.1 update 1 update',
      'end 0.1 update 1 update',
    ]);
  });

  it('says that training has ended rather than that it was paused there', async () => {
    const run = await runOf({ epochs: 1 });
    const last = 2 * 15;
    const arrival = await advance(run, { to: 'end' }, NO_STOPS, {
      ...CALM,
      pauseRequested: () => run.state().moment >= last - 3,
    });
    assert.deepEqual([arrival.reason, arrival.state.moment], ['pause', last - 3]);
    await rests(run, { to: 'operation' }, 2);
    const end = await advance(run, { to: 'end' }, NO_STOPS, { ...CALM, pauseRequested: () => true });
    assert.deepEqual([end.reason, end.state.ended], ['end', true]);
  });

  it('stops just after the operations of the plan, whatever the goal, naming every point there', async () => {
    const stops: StopPlan = {
      ...NO_STOPS,
      at: [
        { id: 'any backward', phase: 'backward', layer: null, operation: 'gradientPrev' },
        { id: 'first layer', phase: 'backward', layer: 0, operation: 'gradientPrev' },
        { id: 'loss', phase: 'loss', layer: null, operation: 'loss' },
      ],
    };
    const run = await runOf();
    const hits: string[][] = [];
    for (let i = 0; i < 3; i++) hits.push([...(await advance(run, { to: 'end' }, stops, CALM)).hits]);
    assert.deepEqual(hits, [['loss'], ['any backward'], ['any backward', 'first layer']]);
    assert.deepEqual(await rests(run, { to: 'steps', steps: 5 }, 1, stops), ['stop 0.1 loss - loss']);
    assert.deepEqual(await rests(run, { to: 'phase' }, 1, stops), ['stop 0.1 backward 1 gradientPrev']);
  });

  it('stops at the end of an epoch with its report', async () => {
    const run = await runOf();
    const arrival = await advance(run, { to: 'end' }, { ...NO_STOPS, epoch: true }, CALM);
    assert.deepEqual([arrival.reason, arrival.state.lastEpoch?.epoch], ['epoch', 0]);
    assert.equal(words(arrival.state.position), '0.1 update 1 update');
  });

  it('stops at the first NaN or infinity, only when the plan asks, and says where it is', async () => {
    const sketch: Partial<ProgramSketch> = {
      layers: [
        { units: 2, weights: [[1, 3e38]], biases: [0, 0] },
        { units: 1, weights: [[0], [100]], biases: [0] },
      ],
      inputs: [[0.5], [2], [0.25]],
    };
    const run = await runOf(sketch);
    const arrival = await advance(run, { to: 'end' }, { ...NO_STOPS, nonFinite: true }, CALM);
    assert.equal(arrival.reason, 'nonFinite');
    assert.equal(words(arrival.state.position), '0.0 forward 0 preActivation');
    assert.deepEqual(
      { ...arrival.nonFinite, advice: '' },
      {
        layer: 0,
        quantity: 'preActivation',
        index: [1, 1],
        value: Infinity,
        inputs: [
          { layer: 0, quantity: 'input', shape: [2, 1], largest: 2, nonFinite: null },
          { layer: 0, quantity: 'weights', shape: [1, 2], largest: Math.fround(3e38), nonFinite: null },
          { layer: 0, quantity: 'bias', shape: [2], largest: 0, nonFinite: null },
        ],
        advice: '',
      },
    );
    assert.match(
      arrival.nonFinite?.advice ?? '',
      /^input · weights has become too large .*standardize the data/,
    );
    const unwatched = await runOf(sketch);
    assert.equal((await advance(unwatched, { to: 'steps', steps: 1 }, NO_STOPS, CALM)).reason, 'goal');
  });

  it('finds the loss and the updated parameters that are not finite', async () => {
    const overflow = await runOf({
      layers: [{ units: 1, weights: [[1e30]], biases: [0] }],
    });
    const loss = await advance(overflow, { to: 'end' }, { ...NO_STOPS, nonFinite: true }, CALM);
    const { layer, quantity, index, value, inputs = [] } = loss.nonFinite ?? {};
    assert.deepEqual([layer, quantity, index, value], [null, 'loss', [], Infinity]);
    assert.deepEqual(
      inputs.map((input) => [input.layer, input.quantity]),
      [
        [0, 'preActivation'],
        [0, 'output'],
      ],
    );
    const thrown = await runOf({
      layers: [{ units: 1, weights: [[1]], biases: [0] }],
      optimizer: { type: 'sgd', learningRate: 1e39, momentum: 0, nesterov: false },
    });
    const update = await advance(thrown, { to: 'end' }, { ...NO_STOPS, nonFinite: true }, CALM);
    assert.deepEqual(
      [update.nonFinite?.quantity, update.nonFinite?.layer, update.nonFinite?.index],
      ['weights', 0, [0, 0]],
    );
  });

  it('tells an input that is itself not finite, and looks for the reason there', async () => {
    const run = await runOf({ layers: [{ units: 2, weights: [[1, NaN]], biases: [0, 0] }, { units: 1 }] });
    const { nonFinite } = await advance(run, { to: 'end' }, { ...NO_STOPS, nonFinite: true }, CALM);
    assert.equal(nonFinite?.quantity, 'preActivation');
    const weights = nonFinite.inputs.find(({ quantity }) => quantity === 'weights');
    assert.deepEqual(weights?.nonFinite, { index: [0, 1], value: NaN });
    assert.equal(weights.largest, 1);
    assert.match(nonFinite.advice, /passed on what stands in weights: look there first/);
  });

  it('sees a pause soon, and goes on from there', async () => {
    const run = await runOf({ epochs: 1_000_000 });
    let paused = false;
    setTimeout(() => (paused = true), 30);
    const seen: number[] = [];
    const arrival: Arrival = await advance(run, { to: 'end' }, NO_STOPS, {
      pauseRequested: () => paused,
      breathe: () => new Promise((resolve) => setTimeout(resolve, 0)),
      onProgress: (state) => void seen.push(state.moment),
    });
    assert.equal(arrival.reason, 'pause');
    assert.ok(seen.length > 0 && seen.every((moment) => moment <= arrival.state.moment));
    const { moment } = arrival.state;
    assert.equal((await advance(run, { to: 'operation' }, NO_STOPS, CALM)).state.moment, moment + 1);
  });
});
