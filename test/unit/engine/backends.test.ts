/** Which backend is chosen, in which words, and what happens when one fails. */
import assert from 'node:assert/strict';
import { activate } from '../../../src/engine/activation';
import {
  chooseBackend,
  WORTH_A_READBACK,
  type Adapter,
  type BackendEnvironment,
  type Device,
  type OpenDevice,
} from '../../../src/engine/backends';
import { Gpu } from '../../../src/engine/gpu';
import { Run, workOf } from '../../../src/engine/run';
import type { BackendName } from '../../../src/protocol/engine';
import { NODE_OFFERS } from './backend';
import { matrixOf } from './programs';
import { referenceCases } from './reference';

const SMALL = { largestProduct: 1000 };
const LARGE = { largestProduct: WORTH_A_READBACK };
const CARD: Adapter = { description: 'a fast card', software: false };
const EMULATED: Adapter = { description: 'SwiftShader', software: true };

function environment(webgpu: Adapter | null, webgl2: Adapter | null): BackendEnvironment {
  return {
    offered: ['webgpu', 'webgl2', 'webasm', 'cpu'],
    webgpuAdapter: () => Promise.resolve(webgpu),
    webgl2Renderer: () => webgl2,
  };
}

/** Opens a cpu backend under any name, which throws once `failing` says so. */
function opener(failing: (name: BackendName, call: number) => boolean): OpenDevice {
  return (name) => {
    const real = new Gpu('cpu');
    let calls = 0;
    const device: Device = {
      call: (kernel, shape, constants, ...args) =>
        failing(name, calls++)
          ? Promise.reject(new Error(`${name} was lost`))
          : real.call(kernel, shape, constants, ...args),
      product: (kernels, shape, constants, ...args) =>
        failing(name, calls++)
          ? Promise.reject(new Error(`${name} was lost`))
          : real.product(kernels, shape, constants, ...args),
      plan: (...args) => real.plan(...args),
      dispose: () => real.dispose(),
    };
    return device;
  };
}
const works = opener(() => false);

describe('the choice of a backend', () => {
  it('is webasm for small products, whatever card there is, with the reason', async () => {
    const { report } = await chooseBackend('auto', environment(CARD, CARD), SMALL, works);
    assert.equal(report.name, 'webasm');
    assert.match(report.reason, /1,000 multiply-adds.*costs more than it saves/);
  });

  it('is a hardware card for large products, WebGPU before WebGL2', async () => {
    const first = await chooseBackend('auto', environment(CARD, CARD), LARGE, works);
    assert.equal(first.report.name, 'webgpu');
    assert.match(first.report.reason, /a fast card/);
    const second = await chooseBackend('auto', environment(EMULATED, CARD), LARGE, works);
    assert.equal(second.report.name, 'webgl2');
  });

  it('is never an emulated card unless it is asked for', async () => {
    const automatic = await chooseBackend('auto', environment(EMULATED, EMULATED), LARGE, works);
    assert.equal(automatic.report.name, 'webasm');
    assert.match(automatic.report.reason, /SwiftShader.*emulated/);
    const forced = await chooseBackend('webgl2', environment(EMULATED, EMULATED), SMALL, works);
    assert.equal(forced.report.name, 'webgl2');
    assert.match(forced.report.reason, /asked for.*SwiftShader.*emulated/);
  });

  it('refuses what is not there, saying why and what is offered', async () => {
    await assert.rejects(
      chooseBackend('webgpu', NODE_OFFERS, SMALL),
      /'webgpu' is not available.*Offered here: webasm, cpu/,
    );
    await assert.rejects(
      chooseBackend('webgl2', environment(CARD, null), SMALL),
      /'webgl2' is not available: no graphics adapter answers/,
    );
    const broken = opener((name) => name === 'webasm');
    await assert.rejects(
      chooseBackend('webasm', NODE_OFFERS, SMALL, broken),
      /webasm was lost.*Offered here/,
    );
  });

  it('goes on to the next when an automatic choice does not work, and says so', async () => {
    const broken = opener((name) => name === 'webgpu');
    const { report } = await chooseBackend('auto', environment(CARD, CARD), LARGE, broken);
    assert.equal(report.name, 'webgl2');
    assert.match(report.reason, /webgpu did not work here: webgpu was lost/);
  });

  it('runs where it says: gpu.js may not change backends on its own', async () => {
    for (const name of ['webasm', 'cpu'] as const) {
      const backend = await chooseBackend(name, NODE_OFFERS, SMALL);
      assert.equal(backend.report.name, name);
      backend.dispose();
    }
  });

  it('knows the largest product of a batch step', () => {
    const { program } = referenceCases().find(({ name }) => name === 'adam-partial-batch')!;
    // Batches of 3 samples, layers 3 → 6 → 4 → 2.
    assert.equal(workOf(program).largestProduct, 3 * 6 * 4);
  });
});

describe('a backend that fails while it runs', () => {
  const { program } = referenceCases().find(({ name }) => name === 'adam-partial-batch')!;

  /** The parameters after some operations, with the report of the backend. */
  async function trained(open: OpenDevice | undefined) {
    const offers: BackendEnvironment = { ...NODE_OFFERS, offered: ['webasm', 'cpu'] };
    const run = await Run.create(program, await chooseBackend('webasm', offers, SMALL, open));
    for (let i = 0; i < 75; i++) await run.step();
    const weights = program.definition.layers.map((_, l) => Array.from(run.quantity(l, 'weights')!.data));
    const state = run.state();
    run.dispose();
    return { weights, state };
  }

  it('hands the operation to the next in line, visibly, and no number is lost', async () => {
    const undisturbed = await trained(works);
    const disturbed = await trained(opener((name, call) => name === 'webasm' && call > 40));
    assert.deepEqual(disturbed.weights, undisturbed.weights);
    assert.equal(disturbed.state.moment, 75);
    assert.equal(disturbed.state.backend.name, 'cpu');
    assert.deepEqual(disturbed.state.backend.fellBackFrom, { name: 'webasm', error: 'webasm was lost' });
    assert.equal(undisturbed.state.backend.fellBackFrom, undefined);
  });

  it('rejects with every failure when nothing is left, and the run stands where it stood', async () => {
    const dead = new Set<BackendName>();
    const backend = await chooseBackend(
      'webasm',
      NODE_OFFERS,
      SMALL,
      opener((name) => dead.has(name)),
    );
    const run = await Run.create(program, backend);
    await run.step();
    dead.add('webasm').add('cpu');
    await assert.rejects(run.step(), /webasm failed.*cpu could not take over/);
    assert.equal(run.state().moment, 1);
    assert.equal(run.quantity(0, 'output'), null);
    dead.clear();
    await run.step();
    assert.equal(run.state().moment, 2);
  });

  it('falls back once, though two calls failed, one of them late', async () => {
    const real = new Gpu('cpu');
    let failLate: (() => void) | null = null;
    let calls = 0;
    const backend = await chooseBackend('webasm', NODE_OFFERS, SMALL, (name) => ({
      call: (kernel, shape, constants, ...args) => {
        if (name === 'cpu' || calls++ === 0) return real.call(kernel, shape, constants, ...args);
        const lost = new Error('lost');
        if (failLate !== null) return Promise.reject(lost);
        return new Promise((_, reject) => (failLate = () => reject(lost)));
      },
      product: (...args) => real.product(...args),
      plan: (...args) => real.plan(...args),
      dispose: () => undefined,
    }));
    const z = matrixOf([[2]]);
    const late = activate(backend, { type: 'relu', alpha: 0 }, z);
    const soon = await activate(backend, { type: 'relu', alpha: 0 }, z);
    failLate!();
    assert.deepEqual([...soon.output.data, ...(await late).output.data], [2, 2]);
    assert.equal(backend.report.name, 'cpu');
    real.dispose();
  });

  it('skips an emulated card', async () => {
    const backend = await chooseBackend(
      'webgpu',
      environment(CARD, EMULATED),
      LARGE,
      opener((name, call) => name === 'webgpu' && call > 1),
    );
    const run = await Run.create(program, backend);
    for (let i = 0; i < 3; i++) await run.step();
    assert.equal(run.state().backend.name, 'webasm');
    run.dispose();
  });

  it('does not fall back because the run is over', async () => {
    const backend = await chooseBackend('webasm', NODE_OFFERS, SMALL);
    const run = await Run.create(program, backend);
    run.dispose();
    await assert.rejects(run.step(), /The run is over/);
    assert.equal(backend.report.name, 'webasm');
  });
});
