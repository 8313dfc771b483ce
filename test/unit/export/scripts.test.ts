import assert from 'node:assert/strict';
import type { Program } from '../../../src/data/program';
import { Run } from '../../../src/engine/run';
import { firstStates } from '../../../src/engine/setup';
import { wholeBatchStep } from '../../../src/engine/wholeStep';
import { exportScript, exportStep } from '../../../src/export/formats';
import { Refusal } from '../../../src/export/refusal';
import { subjectFromStart, type Origin } from '../../../src/export/subject';
import { backendOf } from '../engine/backend';
import { assertAgrees } from '../engine/compare';
import { programOf } from '../engine/programs';
import { flatten, referenceCases, type TraceLayer, type TraceStep } from '../engine/reference';
import { output, pythonWith, trace, traces, type Printed } from './python';

const ORIGIN: Origin = { file: 'net.mlp.json', version: '0.1.0' };
const DIALECTS = [
  { format: 'numpy', module: 'numpy' },
  { format: 'pytorch', module: 'torch' },
] as const;

for (const { format, module } of DIALECTS) {
  describe(`exported ${format} scripts`, function () {
    this.timeout(120_000);
    let python = '';

    before(function () {
      const found = pythonWith(module);
      if (found === null) {
        console.log(`      skipped: no python3 here has ${module} (Debian: python3-${module})`);
        this.skip();
      }
      python = found;
    });

    const fromStart = (program: Program, count: number): string =>
      exportScript(format, subjectFromStart(ORIGIN, program, firstStates(program), count)).content;

    it('print every number of every reference trace', () => {
      const cases = referenceCases();
      const printed = traces(
        python,
        cases.map(({ program, steps }) => fromStart(program, steps.length)),
      );
      for (const [index, { name, steps }] of cases.entries()) assertSame(printed[index]!, steps, name);
    });

    it('start in the middle of a run with what its optimizer remembers, and print the numbers there', async () => {
      const cases = referenceCases().filter(({ steps }) => steps.length > 1);
      assert.ok(new Set(cases.map(({ program }) => program.definition.optimizer.type)).size === 3);
      const scripts: string[] = [];
      for (const { program, steps } of cases) {
        const run = await Run.create(program, await backendOf('webasm'));
        while (run.steps < steps.length - 1) await run.step();
        // Within the last batch step: what is not computed yet is the script's to compute.
        for (let operation = 0; operation < 4; operation++) await run.step();
        const step = await wholeBatchStep(run, null);
        scripts.push(exportStep(format, ORIGIN, program.definition, step).content);
        assert.equal(run.position?.phase === 'update', false);
        run.dispose();
      }
      const printed = traces(python, scripts);
      for (const [index, { name, steps }] of cases.entries())
        assertSame(printed[index]!, steps.slice(-1), name);
    });

    it('run from standard input, and print the matrices for people, with the place where the run stood', async () => {
      const { program } = referenceCases().find(({ name }) => name === 'textbook-2-2-2')!;
      const run = await Run.create(program, await backendOf('cpu'));
      while (run.position?.operation !== 'gradientWeights') await run.step();
      const script = exportStep(format, ORIGIN, program.definition, await wholeBatchStep(run, null)).content;
      run.dispose();
      assert.equal(trace(python, script).backend, format);
      const text = output(python, script);
      assert.match(
        text,
        /backward \w+: gradientWeights\n[^=]*dL\/dW[^=]*0\.082167[^=]*={8} The run stood here/,
      );
      assert.match(text.slice(text.indexOf('The run stood here')), /^.*\n\nbackward \w+: gradientPrev/);
      assert.match(script, /The factor N/);
    });

    it('hold names of any kind, saturated outputs and large data', () => {
      const wide = Array.from({ length: 40 }, (_, row) =>
        Array.from({ length: 20 }, (__, i) => Math.sin(row * 20 + i)),
      );
      const program = programOf({
        inputs: wide,
        targets: wide.map((row) => [row[0]! > 0 ? 1 : 0]),
        batchSize: 16,
        layers: [
          { name: 'a "b" \\ \u{1F600}\n""" é', units: 2, activation: 'relu' },
          { name: 'out', units: 1, activation: 'sigmoid', weights: [[3000], [3000]] },
        ],
        loss: 'binaryCrossentropy',
        optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false },
      });
      const printed = trace(python, fromStart(program, 4));
      assert.deepEqual(
        printed.steps.map(({ epoch, batch }) => [epoch, batch]),
        [
          [0, 0],
          [0, 1],
          [0, 2],
          [1, 0],
        ],
      );
      assert.equal(
        flatten(printed.steps[2]!.layers[0]!.forward['input']!).length,
        8 * 20,
        'the last batch is smaller',
      );
      assert.equal(printed.steps[0]!.layers[0]!.name, program.definition.layers[0]!.name);
      assert.ok(Number.isFinite(printed.steps[0]!.loss), 'the loss from preActivation');
      const shown = flatten(printed.steps[0]!.layers[1]!.backward['gradient'] ?? []);
      assert.ok(
        shown.some((value) => !Number.isFinite(value)),
        'exp(3000) is written as JSON can',
      );
    });

    it('reject a wrong formula: these tests would see it', () => {
      const { program, steps } = referenceCases().find(({ name }) => name === 'adam-partial-batch')!;
      const script = fromStart(program, steps.length);
      const wrong: readonly (readonly [string, string])[] =
        format === 'numpy'
          ? [
              ['input.T @ gradientOutput / N', 'input.T @ gradientOutput'],
              ['gradientOutput @ W.T', 'gradientOutput @ layer["weights"].T * 2'],
              ['layer["updates"] += 1', 'layer["updates"] += 2'],
            ]
          : [
              ['N * Z.grad', 'Z.grad'],
              ['.mean()\n    loss.backward', '.sum()\n    loss.backward'],
              ['OPTIMIZER.zero_grad()', 'pass'],
            ];
      for (const [right, mistake] of wrong) {
        assert.ok(script.includes(right), right);
        const printed = trace(python, script.replace(right, mistake));
        assert.throws(() => assertSame(printed, steps, mistake), mistake);
      }
    });
  });
}

describe('a script of too much', () => {
  it('is refused before it is written', () => {
    const inputs = Array.from({ length: 2000 }, (_, i) => [i]);
    const program = programOf({
      inputs,
      targets: inputs,
      layers: [{ units: 1 }],
      epochs: 1_000_000,
      batchSize: 2000,
    });
    assert.throws(
      () => subjectFromStart(ORIGIN, program, firstStates(program), 1_000_000),
      (error) => error instanceof Refusal && /Export fewer batch steps/.test(error.message),
    );
  });
});

function assertSame({ steps: printed }: Printed, steps: readonly TraceStep[], name: string): void {
  assert.equal(printed.length, steps.length, name);
  for (const [index, expected] of steps.entries()) {
    const actual = printed[index]!;
    const where = `${name} epoch ${expected.epoch} batch ${expected.batch}`;
    assert.deepEqual([actual.epoch, actual.batch], [expected.epoch, expected.batch]);
    assertAgrees([actual.loss], [expected.loss], `${where} loss`);
    assert.deepEqual(
      actual.layers.map((layer) => layer.name),
      expected.layers.map((layer) => layer.name),
    );
    for (const [layer, values] of expected.layers.entries())
      assertLayer(actual.layers[layer]!, values, where);
  }
}

function assertLayer(actual: TraceLayer, expected: TraceLayer, where: string): void {
  for (const part of ['forward', 'backward', 'update'] as const) {
    assert.deepEqual(Object.keys(actual[part]), Object.keys(expected[part]), `${where} ${part}`);
    for (const [name, values] of Object.entries(expected[part])) {
      const what = `${where} ${expected.name} ${part}.${name}`;
      const printed = actual[part][name] ?? null;
      if (values === null || printed === null) assert.equal(printed, values, what);
      else assertAgrees(flatten(printed), flatten(values), what);
    }
  }
}
