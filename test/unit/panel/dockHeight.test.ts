/** The height of the explanation, as keys and memory have it. */
import assert from 'node:assert/strict';
import {
  heightAfterKey,
  heightFrom,
  heightWithin,
  LEAST_HEIGHT,
  mostHeight,
} from '../../../src/panel/drawing/dockHeight';

describe('the height of the explanation', () => {
  it('leaves the matrices some of the panel, and can always be read', () => {
    for (const panel of [60, 300, 700, 2000]) {
      assert.equal(heightWithin(0, panel), LEAST_HEIGHT);
      assert.equal(heightWithin(1e6, panel), mostHeight(panel));
    }
    assert.ok(mostHeight(700) < 700);
    assert.equal(mostHeight(60), LEAST_HEIGHT);
  });

  it('follows the keys of a separator', () => {
    assert.equal(heightAfterKey('ArrowUp', 200, 700), 224);
    assert.equal(heightAfterKey('ArrowDown', 200, 700), 176);
    assert.equal(heightAfterKey('PageUp', 480, 700), mostHeight(700));
    assert.equal(heightAfterKey('Home', 200, 700), LEAST_HEIGHT);
    assert.equal(heightAfterKey('End', 200, 700), mostHeight(700));
    assert.equal(heightAfterKey('ArrowLeft', 200, 700), null);
  });

  it('is remembered only where it was one', () => {
    assert.equal(heightFrom('250'), 250);
    for (const stored of [undefined, '', 'high', '-3', 'NaN', 'Infinity'])
      assert.equal(heightFrom(stored), null);
  });
});
