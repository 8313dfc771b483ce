import assert from 'node:assert/strict';
import { jsonFloat32, jsonNumber, jsonTensor } from '../../../src/cli/json';

describe('numbers as JSON', () => {
  it('writes what is not finite as strings and what does not apply as null', () => {
    assert.deepEqual([NaN, Infinity, -Infinity, null, 0.5].map(jsonNumber), [
      '"NaN"',
      '"Infinity"',
      '"-Infinity"',
      'null',
      '0.5',
    ]);
    assert.equal(jsonFloat32(NaN), '"NaN"');
  });

  it('writes float32 so that it reads back as the same float32', () => {
    const bits = new Uint32Array(1);
    const float = new Float32Array(bits.buffer);
    for (let i = 0; i < 20_000; i++) {
      bits[0] = (i * 2_654_435_761) >>> 0;
      const value = float[0]!;
      if (Number.isFinite(value)) assert.equal(Math.fround(JSON.parse(jsonFloat32(value)) as number), value);
    }
    assert.equal(jsonFloat32(Math.fround(0.1)), '0.100000001');
  });

  it('nests as the shape says', () => {
    const data = Float32Array.of(1, 2, 3, 4, 5, NaN, 7, 8);
    assert.equal(jsonTensor({ shape: [8], data: data }), '[1,2,3,4,5,"NaN",7,8]');
    assert.equal(jsonTensor({ shape: [2, 4], data }), '[[1,2,3,4],[5,"NaN",7,8]]');
    assert.equal(jsonTensor({ shape: [2, 2, 2], data }), '[[[1,2],[3,4]],[[5,"NaN"],[7,8]]]');
    assert.equal(jsonTensor(null), 'null');
  });
});
