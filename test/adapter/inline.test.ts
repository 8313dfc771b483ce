/** Breakpoints inside a line: which places there are, and where a run stops for each. */
import assert from 'node:assert/strict';
import type { TestClient } from './client';
import { fixture, lineOf, newSession, PATIENCE, type Debugged } from './host';

const THREE = fixture('three.mlp.json');
const FILE = '/places.mlp.json';
const HIDDEN = '    { "name": "hidden", "units": 3, "useBias": true, "activation": "tanh" },';
const TEXT = `{
  "data": { "dataset": "xor", "batchSize": 2 },
  "layers": [
${HIDDEN}
    {
      // The layer at the end.
      "name": "output",
      "units": 1, "activation": "sigmoid",
      "weights": [
        [1],
        [2],
        [3]
      ]
    }
  ],
  "loss": "binaryCrossentropy", "optimizer": { "type": "sgd", "learningRate": 0.5 },
  "epochs": 2
}`;
/** The line, and the column of the text on it, both from 1. */
function placeOf(text: string, inLine = text): { line: number; column: number } {
  const lines = TEXT.split('\n');
  const line = lines.findIndex((one) => one.includes(inLine));
  return { line: line + 1, column: (lines[line]?.indexOf(text) ?? -1) + 1 };
}
const lineWith = (text: string): { line: number } => ({ line: placeOf(text).line });

describe('breakpoints inside a line', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  beforeEach(() => {
    debugged = newSession();
    client = debugged.client;
    debugged.host.texts.set(FILE, TEXT);
  });
  afterEach(() => debugged.session.dispose());

  const locations = async (args: object): Promise<string[]> => {
    const { breakpoints } = await client.request('breakpointLocations', { source: { path: FILE }, ...args });
    return breakpoints.map(({ line, column = 0, endLine, endColumn = 0 }) => {
      assert.equal(line, endLine);
      return TEXT.split('\n')[line - 1]?.slice(column - 1, endColumn - 1) ?? '';
    });
  };

  it('can stand at each property of a one-line layer', async () => {
    assert.deepEqual(await locations(lineWith('"hidden"')), [
      '"name": "hidden"',
      '"units": 3',
      '"useBias": true',
      '"activation": "tanh"',
    ]);
    assert.deepEqual(await locations(lineWith('"loss"')), [
      '"loss": "binaryCrossentropy"',
      '"optimizer": { "type": "sgd", "learningRate": 0.5 }',
    ]);
    assert.deepEqual(await locations(lineWith('"data"')), []);
  });

  it('can stand in the part of a line, or on the lines, that a client asks about', async () => {
    const units = placeOf('"units"', '"hidden"');
    assert.equal((await locations(units)).length, 3);
    assert.deepEqual(await locations({ ...units, endColumn: units.column }), ['"units": 3']);
    const both = { line: units.line, endLine: lineWith('"output"').line };
    const { breakpoints } = await client.request('breakpointLocations', { source: { path: FILE }, ...both });
    const [first, last] = [breakpoints[0], breakpoints.at(-1)];
    assert.deepEqual([first?.line, last?.line], [both.line, both.endLine]);
    // The name of the layer at the end has a line of its own, so its brace stands for the layer too.
    assert.equal(breakpoints.length, 6);
  });

  it('have no place in a file that is not there or not the program', async () => {
    const ask = { source: { path: '/nowhere.mlp.json' }, line: 1 };
    assert.deepEqual((await client.request('breakpointLocations', ask)).breakpoints, []);
    assert.match(await client.refused('breakpointLocations', { line: 1 }), /path of a file/);
  });

  const CASES: readonly [
    what: string,
    asked: { line: number; column?: number },
    stands: object,
    top: string,
  ][] = [
    ['the name', placeOf('hidden'), placeOf('"name"', '"hidden"'), 'backward hidden: gradientPrev'],
    [
      'the units',
      placeOf('3,', '"hidden"'),
      placeOf('"units"', '"hidden"'),
      'backward hidden: gradientWeights',
    ],
    ['useBias', placeOf('"useBias"'), placeOf('"useBias"'), 'backward hidden: gradientWeights'],
    [
      'the activation',
      placeOf('tanh'),
      placeOf('"activation"', '"hidden"'),
      'backward hidden: activationDerivative',
    ],
    [
      'what stands before the column, between two properties',
      { ...placeOf(' "activation"', '"hidden"') },
      placeOf('"useBias"'),
      'backward hidden: gradientWeights',
    ],
    [
      'the first property, before all of them',
      { ...lineWith('"hidden"'), column: 2 },
      placeOf('"name"', '"hidden"'),
      'backward hidden: gradientPrev',
    ],
    [
      'a line of its own for the name',
      lineWith('"output"'),
      lineWith('"output"'),
      'backward output: gradientPrev',
    ],
    [
      'a line with several properties',
      lineWith('"sigmoid"'),
      { line: placeOf('{', '    {').line + 1 },
      'backward output: gradientPrev',
    ],
    [
      'a column in it',
      placeOf('sigmoid'),
      placeOf('"activation"', '"sigmoid"'),
      'backward output: activationDerivative',
    ],
    ['a row of the weights', lineWith('[2]'), lineWith('"weights"'), 'backward output: gradientWeights'],
    [
      'a comment in the layer',
      lineWith('// The'),
      { line: lineWith('// The').line - 1 },
      'backward output: gradientPrev',
    ],
    ['the loss', lineWith('"loss"'), lineWith('"loss"'), 'loss: loss'],
    ['the optimizer', placeOf('learningRate'), placeOf('"optimizer"'), 'update output: update'],
  ];
  for (const [what, asked, stands, top] of CASES) {
    it(`stop at the operation of ${what}`, async () => {
      const response = await client.launch({ program: FILE }, async () => {
        await client.request('setExceptionBreakpoints', { filters: [] });
        const { breakpoints } = await client.request('setBreakpoints', {
          source: { path: FILE },
          breakpoints: [asked],
        });
        const [{ verified, line, column } = { verified: false }] = breakpoints;
        assert.deepEqual([verified, line, column], [true, ...placeIn(stands)]);
      });
      assert.ok(response.success, response.message);
      const { body } = await client.event('stopped');
      assert.equal(body.reason, 'breakpoint');
      assert.equal(await client.top(), top);
    });
  }
  const placeIn = (stands: { line?: number; column?: number }): unknown[] => [stands.line, stands.column];

  it('stop at the end of each epoch on the line of the epochs', async () => {
    await client.launch({ program: FILE }, async () => {
      await client.request('setExceptionBreakpoints', { filters: [] });
      const breakpoints = [lineWith('"epochs"')];
      await client.request('setBreakpoints', { source: { path: FILE }, breakpoints });
    });
    const seen: string[] = [];
    for (const epoch of [0, 1]) {
      await client.event('stopped');
      seen.push(`${await client.evaluate('epoch')}/${await client.evaluate('batch')} ${await client.top()}`);
      await client.request('continue', { threadId: 1 });
      assert.equal(seen.length, epoch + 1);
    }
    await client.event('terminated');
    assert.deepEqual(seen, ['0/1 update output: update', '1/1 update output: update']);
  });

  it('on the lines of a layer that is spread over several stop at their properties', async () => {
    const at = (marker: string): { line: number } => ({ line: lineOf(THREE, marker) });
    await client.launch({ program: THREE }, async () => {
      await client.request('setExceptionBreakpoints', { filters: [] });
      const asked = [at('FIRST'), at('FIRST-UNITS'), at('FIRST-ACTIVATION')];
      const { breakpoints } = await client.request('setBreakpoints', {
        source: { path: THREE },
        breakpoints: asked,
      });
      assert.deepEqual(
        breakpoints.map(({ verified, line, column }) => [verified, line, column]),
        asked.map(({ line }) => [true, line, undefined]),
      );
    });
    const seen: string[] = [];
    for (let i = 0; i < 3; i++) {
      await (i === 0 ? client.event('stopped') : client.go('continue'));
      seen.push(await client.top());
    }
    assert.deepEqual(seen, [
      'backward first: activationDerivative',
      'backward first: gradientWeights',
      'backward first: gradientPrev',
    ]);
  });

  it('are refused when their condition reads what is computed later', async () => {
    const { breakpoints } = await client.request('setBreakpoints', {
      source: { path: FILE },
      breakpoints: [
        { ...placeOf('tanh'), condition: 'norm(gradientWeights) > 1' },
        { ...placeOf('tanh'), condition: 'norm(layers.output.gradientWeights) > 1 or loss > gradient[0, 0]' },
        { ...lineWith('"loss"'), condition: 'layers[0].gradient[0, 0] > 1' },
        {
          ...lineWith('"loss"'),
          condition: 'max(gradient) > 1 and accuracy < 1 and layers[1].input[0, 0] < 1',
        },
      ],
    });
    assert.deepEqual(
      breakpoints.map(({ verified, message = '' }) => verified || message),
      [
        "In the condition, column 6: gradientWeights of 'hidden' is always absent here: it is computed later in the batch step.",
        true,
        "In the condition: gradient of 'hidden' is always absent here: it is computed later in the batch step.",
        true,
      ],
    );
  });
});
