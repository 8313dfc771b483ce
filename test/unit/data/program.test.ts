import assert from 'node:assert/strict';
import { assertFaults, marked, repaired } from '../definition/marked';
import { load } from './memoryFiles';

const CSV = 'x,y,class\n1,2,a\n2,3,b\n3,5,a\n';
const SIGMOID = '"layers": [{ "units": 1, "activation": "sigmoid" }], "loss": "binaryCrossentropy"';
const csv = (data: string, rest = SIGMOID): string => `{ "data": { ${data} },\n ${rest} }`;

type Case = readonly [text: string, says: RegExp, csv?: string];

/** One fault each; ¦ stands where it is. */
const CASES: readonly Case[] = [
  [csv('"csv": ¦"b.csv", "target": "class"'), /data: csv: b\.csv: there is no such file/],
  [
    csv('"csv": "a.csv", "target": ¦"klass"'),
    /a\.csv has no column 'klass'\. Did you mean 'class'\? Its columns are 'x', 'y' and 'class'/,
  ],
  [csv('"csv": "a.csv", "target": "class", "features": ["x", ¦"z1"]'), /no column 'z1'/],
  [csv('"csv": ¦"a.csv", "target": ["x", "y", "class"]'), /none is left as an input/],
  [csv('"csv": ¦"a.csv", "target": "class"'), /row 3, column 'y': the cell is empty/, 'x,y,class\n1,2,a\n2,,b\n'],
  [csv('"csv": ¦"a.csv", "target": "class"'), /row 4, column 'x': 'n\/a' is not a number/, 'x,class\n1,a\n\nn/a,b'],
  [csv('"csv": ¦"a.csv", "target": "class"'), /'1,5' has a decimal comma/, 'x;class\n1,5;a\n2;b'],
  [csv('"csv": ¦"a.csv", "target": "class"'), /row 3 has 1 fields, the header has 2/, 'x,class\n1,a\n2\n3,b'],
  [csv('"csv": ¦"a.csv", "target": "class"'), /quoted field is not closed/, 'x,class\n1,"a\n2,b'],
  [csv('"csv": ¦"a.csv", "target": "class"'), /it is empty/, '\n'],
  [csv('"csv": ¦"a.csv", "target": "class"'), /header but no rows/, 'x,class\n'],
  [csv('"csv": "a.csv", "target": ¦"class"'), /2 columns named 'class'/, 'x,class,class\n1,a,b'],
  [
    csv('"csv": "a.csv", "target": "class"', '"layers": [{ "units": ¦3 }]'),
    /'layer1' is the last and has 3 units, but the data has 2 targets/,
  ],
  [
    '{ "data": { "dataset": "iris" },\n "layers": [{ "name": "h", "units": 3, "weights": ¦[[1, 2, 3]] }] }',
    /layer 'h': weights has 1 row, but the data has 4 inputs/,
  ],
  ['{ "data": { "dataset": "xor", "batchSize": ¦5 }, "layers": [{ "units": 1 }] }', /warning: .* 4 training rows/],
  ['{ "data": { "dataset": "xor", "validationSplit": ¦0.9 }, "layers": [{ "units": 1 }] }', /none is left to train/],
  ['{ "data": { "dataset": "xor", "validationSplit": ¦0.1 }, "layers": [{ "units": 1 }] }', /warning: .* nothing is held back/],
  [
    '{ "data": { "dataset": "iris", "shuffle": false, "validationSplit": ¦0.4 }, "layers": [{ "units": 3 }] }',
    /warning: .* no training row belongs to 'virginica'/,
  ],
  [
    '{ "data": { "dataset": "iris" }, "layers": [{ "units": 3, "activation": ¦"sigmoid" }], "loss": "categoricalCrossentropy" }',
    /warning: .* sum to 1, which softmax gives and sigmoid does not/,
  ],
  [
    '{ "data": { "dataset": "xor" }, "layers": [{ "units": ¦1 }], "loss": "binaryCrossentropy" }',
    /warning: .* which sigmoid gives; those of linear can lie outside/,
  ],
  [
    '{ "data": { "dataset": "sine" }, "layers": [{ "units": 1, "activation": "sigmoid" }], "loss": ¦"binaryCrossentropy" }',
    /warning: .* needs targets between 0 and 1; the data's go from -1 to 1/,
  ],
  [
    '{ "data": { "dataset": "sine" }, "layers": [{ "units": 1, "activation": ¦"relu" }] }',
    /warning: .* never below 0, but the targets go from -1 to 1/,
  ],
  [
    '{ "data": { "inputs": [[1]], "targets": [[1, 1]] }, "layers": [{ "units": 2, "activation": "softmax" }], "loss": ¦"categoricalCrossentropy" }',
    /warning: .* targets that sum to 1/,
  ],
];

describe('a program', () => {
  for (const [text, says, file] of CASES) {
    it(`faults: ${says.source}`, async () => {
      const { text: clean, places } = marked(text);
      const { faults, program } = await load(clean, { 'a.csv': file ?? CSV });
      assertFaults(faults, places, [says]);
      assert.equal(faults[0]!.kind, 'meaning');
      assert.equal(program === null, faults[0]!.severity === 'error');
    });
  }

  it('has the faults of the file and those of its data at once', async () => {
    const { text, places } = marked(csv('"csv": ¦"b.csv", "target": "class", "batchSize": ¦0', '"layers": [{ "units": ¦0 }]'));
    const { faults } = await load(text);
    assertFaults(faults, places, [/no such file/, /batchSize/, /units/]);
  });

  it('says how often something is wrong without saying it each time', async () => {
    const rows = Array.from({ length: 20 }, () => ',a').join('\n');
    const { faults } = await load(csv('"csv": "a.csv", "target": "class"'), { 'a.csv': `x,class\n${rows}` });
    assert.equal(faults.length, 6);
    assert.match(faults[5]!.message, /15 more rows/);
  });

  it('is repaired by the fix of a width, a column and an activation', async () => {
    for (const broken of [
      '{ "data": { "dataset": "iris" }, "layers": [{ "units": 2 }] }',
      csv('"csv": "a.csv", "target": "Class"'),
      '{ "data": { "dataset": "xor" }, "layers": [{ "units": 1 }], "loss": "binaryCrossentropy" }',
    ]) {
      const first = await load(broken, { 'a.csv': CSV });
      const again = await load(repaired(broken, first.faults[0]!), { 'a.csv': CSV });
      assert.deepEqual(again.faults, []);
    }
  });

  it('rejects when the file itself cannot be read', async () => {
    const no = (): Promise<string> => Promise.reject(new Error('gone'));
    const { loadProgram } = await import('../../../src/data/program');
    await assert.rejects(loadProgram({ readText: no, readSibling: no, readBuiltIn: no }), /gone/);
  });
});
