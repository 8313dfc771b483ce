import assert from 'node:assert/strict';
import { contains, placesIn } from '../../../src/extension/layerPlaces';
import { layerShape } from '../panel/fixtures';

const FILE = `{
  "data": { "dataset": "iris" },
  "layers": [
    { "name": "hidden", "units": 8, "activation": "tanh" },
    {
      "units": 4,
      "activation": "tanh"
    },
    { "name": "output", "units": 3, "activation": "softmax" }
  ],
  "loss": "categoricalCrossentropy"
}
`;
const LAYERS = [
  layerShape('hidden', 4, 8),
  layerShape('layer2', 8, 4),
  layerShape('output', 4, 3, 'softmax'),
];

const found = (text: string): [number, number][] =>
  placesIn(text, FILE, LAYERS).layers.map(({ layer, line }) => [layer, line + 1]);

describe('the places of a run in its file', () => {
  it('are those of the launch while the file is as it was', () => {
    const all = [
      [0, 4],
      [1, 5],
      [2, 9],
    ];
    assert.deepEqual(found(FILE), all);
    assert.deepEqual(found(FILE.replaceAll('\n', '\r\n')), all, 'however its lines end');
    assert.deepEqual(found(`\uFEFF${FILE}`), all);
  });

  it('follow a layer by its name once the file was edited, and lose one that only counts', () => {
    const edited = FILE.replace('"layers": [', '"layers": [\n    { "units": 4, "activation": "tanh" },');
    assert.deepEqual(found(edited), [
      [0, 5],
      [2, 10],
    ]);
  });

  it('never take a layer for another: not one of that name that is made otherwise, nor one of two', () => {
    const without = (edited: string): number[] => found(edited).map(([layer]) => layer);
    assert.deepEqual(without(FILE.replace('"units": 8', '"units": 9')), [2]);
    assert.deepEqual(without(FILE.replace('"activation": "softmax"', '"activation": "tanh"')), [0]);
    assert.deepEqual(without(FILE.replace('"units": 8', '"units": 8, "useBias": false')), [2]);
    assert.deepEqual(without(FILE.replace('"hidden"', '"other"')), [2]);
    assert.deepEqual(
      without(FILE.replace('"name": "output", "units": 3', '"name": "hidden", "units": 8')),
      [],
    );
    const swapped = FILE.replace('"hidden"', '"x"').replace('"output"', '"hidden"');
    assert.deepEqual(without(swapped), [], 'names that changed places');
  });

  it('are none in a file that says nothing any more', () => {
    for (const text of ['', '{', '[]', 'null', '{ "layers": 3 }']) assert.deepEqual(found(text), []);
  });

  it('hold what lies between their ends', () => {
    const { layers } = placesIn(FILE, FILE, LAYERS);
    const range = layers[0]!.property('units')!;
    const [line, start] = [3, FILE.split('\n')[3]!.indexOf('"units"')];
    assert.equal(contains(range, line, start), true);
    assert.equal(contains(range, line, start - 1), false);
    assert.equal(contains(range, line, start + '"units": 8'.length), true);
    assert.equal(contains(range, line + 1, start), false);
    assert.equal(layers[1]!.property('name'), undefined);
  });
});
