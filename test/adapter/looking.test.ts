import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { TestClient } from './client';
import {
  fixture,
  lineOf,
  newSession,
  reference,
  stoppedSession,
  testHost,
  type Debugged,
  PATIENCE,
} from './host';

const THREE = fixture('three.mlp.json');

interface Trace {
  steps: {
    loss: number;
    layers: { name: string; forward: Record<string, unknown>; backward: Record<string, unknown> }[];
  }[];
}

function close(actual: unknown, expected: unknown, path: string): void {
  if (Array.isArray(expected)) {
    assert.ok(
      Array.isArray(actual) && actual.length === expected.length,
      `${path}: ${JSON.stringify(actual)}`,
    );
    expected.forEach((one, i) => close((actual as unknown[])[i], one, `${path}[${i}]`));
    return;
  }
  const difference = Math.abs((actual as number) - (expected as number));
  assert.ok(
    difference <= Math.max(1e-6, 1e-4 * Math.abs(expected as number)),
    `${path}: ${String(actual)} instead of ${String(expected)}`,
  );
}

describe('what a stop shows', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  const begin = async (program = THREE, args: object = {}): Promise<void> => {
    debugged = await stoppedSession({ program, ...args });
    client = debugged.client;
  };
  afterEach(() => debugged.session.dispose());

  for (const name of ['textbook-2-2-2', 'softmax-crossentropy', 'batched-no-bias']) {
    it(`has the numbers of the reference trace ${name}`, async () => {
      const trace = JSON.parse(readFileSync(reference(`${name}.trace.json`), 'utf8')) as Trace;
      const [step] = trace.steps;
      assert.ok(step);
      await begin(reference(`${name}.mlp.json`));
      for (const [index, layer] of [...step.layers.entries()].reverse()) {
        for (const [scope, expected] of [
          ['Backward', layer.backward],
          ['Forward', { ...layer.forward, weights: undefined, bias: undefined }],
          ['Parameters', { weights: layer.forward['weights'], bias: layer.forward['bias'] }],
        ] as const) {
          const variables = await client.scope(scope);
          for (const [quantity, numbers] of Object.entries(expected)) {
            if (numbers === undefined) continue;
            const variable = variables.get(quantity);
            assert.ok(variable, quantity);
            if (numbers === null) assert.equal(variable.value, 'none: useBias is false');
            else close(await client.numbers(variable), numbers, `${layer.name}.${quantity}`);
          }
        }
        if (index > 0) await client.go('continue');
      }
      close(Number((await client.scope('Training')).get('loss')?.value), step.loss, 'loss');
    });
  }

  it('has fixed scopes, with the names of the vocabulary', async () => {
    await begin();
    const names = async (scope: string): Promise<string[]> => [...(await client.scope(scope)).keys()];
    assert.deepEqual(await names('Backward'), [
      'gradient',
      'activationDerivative',
      'gradientOutput',
      'gradientWeights',
      'gradientBias',
      'gradientPrev',
    ]);
    assert.deepEqual(await names('Forward'), ['input', 'preActivation', 'output']);
    assert.deepEqual(await names('Parameters'), ['weights', 'bias']);
    const training = await client.scope('Training');
    assert.deepEqual(
      [...training.keys()],
      ['epoch', 'batch', 'N', 'loss', 'accuracy', 'learningRate', 'lastEpoch', 'backend', 'tape'],
    );
    assert.deepEqual(
      ['epoch', 'batch', 'N', 'learningRate', 'lastEpoch'].map((name) => training.get(name)?.value),
      ['0', '0', '2', '0.5', 'no epoch is finished yet'],
    );
    assert.match(training.get('backend')?.value ?? '', /^(webasm|cpu) \(.+\)$/);
    assert.match(training.get('tape')?.value ?? '', /^0\.\d+ of 192 MB; a checkpoint at every batch step$/);
  });

  it('says the shape first, and evaluates every variable by its evaluateName', async () => {
    await begin();
    const weights = (await client.scope('Parameters')).get('weights');
    assert.match(weights?.value ?? '', /^3 × 1 {2}\[\[-?[\d.]+\], \[-?[\d.]+\], …\]$/);
    assert.equal(weights?.indexedVariables, 3);
    for (const scope of ['Backward', 'Forward', 'Parameters', 'Training']) {
      for (const { name, evaluateName, value } of (await client.scope(scope)).values()) {
        // The tape is the debugger's, not the training's: no expression knows it.
        if (name === 'tape') continue;
        assert.ok(evaluateName);
        if (value === 'no epoch is finished yet') continue;
        assert.equal(await client.evaluate(evaluateName), value);
      }
    }
    const [row] = await client.children(weights.variablesReference);
    assert.equal(row?.evaluateName, 'weights[0]');
    const [element] = await client.children(row.variablesReference);
    assert.equal(element?.evaluateName, 'weights[0][0]');
    assert.equal(await client.evaluate('weights[0][0]'), element.value);
  });

  it('shows what is not computed yet as absent, in words, not expandable', async () => {
    await begin(THREE, { stopOnEntry: true });
    const forward = await client.scope('Forward');
    assert.equal(forward.get('output')?.value, 'not computed yet in this batch step');
    assert.equal(forward.get('output')?.variablesReference, 0);
    assert.match(forward.get('preActivation')?.value ?? '', /^2 × 4/);
    for (const variable of (await client.scope('Backward')).values()) {
      assert.equal(variable.value, 'not computed yet in this batch step', variable.name);
    }
    assert.equal((await client.scope('Training')).get('loss')?.value, 'not computed yet in this batch step');
  });

  it("forgets last batch step's numbers in the next", async () => {
    await begin();
    await client.request('setExceptionBreakpoints', { filters: ['forward'] });
    await client.go('continue');
    assert.equal(await client.top(), 'forward first: output');
    const message = await client.refused('evaluate', { expression: 'layers.third.gradientWeights' });
    assert.match(message, /gradientWeights of 'third' is absent here: not computed yet/);
  });

  it('shows a Jacobian for each sample of a softmax layer', async () => {
    await begin();
    await client.go('continue');
    const derivative = (await client.scope('Backward')).get('activationDerivative');
    assert.match(derivative?.value ?? '', /^2 × 3 × 3 {2}\[\[\[/);
    const numbers = (await client.numbers(derivative!)) as number[][][];
    assert.deepEqual([numbers.length, numbers[0]?.length, numbers[0]?.[0]?.length], [2, 3, 3]);
    // Each row of the Jacobian of softmax sums to 0.
    for (const row of numbers.flat()) assert.ok(Math.abs(row.reduce((a, b) => a + b, 0)) < 1e-5);
  });

  it('pages rows, and reads only those from the engine', async () => {
    const windows: number[] = [];
    debugged = newSession();
    client = debugged.client;
    debugged.host.wrap = (engine) => {
      const read = engine.read.bind(engine);
      engine.read = (layer, quantity, window) => {
        windows.push(window.rows * window.columns);
        return read(layer, quantity, window);
      };
      return engine;
    };
    await client.launch({ program: fixture('iris.mlp.json') });
    await client.event('stopped');
    const input = (await client.scope('Forward')).get('input');
    assert.match(input?.value ?? '', /^16 × 8/);
    assert.equal(input?.indexedVariables, 16);
    windows.length = 0;
    const page = await client.children(input.variablesReference, { filter: 'indexed', start: 5, count: 3 });
    assert.deepEqual(
      page.map((row) => row.name),
      ['[5]', '[6]', '[7]'],
    );
    assert.ok(
      windows.every((size) => size <= 12),
      windows.join(),
    );
    assert.deepEqual(await client.children(input.variablesReference, { filter: 'named' }), []);
    const past = await client.children(input.variablesReference, { filter: 'indexed', start: 14, count: 9 });
    assert.deepEqual(
      past.map((row) => row.evaluateName),
      ['input[14]', 'input[15]'],
    );
  });

  it('points at the place in the file that the operation comes from', async () => {
    await begin(THREE, { stopOnEntry: true });
    const text = readFileSync(THREE, 'utf8').split('\n');
    const places: Record<string, string> = {};
    for (let i = 0; i < 22; i++) {
      const [frame] = await client.stack();
      assert.equal(frame?.source?.path, THREE);
      assert.equal(frame.source.name, 'three.mlp.json');
      assert.equal(frame.line, frame.endLine);
      places[frame.name] =
        `${frame.line} ${(text[frame.line - 1] ?? '').slice(frame.column - 1, (frame.endColumn ?? 1) - 1)}`;
      await client.go('stepIn');
    }
    const at = (marker: string, what: string): string => `${lineOf(THREE, marker)} ${what}`;
    assert.equal(places['forward first: preActivation'], at('FIRST-UNITS', '"units": 4'));
    assert.equal(places['forward first: output'], at('FIRST-ACTIVATION', '"activation": "tanh"'));
    assert.equal(
      places['backward first: activationDerivative'],
      at('FIRST-ACTIVATION', '"activation": "tanh"'),
    );
    assert.equal(places['backward second: gradientWeights'], at('SECOND', '"units": 3'));
    assert.equal(places['loss: loss'], at('LOSS', '"loss": "binaryCrossentropy"'));
    assert.equal(
      places['update first: update'],
      at('OPTIMIZER', '"optimizer": { "type": "sgd", "learningRate": 0.5 }'),
    );
    const [, batch, epoch] = await client.stack();
    assert.equal(batch?.line, lineOf(THREE, 'BATCH'));
    assert.equal(epoch?.line, lineOf(THREE, 'EPOCHS'));
  });

  it('gives parts of the stack, and lines from 0 to a client that counts so', async () => {
    debugged = newSession();
    client = debugged.client;
    await client.request('initialize', {
      adapterID: 'backstep',
      linesStartAt1: false,
      columnsStartAt1: false,
    });
    const launched = client.send('launch', { program: THREE });
    const { breakpoints } = await client.request('setBreakpoints', {
      source: { path: THREE },
      breakpoints: [{ line: lineOf(THREE, 'FIRST-END') - 1 }],
    });
    assert.equal(breakpoints[0]?.line, lineOf(THREE, 'FIRST') - 1);
    await client.request('configurationDone');
    await launched;
    await client.event('stopped');
    const [top] = await client.stack();
    assert.equal(top?.line, lineOf(THREE, 'THIRD') - 1);
    const part = await client.request('stackTrace', { threadId: 1, startFrame: 1, levels: 1 });
    assert.equal(part.totalFrames, 3);
    assert.deepEqual(
      part.stackFrames.map((frame) => frame.name),
      ['batch step 0 of 3 (2 samples)'],
    );
  });

  it('refuses references of an earlier stop', async () => {
    await begin();
    const [frame] = await client.stack();
    const weights = (await client.scope('Parameters')).get('weights');
    await client.go('next');
    for (const [command, args] of [
      ['scopes', { frameId: frame?.id }],
      ['variables', { variablesReference: weights?.variablesReference }],
      ['evaluate', { expression: 'loss', frameId: frame?.id }],
    ] as const) {
      assert.match(await client.refused(command, args), /belongs to an earlier stop/);
    }
  });

  it('shows only the training in the frames below', async () => {
    await begin();
    const [, batch] = await client.stack();
    const { scopes } = await client.request('scopes', { frameId: batch?.id ?? 0 });
    assert.deepEqual(
      scopes.map((scope) => scope.name),
      ['Training'],
    );
  });

  it('gives no answer of one stop at another', async () => {
    const host = testHost();
    let release = (): void => undefined;
    host.wrap = (engine) => {
      const read = engine.read.bind(engine);
      engine.read = async (...args) => {
        await new Promise<void>((resolve) => (release = resolve));
        return read(...args);
      };
      return engine;
    };
    debugged = await stoppedSession({ program: THREE }, host);
    client = debugged.client;
    const late = client.send('evaluate', { expression: 'gradientWeights' });
    await client.go('stepOut');
    release();
    const response = await late;
    assert.equal(response.success, false);
    assert.equal(response.message, 'The run has gone on since this was asked.');
  });
});
