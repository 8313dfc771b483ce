import assert from 'node:assert/strict';
import { advance } from '../../../src/engine/advance';
import { HitLedger } from '../../../src/engine/hits';
import { Run } from '../../../src/engine/run';
import { Tape } from '../../../src/engine/tape';
import { NO_STOPS, type Arrival, type Goal, type StopPoint } from '../../../src/protocol/engine';
import { backendOf } from './backend';
import { programOf } from './programs';

const LOSS = { id: 'loss', phase: 'loss', layer: null, operation: 'loss' } as const;
const LAST = { id: 'last', phase: 'backward', layer: 1, operation: 'gradientPrev' } as const;

class Watched {
  readonly logs: string[] = [];
  private readonly hits = new HitLedger();
  private constructor(
    readonly run: Run,
    private readonly tape: Tape,
  ) {}

  /** Five samples in batches of two: three batch steps an epoch. */
  static async start(): Promise<Watched> {
    const inputs = Array.from({ length: 5 }, (_, i) => [Math.sin(i), Math.cos(2 * i)]);
    const program = programOf({
      inputs,
      targets: inputs.map(([x = 0]) => [x]),
      batchSize: 2,
      layers: [{ units: 3, activation: 'tanh' }, { units: 1 }],
      epochs: 4,
    });
    const run = await Run.create(program, await backendOf('cpu'));
    return new Watched(run, new Tape(run, 1 << 28));
  }

  go(goal: Goal, ...at: StopPoint[]): Promise<Arrival> {
    const { tape, hits, logs } = this;
    return advance(
      this.run,
      goal,
      { ...NO_STOPS, at },
      {
        pauseRequested: () => false,
        breathe: () => Promise.resolve(),
        tape,
        hits,
        onLog: ({ id, text }) => void logs.push(`${id}: ${text}`),
      },
    );
  }

  async places(...at: StopPoint[]): Promise<string[]> {
    const places: string[] = [];
    for (;;) {
      const { reason, state } = await this.go({ to: 'end' }, ...at);
      if (reason === 'end') return places;
      places.push(`${state.position?.epoch}/${state.position?.batch}`);
    }
  }
}

describe('stop points', () => {
  let watched: Watched;
  beforeEach(async () => {
    watched = await Watched.start();
  });

  it('with a condition are passed by while it is false', async () => {
    assert.deepEqual(await watched.places({ ...LOSS, condition: 'N == 1' }), ['0/2', '1/2', '2/2', '3/2']);
  });

  it("read the names of the layer at work, at the loss the last one's", async () => {
    const { hits } = await watched.go(
      { to: 'end' },
      { ...LAST, id: 'a', condition: 'shape(weights)[1] == 3' },
      { ...LAST, id: 'b', condition: 'shape(weights)[1] == 1' },
    );
    assert.deepEqual(hits, ['b']);
    const loss = await watched.go({ to: 'end' }, { ...LOSS, condition: 'shape(weights)[0] == 3' });
    assert.deepEqual(loss.hits, ['loss']);
  });

  it('count by moment, once each, whichever way the run comes', async () => {
    const third = { ...LOSS, hitCondition: '3' };
    await watched.go({ to: 'steps', steps: 2 }, third);
    await watched.go({ to: 'moment', moment: 1 }, third);
    const { state, reason } = await watched.go({ to: 'end' }, third);
    assert.deepEqual([reason, state.position?.batch], ['stop', 2]);
    assert.equal((await watched.go({ to: 'end' }, third)).reason, 'end');
  });

  it('take back a hit that a change by hand has undone', async () => {
    const second = { ...LOSS, condition: 'weights[0, 0] < 5 or batch > 0', hitCondition: '2' };
    await watched.go({ to: 'steps', steps: 1 }, second);
    await watched.go({ to: 'moment', moment: 1 }, second);
    watched.run.edit({ layer: 1, quantity: 'weights', index: [0, 0], values: [9] });
    const { state } = await watched.go({ to: 'end' }, second);
    assert.equal(state.position?.batch, 2);
  });

  it('with a hit count are where going back finds them', async () => {
    const even = { ...LOSS, hitCondition: '% 2' };
    const places = await watched.places(even);
    assert.deepEqual(places, ['0/1', '1/0', '1/2', '2/1', '3/0', '3/2']);
    while (places.length > 0) {
      const { state } = await watched.go({ to: 'previousStop' }, even);
      assert.equal(`${state.position?.epoch}/${state.position?.batch}`, places.pop());
    }
    assert.equal((await watched.go({ to: 'previousStop' }, even)).reason, 'beginning');
  });

  it('that were never counted are no stops on the way back', async () => {
    await watched.go({ to: 'steps', steps: 5 });
    const { reason } = await watched.go({ to: 'previousStop' }, { ...LOSS, hitCondition: '>= 1' });
    assert.equal(reason, 'beginning');
  });

  it('log once for each moment, and never stop', async () => {
    const log = { ...LOSS, logMessage: '{epoch}.{batch}' };
    assert.equal((await watched.go({ to: 'steps', steps: 3 }, log)).reason, 'goal');
    await watched.go({ to: 'previousStop' }, log);
    await watched.go({ to: 'steps', steps: 4 }, log);
    assert.deepEqual(watched.logs, ['loss: 0.0', 'loss: 0.1', 'loss: 0.2', 'loss: 1.0']);
  });

  it('log only the hits that their condition and count let through', async () => {
    await watched.places({ ...LOSS, condition: 'batch == 0', hitCondition: '> 2', logMessage: 'e{epoch}' });
    assert.deepEqual(watched.logs, ['loss: e2', 'loss: e3']);
  });

  it('whose condition fails stop the run with what went wrong, ahead and back', async () => {
    const absent = { ...LOSS, condition: 'gradientWeights[0, 0] > 0' };
    const { hits, faults } = await watched.go({ to: 'end' }, absent);
    assert.deepEqual(hits, ['loss']);
    assert.match(faults?.[0]?.message ?? '', /gradientWeights of .* is absent here/);
    await watched.go({ to: 'steps', steps: 1 });
    assert.equal((await watched.go({ to: 'previousStop' }, absent)).faults?.length, 1);
  });

  it('that cannot be read are refused before anything runs', async () => {
    await assert.rejects(watched.go({ to: 'end' }, { ...LOSS, condition: 'loss <' }), /ends too early/);
    assert.equal(watched.run.now, 0);
  });

  it('are forgotten with their hits when they are set no more', async () => {
    const second = { ...LOSS, hitCondition: '2' };
    await watched.go({ to: 'steps', steps: 1 }, second);
    await watched.go({ to: 'operation' }, LAST);
    const { state } = await watched.go({ to: 'end' }, second);
    assert.equal(state.position?.batch, 2);
  });
});

describe('the ledger of hits', () => {
  it('numbers the hits of a point by their moments', () => {
    const ledger = new HitLedger();
    assert.deepEqual(ledger.add('a', 10), { count: 1, isNew: true });
    assert.deepEqual(ledger.add('a', 30), { count: 2, isNew: true });
    assert.deepEqual(ledger.add('a', 20), { count: 2, isNew: true });
    assert.deepEqual(ledger.add('a', 30), { count: 3, isNew: false });
    assert.deepEqual(ledger.add('b', 30), { count: 1, isNew: true });
    ledger.remove('a', 10);
    assert.deepEqual([ledger.countAt('a', 30), ledger.countAt('a', 10)], [2, null]);
    ledger.keepOnly(new Set(['b']));
    assert.deepEqual([ledger.countAt('a', 30), ledger.countAt('b', 30)], [null, 1]);
  });
});
