import assert from 'node:assert/strict';
import { chooseBackend, WORTH_A_READBACK } from '../../../src/engine/backends';
import { BEYOND_DOUBT } from '../../../src/engine/candidates';
import { FreeRun } from '../../../src/engine/free/freeRun';
import { advance } from '../../../src/engine/advance';
import { Gpu } from '../../../src/engine/gpu';
import { Run } from '../../../src/engine/run';
import type { BackendMeasurement, BackendMemory } from '../../../src/protocol/backendTimes';
import { NO_STOPS } from '../../../src/protocol/engine';
import { operationsOfBatchStep, QUANTITY_NAMES } from '../../../src/protocol/vocabulary';
import { NODE_OFFERS } from './backend';
import { machineWith, MadeUpBackends, memoryOf, trialOf, type Pace } from './choice';
import { referenceCases } from './reference';

const { program } = referenceCases().find(({ name }) => name === 'adam-partial-batch')!;
const OPEN_QUESTION = { largestProduct: WORTH_A_READBACK };
const TWO_CARDS = machineWith('Quick Card', 'Quick Card (WebGL)');
const OPERATIONS = operationsOfBatchStep(program.definition.layers.length).length;

/** What is chosen on a machine whose backends have these paces. */
async function choice(
  paces: Partial<Record<'webgpu' | 'webgl2' | 'webasm' | 'cpu', Pace>>,
  { machine = TWO_CARDS, work = OPEN_QUESTION, known = null as BackendMemory | null } = {},
) {
  const backends = new MadeUpBackends(paces);
  const trial = trialOf(program, backends.time, known);
  const backend = await chooseBackend('auto', machine, work, backends.open, trial);
  const { name, reason } = backend.report;
  const outcome = { name, reason, noted: trial.noted, opened: backends.opened, inUse: backends.inUse };
  backend.dispose();
  return { ...outcome, took: backends.time.now() };
}

describe('a backend chosen by measurement', () => {
  it('is a graphics card that is faster, with the figures and the card', async () => {
    const { name, reason, inUse } = await choice({ webgpu: 0.1, webgl2: 0.4, webasm: 0.8 });
    assert.equal(name, 'webgpu');
    const figures =
      /a batch step of this network takes: webgpu ([\d.]+) ms, webgl2 ([\d.]+) ms, webasm ([\d.]+) ms\./;
    const [webgpu, webgl2, webasm] = (figures.exec(reason) ?? []).slice(1).map(Number);
    assert.ok(webgpu! > 0);
    // As many kernels each: the figures are in the proportion of the paces, to two digits.
    assert.ok(Math.abs(webgl2! / webgpu! - 4) < 0.3 && Math.abs(webasm! / webgpu! - 8) < 0.6, reason);
    assert.match(reason, /It runs on Quick Card\./);
    assert.deepEqual(inUse, ['webgpu'], 'what lost is closed');
  });

  it('is the processor when the graphics cards are slower, and the cpu is not even tried', async () => {
    const { name, reason, inUse, opened } = await choice({ webgpu: 3, webgl2: 2, webasm: 0.5, cpu: 0.1 });
    assert.equal(name, 'webasm');
    assert.match(reason, /Measured on this machine.*: webasm .* ms, webgl2 .* ms, webgpu .* ms\.$/);
    assert.deepEqual(inUse, ['webasm']);
    assert.deepEqual(opened, ['webasm', 'webgpu', 'webgl2'], 'one after the other, each once');
  });

  it('is WebGL2 where that beats WebGPU', async () => {
    assert.equal((await choice({ webgpu: 0.6, webgl2: 0.2, webasm: 0.5 })).name, 'webgl2');
  });

  it('never measures a graphics card that is emulated', async () => {
    const machine = machineWith('SwiftShader', 'llvmpipe', true);
    const { name, reason, opened, noted } = await choice(
      { webgpu: 0.1, webgl2: 0.1, webasm: 5 },
      { machine },
    );
    assert.equal(name, 'webasm');
    assert.deepEqual(opened, ['webasm']);
    assert.deepEqual(noted, []);
    assert.match(reason, /SwiftShader.*emulated/);
  });

  it('measures nothing where the answer is certain', async () => {
    const paces = { webgpu: 0.1, webgl2: 0.1, webasm: 0.2 };
    const tiny = await choice(paces, { work: { largestProduct: WORTH_A_READBACK - 1 } });
    assert.deepEqual([tiny.name, tiny.opened, tiny.noted], ['webasm', ['webasm'], []]);
    const huge = await choice({ ...paces, webgpu: 9 }, { work: { largestProduct: BEYOND_DOUBT } });
    assert.deepEqual([huge.name, huge.opened, huge.noted], ['webgpu', ['webgpu'], []]);
    const none = await choice(paces, { machine: machineWith(null, null) });
    assert.deepEqual([none.name, none.opened, none.noted], ['webasm', ['webasm'], []]);
    const backends = new MadeUpBackends(paces);
    const trial = trialOf(program, backends.time);
    const forced = await chooseBackend('webasm', TWO_CARDS, OPEN_QUESTION, backends.open, trial);
    assert.deepEqual(
      [forced.report.reason, backends.opened, trial.noted],
      ['It was asked for.', ['webasm'], []],
    );
  });

  it('passes by a backend that fails, and says so; without a comparison nothing is written down', async () => {
    const { name, reason, noted, inUse } = await choice({ webgpu: 'fails', webgl2: 0.2, webasm: 0.5 });
    assert.equal(name, 'webgl2');
    assert.match(reason, /webgl2 .* ms, webasm .* ms.*webgpu did not work here: webgpu was lost/);
    assert.deepEqual(
      noted.map(({ times }) => times.map((one) => one.name)),
      [['webgl2', 'webasm']],
    );
    assert.deepEqual(inUse, ['webgl2']);
    const alone = await choice({ webgpu: 'fails', webgl2: 'fails', webasm: 0.5 });
    assert.equal(alone.name, 'webasm');
    assert.match(alone.reason, /card could not be used.*webgpu did not work here.*webgl2 did not work here/);
    assert.doesNotMatch(alone.reason, / ms/);
    assert.deepEqual(alone.noted, []);
  });

  it('does not wait for a driver that hangs', async () => {
    const both = await choice({ webgpu: 'hangs', webgl2: 'hangs', webasm: 0.5 });
    assert.equal(both.name, 'webasm');
    assert.match(
      both.reason,
      /webgpu did not work here: Measuring it would have.*webgl2 did not work here: Measuring/,
    );
    assert.deepEqual(
      [both.noted, both.opened],
      [[], ['webasm', 'webgpu']],
      'no time was left for the second',
    );
    const first = await choice({ webgpu: 0.1, webgl2: 'hangs', webasm: 0.5 });
    assert.deepEqual([first.name, first.noted[0]?.times.length], ['webgpu', 2]);
  });

  it('is done in a fraction of a second with a slow backend, and says how much of a batch step it compared', async () => {
    const { name, reason, took, noted } = await choice({ webgpu: 1, webgl2: 35, webasm: 30 });
    assert.equal(name, 'webgpu');
    const [, timed, of] = /the first (\d+) of the (\d+) operations of a batch step/.exec(reason) ?? [];
    assert.equal(Number(of), OPERATIONS);
    assert.ok(Number(timed) >= 1 && Number(timed) < OPERATIONS, reason);
    assert.ok(took < 700, `${took} ms`);
    assert.deepEqual([noted[0]?.timed, noted[0]?.operations], [Number(timed), OPERATIONS]);
  });
});

describe('a measurement that is remembered', () => {
  let measured: BackendMeasurement;
  before(async () => {
    [measured] = (await choice({ webgpu: 0.1, webgl2: 0.4, webasm: 0.8 })).noted as [BackendMeasurement];
  });

  it('holds for a machine and the shape of a network', () => {
    assert.equal(measured.network, '3 × 3-6-4-2');
    assert.match(measured.machine, /a browser.*Quick Card.*Quick Card \(WebGL\)/);
    assert.deepEqual(
      measured.times.map(({ name }) => name),
      ['webgpu', 'webgl2', 'webasm'],
    );
    assert.equal(measured.timed, OPERATIONS);
  });

  it('is used without measuring, with the same figures', async () => {
    const known = memoryOf(measured);
    // It would come out otherwise now.
    const again = await choice({ webgpu: 5, webgl2: 5, webasm: 0.1 }, { known });
    assert.deepEqual([again.name, again.opened, again.noted], ['webgpu', ['webgpu'], []]);
    const before = await choice({ webgpu: 0.1, webgl2: 0.4, webasm: 0.8 });
    assert.ok(again.reason.startsWith(before.reason), again.reason);
    assert.match(again.reason, /measured at an earlier start/);
  });

  it('is dropped on another machine, and for another network', async () => {
    const now = { webgpu: 5, webgl2: 5, webasm: 0.1 };
    const machine = machineWith('Another Card', 'Quick Card (WebGL)');
    const elsewhere = await choice(now, { known: memoryOf(measured), machine });
    assert.deepEqual([elsewhere.name, elsewhere.noted.length], ['webasm', 1]);
    const browser = { ...TWO_CARDS, browser: 'the next browser' };
    assert.equal((await choice(now, { known: memoryOf(measured), machine: browser })).name, 'webasm');
    const other = memoryOf({ ...measured, network: '4 × 3-6-4-2' });
    assert.equal((await choice(now, { known: other })).name, 'webasm');
  });

  it('gives way to the others when its backend does not work any more', async () => {
    const { name, reason } = await choice(
      { webgpu: 'fails', webgl2: 0.2, webasm: 0.1 },
      { known: memoryOf(measured) },
    );
    assert.equal(name, 'webgl2');
    assert.match(reason, /webgpu did not work here: webgpu was lost/);
  });
});

describe('a run after its backend was measured', () => {
  it('starts from the same state, and comes to the same numbers bit for bit', async () => {
    const untouched = structuredClone(program);
    const measured = new MadeUpBackends({}).time;
    const trial = trialOf(program, measured);
    // Real kernels on WebAssembly, whatever the backend is called.
    const chosen = await chooseBackend('auto', TWO_CARDS, OPEN_QUESTION, () => new Gpu('webasm'), trial);
    assert.equal(trial.noted.length, 1, 'it was measured');
    assert.deepEqual(program, untouched);
    const plain = await chooseBackend('webasm', NODE_OFFERS, OPEN_QUESTION);
    assert.deepEqual(
      await numbersOf(await Run.create(program, chosen)),
      await numbersOf(await Run.create(program, plain)),
    );
  });

  /** Every number of the run at its start, while it is stepped, and after running freely. */
  async function numbersOf(run: Run): Promise<unknown> {
    const look = (): unknown => [
      { ...run.state(), backend: null },
      run.history(),
      program.definition.layers.map((_, layer) => QUANTITY_NAMES.map((name) => run.quantity(layer, name))),
    ];
    const seen = [look()];
    for (let i = 0; i <= OPERATIONS; i++) {
      await run.step();
      seen.push(look());
    }
    await advance(run, { to: 'steps', steps: 12 }, NO_STOPS, {
      pauseRequested: () => false,
      breathe: () => Promise.resolve(),
      free: new FreeRun(),
    });
    seen.push(look());
    run.dispose();
    return seen;
  }
});
