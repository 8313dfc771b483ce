import assert from 'node:assert/strict';
import type { Fault } from '../../../src/definition/fault';
import { parseDefinition } from '../../../src/definition/parse';
import { assertFaults, marked, repaired } from './marked';

const XOR = '"data": { "dataset": "xor" }';
const ONE = '"layers": [{ "units": 1 }]';
const withLayer = (layer: string): string => `{ ${XOR},\n "layers": [${layer}] }`;
const withData = (data: string): string => `{ ${ONE},\n "data": ${data} }`;
const withRest = (rest: string): string => `{ ${XOR}, ${ONE},\n ${rest} }`;

type Case = readonly [kind: Fault['kind'], text: string, says: RegExp];

/** One fault each; ¦ stands where it is. */
const CASES: readonly Case[] = [
  ['syntax', '¦', /file is empty/],
  ['syntax', `{ ${XOR} ¦${ONE} }`, /comma is expected/],
  ['syntax', `{ ${XOR}, ${ONE}, "seed": ¦nope }`, /nope is not a JSON value/],
  [
    'syntax',
    withRest('"loss": "huber",\n ¦"loss": "huber"'),
    /'loss' appears twice; it is already in line 2/,
  ],
  ['syntax', `${'['.repeat(64)}¦[`, /nested more deeply/],
  ['schema', '¦[]', /definition must be an object/],
  ['schema', `¦{ ${XOR} }`, /'layers' is missing/],
  ['schema', `¦{ ${ONE} }`, /'data' is missing/],
  ['schema', withRest('¦"epoch": 3'), /no property 'epoch'; did you mean 'epochs'\?/],
  ['schema', `{ ${XOR}, "layers": ¦[] }`, /layers is empty/],
  ['schema', `{ ${XOR}, "layers": ¦{} }`, /layers must be a list/],
  ['schema', withLayer('¦3'), /layer 'layer1' must be an object \{ … \}, not 3/],
  ['schema', withLayer('¦{ "name": "a" }'), /layer 'a': 'units' is missing/],
  ['schema', withLayer('{ "units": ¦0 }'), /layer 'layer1': units must be a whole number from 1/],
  ['schema', withLayer('{ "units": ¦2.5 }'), /not 2\.5/],
  ['schema', withLayer('{ "units": ¦"8", "name": "a" }'), /layer 'a': units must be .* not the text "8"/],
  ['schema', withLayer('{ "units": 1, "name": ¦" " }'), /name must be a text that is not empty/],
  ['schema', withLayer('{ "units": 1, "activation": ¦"tahn" }'), /'tahn' is unknown\. Did you mean 'tanh'\?/],
  ['schema', withLayer('{ "units": 1, "activation": ¦{ "alpha": 1 } }'), /'type' is missing/],
  ['schema', withLayer('{ "units": 1, "useBias": ¦"true" }'), /useBias must be true or false/],
  [
    'schema',
    withLayer('{ "units": 1, "kernelInitializer": ¦"xavier_uniform" }'),
    /Did you mean 'glorotUniform'/,
  ],
  ['schema', withLayer('{ "units": 1, "weights": ¦[] }'), /weights is empty/],
  ['schema', withLayer('{ "units": 1, "weights": [¦[]] }'), /row 1 is empty/],
  [
    'schema',
    withLayer('{ "units": 1, "weights": [[¦true]] }'),
    /row 1: element 1 must be a number, not true/,
  ],
  ['schema', withLayer('{ "units": 1, "biases": ¦0.5 }'), /biases must be a list of numbers, not 0\.5/],
  [
    'meaning',
    withLayer('{ "units": 2, "weights": [[1, 2],\n ¦[3]] }'),
    /row 2 has 1 number, the first row has 2/,
  ],
  ['meaning', withLayer('{ "units": 1, "weights": [[¦1e999]] }'), /1e999 is too large/],
  ['meaning', withLayer('{ "units": 1, "weights": [[¦1e39]] }'), /1e39 is too large for the 32-bit/],
  [
    'meaning',
    withLayer('{ "units": 2, "name": "a", "weights": ¦[[1, 2, 3]] }'),
    /weights has 3 columns, .* 2 units/,
  ],
  [
    'meaning',
    withLayer('{ "units": 2 }, { "units": 1, "weights": ¦[[1]] }'),
    /has 1 row, .* before, 'layer1', has 2 units/,
  ],
  ['meaning', withLayer('{ "units": 2, "biases": ¦[1] }'), /biases has 1 number, .* 2 units/],
  [
    'meaning',
    withLayer('{ "units": 1, "useBias": false, "biases": ¦[1] }'),
    /has biases, but useBias is false/,
  ],
  [
    'meaning',
    withLayer('{ "units": 1, "name": "a" }, { "units": 1, "name": ¦"a" }'),
    /two layers are named 'a'/,
  ],
  [
    'meaning',
    withLayer('{ "units": 1, "name": "layer2" }, ¦{ "units": 1 }'),
    /named 'layer2' .* when it has none/,
  ],
  [
    'meaning',
    withLayer('{ "units": 1, "activation": { "type": "relu", ¦"alpha": 1 } }'),
    /alpha means nothing to relu/,
  ],
  [
    'meaning',
    withLayer('{ "units": 1, "kernelInitializer": { "type": "ones", ¦"scale": 1 } }'),
    /scale means nothing/,
  ],
  [
    'meaning',
    withLayer('{ "units": 1, "kernelInitializer": { "type": "normal", "scale": ¦-1 } }'),
    /0 or more/,
  ],
  ['meaning', withLayer('{ "units": 60000 }, { "units": ¦60000 }'), /60000 × 60000 weights are more/],
  ['meaning', withLayer('{ "units": 1, "activation": ¦"softmax" }'), /warning: .* always outputs 1/],
  [
    'meaning',
    withLayer('{ "units": 1, "weights": [[1], [2]], "kernelInitializer": ¦"ones" }'),
    /warning: .* not used/,
  ],
  ['schema', withData('¦7'), /data must be an object/],
  ['schema', withData('{ "dataset": ¦"irsi" }'), /'irsi' is unknown\. Did you mean 'iris'/],
  [
    'schema',
    withData('{ "dataset": "xor", "batchSize": ¦0 }'),
    /batchSize must be a whole number, 1 or more/,
  ],
  ['schema', withData('{ "dataset": "xor", "validationSplit": ¦1 }'), /not including, 1, not 1/],
  ['schema', withData('{ "dataset": "xor", "shuffle": ¦1 }'), /shuffle must be true or false/],
  ['schema', withData('{ "csv": ¦3, "target": "y" }'), /csv must be the path of a file/],
  ['schema', withData('{ "csv": "a.csv", "target": ¦[] }'), /target is an empty list/],
  ['schema', withData('{ "csv": "a.csv", "target": ["y", ¦"y"] }'), /'y' appears twice/],
  ['meaning', withData('¦{}'), /data: there is none/],
  ['meaning', withData('{ "dataset": "xor", ¦"csv": "a.csv" }'), /'csv' stands beside 'dataset'/],
  [
    'meaning',
    withData('{ "dataset": "xor", ¦"target": "y" }'),
    /'target' belongs to 'csv', not to 'dataset'/,
  ],
  ['meaning', withData('{ "csv": "a.csv", ¦"targets": "y" }'), /Did you mean 'target'\?/],
  ['meaning', withData('¦{ "csv": "a.csv" }'), /'target' is missing/],
  ['meaning', withData('{ "csv": "a.csv", "target": "y", "features": ¦["x", "y"] }'), /'y' is a target too/],
  ['meaning', withData('¦{ "inputs": [[1]] }'), /'targets' is missing/],
  ['meaning', withData('{ "inputs": [[1], [2]], "targets": ¦[[1]] }'), /inputs has 2 rows, targets 1/],
  ['meaning', withData('{ "inputs": [[1, 2], ¦[3]], "targets": [[1], [2]] }'), /inputs: row 2 has 1 number/],
  [
    'schema',
    withData('{ "inputs": [[1]], "targets": [¦1] }'),
    /targets: row 1 must be a list of numbers, not 1/,
  ],
  ['schema', withRest('"loss": ¦"mse"'), /Did you mean 'meanSquaredError'\?/],
  ['schema', withRest('"epochs": ¦1.5'), /epochs must be a whole number, 1 or more, not 1\.5/],
  ['schema', withRest('"seed": ¦0.5'), /seed must be a whole number/],
  ['schema', withRest('"optimizer": ¦[]'), /optimizer must be an object/],
  ['schema', withRest('"optimizer": ¦"adamw"'), /Did you mean 'adam'/],
  ['schema', withRest('"optimizer": { "learningRate": ¦0 }'), /learningRate must be a number above 0/],
  ['schema', withRest('"optimizer": { "momentum": ¦-0.1 }'), /momentum must be a number from 0 to 1/],
  ['schema', withRest('"optimizer": { "type": "adam", "beta1": ¦1 }'), /beta1 must be .* not including, 1/],
  ['schema', withRest('"optimizer": { ¦"lr": 1 }'), /did you mean 'learningRate'/],
  [
    'meaning',
    withRest('"optimizer": { "type": "adam", ¦"momentum": 0.9 }'),
    /'momentum' means nothing to adam/,
  ],
  ['meaning', withRest('"optimizer": { "nesterov": ¦true }'), /needs a momentum above 0/],
];

describe('the faults of a definition', () => {
  for (const [kind, text, says] of CASES) {
    it(`${kind}: ${says.source}`, () => {
      const { text: clean, places } = marked(text);
      const { faults, definition } = parseDefinition(clean);
      assertFaults(faults, places, [says]);
      assert.equal(faults[0]!.kind, kind);
      assert.equal(definition === null, faults[0]!.severity === 'error');
    });
  }

  it('are all there at once, in the order of the file', () => {
    const { text, places } = marked(`{
  "data": { "dataset": ¦"irs", "batchSize": ¦-1 },
  "layers": [
    { "units": ¦"8", "activation": ¦"tahn" },
    { "units": 3, "weights": [[1, 2, 3], ¦[4]] },
  ],
  // one more
  "loss": ¦"mse", ¦"sed": 1
}`);
    const says = [/iris/, /batchSize/, /units/, /tanh/, /row 2/, /meanSquared/, /did you mean 'seed'/];
    assertFaults(parseDefinition(text).faults, places, says);
  });

  it('of a broken text do not call missing what may only be unreadable', () => {
    const { faults } = parseDefinition('{ "data": { "dataset": "xor" }, "layers" ');
    assert.deepEqual([...new Set(faults.map(({ kind }) => kind))], ['syntax']);
  });

  it('carry a fix that repairs them, where it is certain', () => {
    for (const broken of [
      withLayer('{ "units": 1, "activation": "tahn" }'),
      withLayer('{ "units": "8" }'),
      withLayer('{ "units": 1, "useBias": "false" }'),
      withLayer('{ "units": 1, "biases": 0.5 }'),
      withRest('"epoch": 3'),
      withRest('"loss": "binary_crossentropy"'),
      withData('{ "csv": "a.csv", "targets": "y" }'),
      withData('{ "inputs": [[1]], "targets": [1] }'),
    ]) {
      const whole = repaired(broken, parseDefinition(broken).faults[0]!);
      assert.deepEqual(parseDefinition(whole).faults, [], whole);
    }
  });

  it('count lines that end in \\r\\n as editors do', () => {
    const { faults } = parseDefinition(withRest('\n"seed": 0.5').replaceAll('\n', '\r\n'));
    assert.deepEqual(faults[0]!.range.start, { line: 2, column: 8, offset: faults[0]!.range.start.offset });
  });
});
