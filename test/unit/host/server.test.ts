import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEngine, startEngine, type WaitingEngine } from '../../../src/engine/host/client';
import { NODE_ENVIRONMENT } from '../../../src/engine/host/nodeEnvironment';
import { openRun } from '../../../src/engine/host/openRun';
import { serveEngine } from '../../../src/engine/host/server';
import { operationsOfBatchStep } from '../../../src/protocol/vocabulary';
import { NO_STOPS, type EngineClient, type RunState } from '../../../src/protocol/engine';
import type { Program } from '../../../src/data/program';
import { xorProgram } from './programs';

const WHOLE = { row: 0, rows: Infinity, column: 0, columns: Infinity };

/** An engine on the other end of a message channel, in this thread. */
function start(program: Program): Promise<EngineClient> {
  const { port1, port2 } = new MessageChannel();
  serveEngine(port1, {
    openRun: (received, backend) => openRun(received, backend, NODE_ENVIRONMENT),
    nextTask: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const connection = {
    endpoint: port2,
    onLost: () => undefined,
    close: () => {
      port1.close();
      port2.close();
    },
  };
  return startEngine(connection, { program, backend: 'cpu' });
}

describe('the engine behind a message port', () => {
  let engine: EngineClient;
  afterEach(() => engine.dispose());

  it('describes its run and says its state', async () => {
    engine = await start(xorProgram());
    assert.deepEqual(
      engine.description.layers.map(({ name, inputs, units }) => [name, inputs, units]),
      [
        ['hidden', 2, 3],
        ['output', 3, 1],
      ],
    );
    const state = await engine.state();
    assert.deepEqual([state.position, state.loss, state.backend.name], [null, null, 'cpu']);
  });

  it('advances, and reads parts of what was computed; null for what was not', async () => {
    engine = await start(xorProgram());
    const arrival = await engine.advance({ to: 'operation' }, NO_STOPS);
    assert.equal(arrival.reason, 'goal');
    assert.equal(arrival.state.position?.operation, 'preActivation');
    const slice = await engine.read(0, 'preActivation', { row: 1, rows: 1, column: 1, columns: 5 });
    assert.deepEqual([slice?.shape, slice?.rows, slice?.columns], [[2, 3], 1, 2]);
    assert.equal(await engine.read(0, 'output', WHOLE), null);
    assert.equal((await engine.summaries(0)).output, null);
    assert.deepEqual((await engine.summaries(0)).preActivation?.shape, [2, 3]);
  });

  it('reads the targets of the batch, and the parameters that it computed with', async () => {
    engine = await start(xorProgram());
    assert.equal(await engine.read(1, 'target', WHOLE), null, 'no batch yet');
    const weights = await engine.read(0, 'weights', WHOLE);
    await engine.advance({ to: 'steps', steps: 1 }, NO_STOPS);
    const target = await engine.read(1, 'target', WHOLE);
    assert.equal(target?.shape[1], 1);
    assert.deepEqual(new Set(target.data), new Set([0, 1]));
    assert.equal(await engine.read(0, 'target', WHOLE), null, 'only the last layer has targets');
    assert.deepEqual(await engine.read(0, 'weightsBefore', WHOLE), weights);
    assert.notDeepEqual(await engine.read(0, 'weights', WHOLE), weights);
    assert.deepEqual((await engine.read(0, 'biasBefore', WHOLE))?.shape, [3]);
  });

  it('keeps its own numbers when it gives copies away', async () => {
    engine = await start(xorProgram());
    const first = await engine.read(0, 'weights', WHOLE);
    const second = await engine.read(0, 'weights', WHOLE);
    assert.equal(first?.data.length, 6);
    assert.deepEqual(first, second);
  });

  it('reads what was there one batch step before, but not while the run is under way', async () => {
    engine = await start(xorProgram(1_000_000));
    await engine.advance({ to: 'operation' }, NO_STOPS);
    const first = await engine.read(0, 'preActivation', WHOLE);
    assert.equal(await engine.read(0, 'preActivation', WHOLE, 1), null);
    const each = operationsOfBatchStep(2).length;
    await engine.advance({ to: 'steps', steps: 1 }, NO_STOPS);
    await engine.advance({ to: 'operation' }, NO_STOPS);
    assert.equal((await engine.state()).moment, each + 1);
    assert.deepEqual(await engine.read(0, 'preActivation', WHOLE, 1), first);
    assert.equal(await engine.read(0, 'output', WHOLE, 1), null);
    assert.notDeepEqual(await engine.read(0, 'preActivation', WHOLE), first);
    assert.deepEqual((await engine.strips(10)).steps, Uint32Array.of(0));
    const way = engine.advance({ to: 'end' }, NO_STOPS);
    await assert.rejects(engine.read(0, 'output', WHOLE, 1), /under way: pause it first/);
    await engine.pause();
    await way;
  });

  it('counts the elements of a quantity, and gives none for an absent one', async () => {
    engine = await start(xorProgram());
    await engine.advance({ to: 'operation' }, NO_STOPS);
    const weights = await engine.read(0, 'weights', WHOLE);
    const largest = Math.max(...(weights?.data ?? []).map(Math.abs));
    const histogram = await engine.histogram(0, 'weights', 3, 0);
    assert.equal(histogram?.limit, largest);
    assert.equal(
      histogram.counts.reduce((sum, count) => sum + count, 0),
      6,
    );
    assert.equal(await engine.histogram(0, 'gradientWeights', 3, 0), null);
    await assert.rejects(engine.histogram(0, 'weights', 2, 0), /odd number of bins/);
  });

  it('checks gradients through the port, and stays open to pauses and looks meanwhile', async () => {
    engine = await start(xorProgram());
    const elements = {
      layer: 0,
      quantity: 'gradientWeights',
      rows: { first: 0, every: 1, count: 2 },
      columns: { first: 0, every: 1, count: 3 },
    } as const;
    assert.equal((await engine.checkGradient(elements)).kind, 'absent');
    await engine.advance({ to: 'steps', steps: 1 }, NO_STOPS);
    const check = await engine.checkGradient(elements);
    assert.ok(check.kind === 'checked');
    assert.deepEqual([...new Set(check.verdicts)], ['agrees']);
    const one = await engine.checkElement(0, 'gradientWeights', { row: 1, column: 2 });
    assert.equal(one.kind === 'checked' && one.numeric, check.numeric[5]);
    await assert.rejects(engine.checkElement(0, 'gradientBias', { row: 0, column: 3 }), /out of range/);
    await assert.rejects(engine.checkGradient({ ...elements, layer: 7 }), /There is no layer 7/);
  });

  it('gives an overview of a quantity in blocks, none of what is absent, and refuses blocks of no size', async () => {
    engine = await start(xorProgram());
    await engine.advance({ to: 'operation' }, NO_STOPS);
    const weights = await engine.read(0, 'weights', WHOLE);
    const largest = Math.max(...(weights?.data ?? []).map(Math.abs));
    const overview = await engine.overview(0, 'weights', 0, 3);
    assert.deepEqual([overview?.rows, overview?.columns], [1, 1]);
    assert.equal(Math.abs(overview?.data[0] ?? 0), largest);
    assert.equal(await engine.overview(0, 'gradientWeights', 0, 3), null);
    await assert.rejects(engine.overview(0, 'weights', 0, 0), /A block has/);
  });

  it('evaluates expressions, as copies, and says what is wrong with them and where', async () => {
    engine = await start(xorProgram());
    await engine.advance({ to: 'operation' }, NO_STOPS);
    const before = await engine.read(0, 'weights', WHOLE);
    const same = await engine.evaluateExpression('weights', 0);
    assert.ok(same.kind === 'tensor');
    assert.deepEqual(same.tensor, { shape: [2, 3], data: before?.data });
    assert.deepEqual(await engine.evaluateExpression('weights', 0), same);
    assert.deepEqual(await engine.evaluateExpression('shape(weights)[0] + 1', 1), {
      kind: 'number',
      value: 4,
    });
    assert.deepEqual(await engine.evaluateExpression('N > 1', 0), { kind: 'boolean', value: true });
    const wrong = await engine.evaluateExpression('1 + output', 0);
    assert.ok(wrong.kind === 'error');
    assert.deepEqual(
      [wrong.message, wrong.column],
      ["output of 'hidden' is absent here: not computed yet in this batch step.", 5],
    );
    await assert.rejects(engine.evaluateExpression('N', 2), /There is no layer 2/);
  });

  it('changes numbers between operations, with its own words for what does not fit', async () => {
    engine = await start(xorProgram());
    await engine.advance({ to: 'phase' }, NO_STOPS);
    const edit = { layer: 0, quantity: 'weights', index: [1, 2], values: [0.5] } as const;
    const state = await engine.edit(edit);
    assert.deepEqual(state, await engine.state());
    assert.equal((await engine.read(0, 'weights', WHOLE))?.data[5], 0.5);
    assert.equal((await engine.summaries(0)).weights?.mark, 'edited');
    assert.equal((await engine.summaries(1)).output?.mark, 'stale');
    await assert.rejects(
      engine.edit({ ...edit, index: [2, 0] }),
      /^Error: weights\[2\]\[0\] is out of range/,
    );
    await assert.rejects(engine.edit({ ...edit, layer: 7 }), /There is no layer 7/);
    await assert.rejects(engine.edit({ ...edit, quantity: 'gradientPrev' }), /absent here/);
  });

  it('changes no number of a run that is under way', async () => {
    // Far more epochs than a pause takes: a short way could be over before the edit arrives.
    engine = await start(xorProgram(1_000_000));
    const way = engine.advance({ to: 'end' }, NO_STOPS);
    const edit = { layer: 0, quantity: 'weights', index: [1, 2], values: [0.5] } as const;
    await assert.rejects(engine.edit(edit), /The run is under way: pause it first/);
    await engine.pause();
    assert.equal((await way).reason, 'pause');
  });

  it('hands over what log points say, in order, all of it before the arrival', async () => {
    engine = await start(xorProgram(500));
    const texts: string[] = [];
    const log = { id: 'l', phase: 'loss', layer: null, operation: 'loss', logMessage: '{epoch}' } as const;
    let calls = 0;
    const stops = { ...NO_STOPS, at: [log] };
    const { reason, state } = await engine.advance({ to: 'end' }, stops, undefined, (entries) => {
      calls++;
      texts.push(...entries.map(({ text }) => text));
    });
    assert.equal(reason, 'end');
    assert.equal(texts.length, state.steps);
    assert.deepEqual(
      texts,
      texts.toSorted((a, b) => Number(a) - Number(b)),
    );
    assert.ok(calls < texts.length / 10, `${calls} messages`);
  });

  it('says what was wrong with a call', async () => {
    engine = await start(xorProgram());
    await assert.rejects(engine.read(2, 'weights', WHOLE), /^Error: There is no layer 2: .* 0 to 1/);
    await assert.rejects(engine.summaries(-1), /There is no layer -1/);
  });

  it('trains to the end, with its history', async () => {
    engine = await start(xorProgram(3));
    const { reason, state } = await engine.advance({ to: 'end' }, NO_STOPS);
    assert.deepEqual([reason, state.ended, state.steps], ['end', true, 6]);
    const history = await engine.history();
    assert.deepEqual(
      history.map(({ epoch }) => epoch),
      [0, 1, 2],
    );
    assert.ok(Number.isFinite((await engine.evaluate()).loss));
  });

  it('pauses a long run soon, answers looks on the way, and reports progress', async () => {
    engine = await start(xorProgram(1_000_000));
    const progress: RunState[] = [];
    const running = engine.advance({ to: 'end' }, NO_STOPS, (state) => progress.push(state));
    await assert.rejects(engine.advance({ to: 'operation' }, NO_STOPS), /under way already/);
    await sleep(450);
    const asked = performance.now();
    const { steps } = await engine.state();
    assert.ok(steps > 0, 'a look on the way');
    await engine.pause();
    const { reason, state } = await running;
    // It takes about 10 ms; a machine with much else to do may take longer, a run that never looks takes for ever.
    assert.ok(performance.now() - asked < 1000, `seen after ${performance.now() - asked} ms`);
    assert.equal(reason, 'pause');
    assert.ok(state.steps >= steps);
    assert.ok(progress.length >= 2 && progress.length <= 6, `${progress.length} progress reports in 450 ms`);
    const reported = progress.length;
    await engine.advance({ to: 'operation' }, NO_STOPS);
    assert.equal(progress.length, reported, 'no progress for a call that did not ask for it');
  });

  it('forgets a pause that came while nothing was under way', async () => {
    engine = await start(xorProgram());
    await engine.pause();
    assert.equal((await engine.advance({ to: 'phase' }, NO_STOPS)).reason, 'goal');
  });

  it('rejects what is pending when it is disposed of, and everything after', async () => {
    engine = await start(xorProgram(1_000_000));
    const running = engine.advance({ to: 'end' }, NO_STOPS);
    engine.dispose();
    await assert.rejects(running, /^Error: The run has been ended\.$/);
    await assert.rejects(engine.state(), /The run has been ended/);
  });

  it('rejects the start of a run that cannot be made, and ends its worker', async () => {
    const program = xorProgram();
    const { port1, port2 } = new MessageChannel();
    serveEngine(port1, {
      openRun: () => Promise.reject(new RangeError('no such luck')),
      nextTask: () => Promise.resolve(),
    });
    let closed = false;
    const connection = {
      endpoint: port2,
      onLost: () => undefined,
      close: () => {
        closed = true;
        port1.close();
      },
    };
    await assert.rejects(startEngine(connection, { program, backend: 'auto' }), {
      name: 'RangeError',
      message: 'no such luck',
    });
    assert.ok(closed);
  });
});

describe('an engine that is opened before its run', () => {
  let closings: number;
  let lose: (reason: Error) => void;

  beforeEach(() => (closings = 0));

  function waiting(): Promise<WaitingEngine> {
    const { port1, port2 } = new MessageChannel();
    serveEngine(port1, {
      openRun: (received, backend) => openRun(received, backend, NODE_ENVIRONMENT),
      nextTask: () => new Promise((resolve) => setImmediate(resolve)),
    });
    return openEngine({
      endpoint: port2,
      onLost: (listener) => (lose = listener),
      close: () => {
        closings++;
        port1.close();
        port2.close();
      },
    });
  }

  it('runs what it is given later, and is not ended by who prepared it', async () => {
    const engine = await waiting();
    const run = await engine.start({ program: xorProgram(), backend: 'cpu' });
    engine.dispose();
    assert.equal((await run.state()).backend.name, 'cpu');
    run.dispose();
    assert.equal(closings, 1);
  });

  it('is ended when nothing comes of the run', async () => {
    const engine = await waiting();
    engine.dispose();
    assert.equal(closings, 1);
    await assert.rejects(engine.start({ program: xorProgram(), backend: 'cpu' }));
  });

  it('tells the run why its worker is gone', async () => {
    const engine = await waiting();
    lose(new Error('no memory'));
    await assert.rejects(engine.start({ program: xorProgram(), backend: 'cpu' }), { message: 'no memory' });
    assert.equal(closings, 1);
  });
});
