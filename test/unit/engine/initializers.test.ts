import assert from 'node:assert/strict';
import { random } from '../../../src/data/random';
import type { InitializerName } from '../../../src/definition/names';
import { drawWeights } from '../../../src/engine/initializers';

const N = 60;
const M = 90;

function draw(type: InitializerName, scale = 0, seed = 5): Float32Array {
  return drawWeights({ type, scale }, N, M, random(seed, 'weights', 0));
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe('initializers', () => {
  const limits: [InitializerName, number, number][] = [
    ['glorotUniform', 0, Math.sqrt(6 / (N + M))],
    ['heUniform', 0, Math.sqrt(6 / N)],
    ['lecunUniform', 0, Math.sqrt(3 / N)],
    ['uniform', 0.2, 0.2],
  ];
  for (const [type, scale, limit] of limits) {
    it(`${type} fills ± its limit and goes no further`, () => {
      const values = draw(type, scale);
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      assert.ok(largest <= Math.fround(limit) && largest > 0.98 * limit);
      assert.ok(Math.abs(deviation(values) / (limit / Math.sqrt(3)) - 1) < 0.05);
    });
  }

  const deviations: [InitializerName, number, number, boolean][] = [
    ['glorotNormal', 0, Math.sqrt(2 / (N + M)), true],
    ['heNormal', 0, Math.sqrt(2 / N), true],
    ['lecunNormal', 0, Math.sqrt(1 / N), true],
    ['normal', 0.3, 0.3, false],
  ];
  for (const [type, scale, wanted, cut] of deviations) {
    it(`${type} has its deviation${cut ? ' after the cut at two' : ''}`, () => {
      const values = draw(type, scale);
      assert.ok(Math.abs(deviation(values) / wanted - 1) < 0.05);
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / wanted;
      assert.equal(largest < 2.28, cut);
    });
  }

  it('zeros, ones and constant are what they say', () => {
    assert.ok(draw('zeros').every((value) => value === 0));
    assert.ok(draw('ones').every((value) => value === 1));
    assert.ok(draw('constant', 0.25).every((value) => value === 0.25));
  });

  it('draws the same for the same seed and something else for another', () => {
    assert.deepEqual(draw('heNormal'), draw('heNormal'));
    assert.notDeepEqual(draw('heNormal'), draw('heNormal', 0, 6));
  });
});
