import assert from 'node:assert/strict';
import { activationAt } from '../../../src/panel/drawing/activations';
import { findingsIn, thinned } from '../../../src/panel/drawing/activationPoints';
import { frameOf, linePath, rangeOf, tangent, ticksIn } from '../../../src/panel/drawing/plot';
import { choiceOf, navigationFrom } from '../../../src/panel/state/navigation';
import { derivativeInNumbers } from '../../../src/panel/text/derivativeInNumbers';
import { layerShape } from './fixtures';

const NAMES = ['linear', 'sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu', 'softplus', 'swish', 'gelu'];

describe('the curves of the activations', () => {
  for (const name of NAMES) {
    it(`${name} has the slope that its own differences have`, () => {
      for (const z of [-5.3, -1.1, -0.2, 0.4, 2.7]) {
        const at = (x: number): number => activationAt(name, 0.3, x)!.value;
        const difference = (at(z + 1e-3) - at(z - 1e-3)) / 2e-3;
        assert.ok(Math.abs(difference - activationAt(name, 0.3, z)!.slope) < 1e-4, `${name} at ${z}`);
      }
    });
  }

  it('knows no curve for softmax', () => {
    assert.equal(activationAt('softmax', 0, 1), null);
  });
});

describe('the points of a layer', () => {
  it('are all drawn while they are few, and every unit keeps some when they are many', () => {
    assert.deepEqual(thinned(2, 3, 10), [0, 1, 2, 3, 4, 5]);
    const few = thinned(1000, 8, 500);
    assert.ok(few.length <= 500);
    assert.equal(new Set(few.map((element) => element % 8)).size, 8);
  });

  it('tell dead and saturated units by the definitions of the health checks', () => {
    const points = (output: number[]) => ({
      samples: 2,
      units: 2,
      preActivation: Float32Array.from(output),
      output: Float32Array.from(output),
      slopes: null,
    });
    assert.deepEqual(findingsIn('relu', points([0, 0, 0, 1])), [{ unit: 0, kind: 'dead', samples: 2 }]);
    assert.deepEqual(findingsIn('tanh', points([0.98, 0.995, 0, -0.999])), [
      { unit: 1, kind: 'saturated', samples: 2 },
    ]);
    assert.deepEqual(findingsIn('sigmoid', points([0.001, 0.5, 0.5, 0.006])), [
      { unit: 0, kind: 'saturated', samples: 1 },
    ]);
    assert.deepEqual(findingsIn('linear', points([0, 0, 0, 0])), []);
  });
});

describe('a plot', () => {
  it('has round ticks inside its range, 0 as 0', () => {
    assert.deepEqual(ticksIn({ low: -1, high: 1 }), [-1, -0.5, 0, 0.5, 1]);
    assert.deepEqual(ticksIn({ low: 0.05, high: 0.42 }), [0.1, 0.2, 0.3, 0.4]);
    assert.deepEqual(rangeOf([Number.NaN, Infinity]), { low: -1, high: 1 });
    assert.deepEqual(rangeOf([3, 3]), { low: 2, high: 4 });
  });

  it('draws a line with a gap where a number is not finite', () => {
    const frame = frameOf({ low: 0, high: 1 }, { low: 0, high: 1 });
    const path = linePath(
      [
        [0, 0],
        [0.5, Number.NaN],
        [1, 1],
      ],
      frame,
    );
    assert.equal(path.match(/M/g)?.length, 2);
    assert.doesNotMatch(path, /NaN/);
  });

  it('draws tangents of one length, with the slope of the axes', () => {
    const frame = frameOf({ low: 0, high: 10 }, { low: 0, high: 1 });
    for (const slope of [0, 0.1, -5]) {
      const { x1, y1, x2, y2 } = tangent(frame, 5, 0.5, slope, 9);
      assert.ok(Math.abs(Math.hypot(x2 - x1, y2 - y1) - 18) < 1e-9);
      assert.ok(
        Math.abs((y2 - y1) * (frame.x(1) - frame.x(0)) - slope * (frame.y(1) - frame.y(0)) * (x2 - x1)) <
          1e-9,
      );
    }
  });
});

describe('the choices in a view', () => {
  it('come back after a reload, and fall back to the first where they make no sense', () => {
    const navigation = navigationFrom({ choices: { axis: 'output', broken: 3 } });
    assert.deepEqual(navigation.choices, { axis: 'output' });
    assert.equal(choiceOf(navigation, 'axis', ['preActivation', 'output']), 'output');
    assert.equal(choiceOf(navigation, 'axis', ['a', 'b']), 'a');
    assert.equal(choiceOf(navigation, 'other', ['a', 'b']), 'a');
  });
});

describe('a derivative in numbers', () => {
  it('is written from output where it can be, from preActivation where it must', () => {
    assert.match(derivativeInNumbers(layerShape('l', 1, 1, 'tanh'), 1, 0.5), /1 − \(0\.5\)²/);
    assert.match(derivativeInNumbers(layerShape('l', 1, 1, 'gelu'), 1.25, 0.5), /at preActivation 1\.25/);
    assert.match(
      derivativeInNumbers({ ...layerShape('l', 1, 1, 'leakyRelu'), alpha: 0.2 }, -1, -0.2),
      /alpha 0\.2/,
    );
  });
});
