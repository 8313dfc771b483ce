/** Where the matrices of the picture stand, how large they are, and what is left out of long ones. */
import assert from 'node:assert/strict';
import { backwardMap, type BackwardMap, type MapOptions } from '../../../src/panel/drawing/backwardMap';
import { fanOf } from '../../../src/panel/drawing/fan';
import { fitPitches, showsNumbers, type Pitches } from '../../../src/panel/drawing/pitches';
import { productPicture } from '../../../src/panel/drawing/product';
import { bottom, right, type Rect } from '../../../src/panel/drawing/rect';
import { thin, thinnedWords } from '../../../src/panel/drawing/thinning';
import { endsOf, learningRateWords, lessonOf, meetingWords } from '../../../src/panel/text/lessons';
import { formatShort } from '../../../src/panel/text/format';
import { describeRun, layerShape } from './fixtures';

const square = (size: number): Pitches => {
  const pitch = { across: size, down: size };
  return { sample: pitch, input: pitch, unit: pitch };
};
const OPTIONS: MapOptions = {
  counts: { sample: 6, input: 4, unit: 3 },
  pitches: square(10),
  jacobian: false,
  bias: 'apart',
  turned: true,
  wide: true,
};
const rectOf = (map: BackwardMap, name: keyof BackwardMap['plates']): Rect => {
  const rect = map.plates[name];
  assert.ok(rect, `${name} is drawn`);
  return rect;
};

describe('the picture of a backward step', () => {
  for (const jacobian of [false, true]) {
    for (const bias of ['none', 'apart', 'row'] as const) {
      it(`lines rows up with rows and columns with columns (Jacobian ${String(jacobian)}, bias ${bias})`, () => {
        const map = backwardMap({ ...OPTIONS, jacobian, bias });
        const [delta, weights, prev] = [
          rectOf(map, 'gradientOutput'),
          rectOf(map, 'weights'),
          rectOf(map, 'gradientPrev'),
        ];
        const [input, gradientWeights] = [rectOf(map, 'input'), rectOf(map, 'gradientWeights')];
        // gradientPrev: its rows are those of gradientOutput, its columns those of weightsᵀ above it.
        assert.deepEqual([prev.top, prev.height], [delta.top, delta.height]);
        assert.deepEqual([prev.left, prev.width], [weights.left, weights.width]);
        assert.ok(bottom(weights) < prev.top && right(prev) < delta.left);
        // gradientWeights: its rows are those of inputᵀ, its columns those of gradientOutput above it.
        assert.deepEqual([gradientWeights.top, gradientWeights.height], [input.top, input.height]);
        assert.deepEqual([gradientWeights.left, gradientWeights.width], [delta.left, delta.width]);
        // The turned matrices: units run down, samples along.
        assert.deepEqual([weights.width, weights.height], [40, 30]);
        assert.deepEqual([input.width, input.height], [60, 40]);
        // The gradient comes in from the right.
        assert.ok(rectOf(map, 'gradient').left > right(delta));
        assert.equal(rectOf(map, 'gradient').top, delta.top);
        for (const rect of Object.values(map.plates)) {
          assert.ok(rect.left >= 0 && rect.top >= 0, JSON.stringify(rect));
          assert.ok(right(rect) <= map.width && bottom(rect) <= map.height, JSON.stringify(rect));
        }
      });
    }
  }

  it('lets the axis of a sum meet itself around a corner, equally long on both sides', () => {
    const { meetings } = backwardMap({ ...OPTIONS, jacobian: true });
    for (const meeting of [meetings.gradientPrev, meetings.gradientWeights, meetings.gradientOutput]) {
      assert.ok(meeting);
      assert.equal(meeting.upright.height, meeting.level.width);
      assert.equal(meeting.axes[0], meeting.axes[1]);
    }
    assert.equal(backwardMap(OPTIONS).meetings.gradientOutput, null);
  });

  it('without the turn, other axes meet', () => {
    const { meetings, plates } = backwardMap({ ...OPTIONS, turned: false });
    assert.deepEqual(meetings.gradientPrev.axes, ['input', 'unit']);
    assert.deepEqual(meetings.gradientWeights.axes, ['sample', 'input']);
    assert.deepEqual([plates.weights?.width, plates.weights?.height], [30, 40]);
  });

  it('hangs the bias under the weights as one more row, of the same width', () => {
    const map = backwardMap({ ...OPTIONS, bias: 'row' });
    const [weights, bias, ones] = [
      rectOf(map, 'gradientWeights'),
      rectOf(map, 'gradientBias'),
      rectOf(map, 'ones'),
    ];
    assert.equal(bias.top - bottom(weights), 2);
    assert.deepEqual([bias.left, bias.width], [weights.left, weights.width]);
    assert.equal(ones.top, bias.top);
    assert.equal(backwardMap({ ...OPTIONS, bias: 'none' }).plates.gradientBias, undefined);
  });

  it('no plate lies on another one', () => {
    for (const jacobian of [false, true])
      for (const wide of [false, true]) {
        const counts = { sample: 16, input: 24, unit: 8 };
        const { plates } = backwardMap({ ...OPTIONS, counts, jacobian, wide });
        const rects = Object.entries(plates);
        for (const [a, first] of rects)
          for (const [b, second] of rects) {
            const apart =
              right(first) <= second.left ||
              right(second) <= first.left ||
              bottom(first) <= second.top ||
              bottom(second) <= first.top;
            assert.ok(a === b || apart, `${a} and ${b}`);
          }
      }
  });
});

describe('the size of a picture', () => {
  const width = (pitches: Pitches): number => 4 * pitches.unit.across + 6 * pitches.sample.across;
  const counts = { sample: 6, input: 3, unit: 4 };

  it('has room for numbers while there is room', () => {
    const { unit, sample } = fitPitches(counts, 1000, width);
    assert.ok(showsNumbers(unit.across, unit.down) && showsNumbers(sample.across, sample.down));
  });

  it('gives way on the widest axis first, and on those that help only', () => {
    const fitted = fitPitches(counts, 400, width);
    assert.ok(fitted.sample.across < fitted.unit.across);
    assert.ok(width(fitted) <= 400);
    const crowded = fitPitches(counts, 10, width);
    assert.equal(crowded.sample.across, 7);
    assert.equal(crowded.input.across, 54, 'it takes part in no width');
    const captions = fitPitches(counts, 100, () => 500);
    assert.equal(captions.sample.across, 54, 'what is wide is not the cells');
  });

  it('shows a long axis as every so-manieth, and says so', () => {
    assert.deepEqual(thin(24).stride, 1);
    const { stride, indices } = thin(784);
    assert.equal(stride, 33);
    assert.equal(indices.length, 24);
    assert.ok(indices.every((index, i) => index === 33 * i && index < 784));
    assert.equal(thinnedWords(thin(784), 'row'), 'every 33rd row');
    assert.equal(thinnedWords(thin(264), 'row'), 'every 11th row');
    assert.equal(thinnedWords(thin(48), 'column'), 'every 2nd column');
    assert.equal(thinnedWords(thin(24), 'column'), '');
  });

  it('fans slices out where they do not fit, and lays them on one another', () => {
    const roomy = fanOf(3, 100, 1000, 0);
    assert.equal(roomy.overlaps, false);
    assert.ok(
      roomy.offsets.every(({ left }, i) => i === 0 || left - (roomy.offsets[i - 1]?.left ?? 0) > 100),
    );
    const tight = fanOf(10, 100, 300, 0);
    assert.equal(tight.overlaps, true);
    assert.ok(tight.width + 100 <= 300);
    assert.ok(fanOf(10, 100, 300, 1).offsets.every(({ left, rise }) => left === 0 && rise === 0));
    assert.deepEqual(fanOf(1, 100, 50, 0).offsets, [{ left: 0, rise: 0 }]);
  });

  it('adds a row and a column for the bias to a forward product', () => {
    const options = {
      inner: { across: 40, down: 80 },
      rows: 60,
      columns: 30,
      bias: { across: 10, down: 20 },
      head: 56,
      side: 20,
    };
    const picture = productPicture(options);
    assert.equal(picture.bias?.top, bottom(picture.above) + 2);
    assert.equal(picture.ones?.left, right(picture.left) + 2);
    assert.deepEqual([picture.result.top, picture.result.height], [picture.left.top, picture.left.height]);
    assert.deepEqual([picture.result.left, picture.result.width], [picture.above.left, picture.above.width]);
    assert.equal(productPicture({ ...options, bias: null }).ones, null);
  });
});

describe('the words of the picture', () => {
  it('name the axis that meets, or say that two do not', () => {
    const lengths = { sample: 6, input: 4, unit: 3 };
    assert.deepEqual(meetingWords(['unit', 'unit'], lengths), { text: 'm = 3', meets: true });
    assert.deepEqual(meetingWords(['input', 'unit'], lengths), { text: 'n = 4 ≠ m = 3', meets: false });
    const equal = meetingWords(['input', 'unit'], { sample: 6, input: 3, unit: 3 });
    assert.deepEqual(equal, { text: 'n = 3, but m = 3', meets: false });
    assert.equal(meetingWords(['sample', 'sample'], { ...lengths, sample: null }).text, 'N');
  });

  it('say where the gradient comes from and goes to', () => {
    const run = describeRun([layerShape('first', 4, 5), layerShape('last', 5, 3)]);
    assert.deepEqual(endsOf(run, 0), { from: 'from last', to: 'to the data' });
    assert.deepEqual(endsOf(run, 1), { from: 'from the loss', to: 'to first' });
  });

  it('tell for which optimizers sum and learning rate / N are the same', () => {
    assert.match(learningRateWords('sgd', 0.1, 16), /0\.1 \/ 16 = 0\.00625 gives the same update/);
    assert.match(learningRateWords('sgd', 0.1, 16), /momentum .* only while every batch has 16/);
    for (const optimizer of ['adam', 'rmsprop'])
      assert.match(
        learningRateWords(optimizer, 0.1, 16),
        /nearly the same update with the same learning rate/,
      );
  });

  it('has a lesson for every operation, and another one for softmax', () => {
    const tanh = layerShape('a', 2, 2);
    const softmax = layerShape('b', 2, 2, 'softmax');
    assert.notDeepEqual(lessonOf('gradientOutput', tanh), lessonOf('gradientOutput', softmax));
    assert.match(lessonOf('gradientWeights', tanh).join(' '), /sum over the samples .* ᵀ/);
  });

  it('writes short numbers in at most seven characters, or eight far out', () => {
    const values = [0, 1, -1, 0.5, -0.00831, 0.0831, -0.831, 9.996, -99.96, 999.6, -9999.4, 12345.6, -9.8e-4];
    for (const value of values) assert.ok(formatShort(value).length <= 7, `${value}: ${formatShort(value)}`);
    assert.equal(formatShort(-0.00831), '−0.0083');
    assert.equal(formatShort(0.8314), '0.831');
    assert.equal(formatShort(9.996), '10.0');
    assert.equal(formatShort(-9.84e-4), '−9.8e−4');
    assert.equal(formatShort(3), '3');
    assert.equal(formatShort(Number.NaN), 'NaN');
  });
});
