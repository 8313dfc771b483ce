import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseDefinition } from '../../../src/definition/parse';

const MINIMAL = '{ "data": { "dataset": "xor" }, "layers": [{ "units": 2 }, { "units": 1 }] }';
const withOptimizer = (optimizer: string) =>
  parseDefinition(MINIMAL.replace('"layers"', `"optimizer": ${optimizer}, "layers"`)).definition?.optimizer;

describe('a definition', () => {
  it('has every default', () => {
    const { definition, faults } = parseDefinition(MINIMAL);
    assert.deepEqual(faults, []);
    const layer = {
      activation: { type: 'linear', alpha: 0 },
      useBias: true,
      kernelInitializer: { type: 'glorotUniform', scale: 0 },
      weights: null,
      biases: null,
    };
    assert.deepEqual(definition, {
      data: {
        source: { kind: 'dataset', dataset: 'xor' },
        batchSize: null,
        shuffle: true,
        validationSplit: 0,
        standardize: false,
      },
      layers: [
        { name: 'layer1', units: 2, ...layer },
        { name: 'layer2', units: 1, ...layer },
      ],
      loss: 'meanSquaredError',
      optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false },
      epochs: 100,
      seed: 0,
    });
  });

  it('has the defaults of its optimizer', () => {
    const adam = { type: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    assert.deepEqual(withOptimizer('{ "type": "adam" }'), adam);
    assert.deepEqual(withOptimizer('"adam"'), adam);
    assert.deepEqual(withOptimizer('{ "type": "rmsprop", "rho": 0.5 }'), {
      type: 'rmsprop',
      learningRate: 0.01,
      rho: 0.5,
      epsilon: 1e-8,
    });
    assert.deepEqual(withOptimizer('{ "momentum": 0.9, "nesterov": true }'), {
      type: 'sgd',
      learningRate: 0.1,
      momentum: 0.9,
      nesterov: true,
    });
  });

  it('takes activations and initializers as names and as objects', () => {
    const { definition } = parseDefinition(`{ "data": { "dataset": "xor" }, "layers": [
      { "units": 1, "activation": "leakyRelu", "kernelInitializer": "uniform" },
      { "units": 1, "activation": { "type": "elu" }, "kernelInitializer": { "type": "constant", "scale": -2 } },
      { "units": 1, "activation": { "type": "leakyRelu", "alpha": 0.2 } }] }`);
    const layers = definition?.layers ?? [];
    assert.deepEqual(
      layers.map(({ activation }) => activation),
      [
        { type: 'leakyRelu', alpha: 0.01 },
        { type: 'elu', alpha: 1 },
        { type: 'leakyRelu', alpha: 0.2 },
      ],
    );
    assert.deepEqual(layers[0]?.kernelInitializer, { type: 'uniform', scale: 0.05 });
    assert.deepEqual(layers[1]?.kernelInitializer, { type: 'constant', scale: -2 });
  });

  it('may hold comments, trailing commas and a byte order mark', () => {
    const text = `\uFEFF// a network\n{ "data": { "dataset": "xor", }, /* one */ "layers": [{ "units": 1, },], }`;
    assert.deepEqual(parseDefinition(text).faults, []);
  });

  it('knows the place of every value and property', () => {
    const { source } = parseDefinition(MINIMAL);
    const cut = (range: { start: { offset: number }; end: { offset: number } } | undefined) =>
      range && MINIMAL.slice(range.start.offset, range.end.offset);
    assert.equal(cut(source.value(['layers', 1, 'units'])), '1');
    assert.equal(cut(source.property(['layers', 1, 'units'])), '"units": 1');
    assert.equal(cut(source.value(['layers', 1])), '{ "units": 1 }');
    assert.equal(source.property(['layers', 1]), undefined);
    assert.equal(source.value(['layers', 2]), undefined);
    assert.equal(source.value(['loss']), undefined);
  });

  it('is read from every reference case and every example without an error', () => {
    for (const folder of ['test/reference', 'examples']) {
      const files = readdirSync(folder).filter((name) => name.endsWith('.mlp.json'));
      assert.ok(files.length >= 6);
      for (const name of files) {
        assert.deepEqual(parseDefinition(readFileSync(`${folder}/${name}`, 'utf8')).faults, [], name);
      }
    }
  });

  it('never throws, whatever the text', () => {
    const words = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"layers"',
      '"units"',
      '"data"',
      '"csv"',
      '1',
      '-',
      'null',
      '//',
      '"',
    ];
    const soup = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(' '));
    const cut = fc.nat(MINIMAL.length).map((length) => MINIMAL.slice(0, length));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), soup, cut), (text) => {
        const { definition, faults } = parseDefinition(text);
        assert.ok(definition !== null || faults.length > 0);
        for (const { range } of faults) assert.ok(range.start.offset <= range.end.offset);
      }),
      { numRuns: 500 },
    );
    assert.equal(parseDefinition('['.repeat(200_000)).definition, null);
  });
});
