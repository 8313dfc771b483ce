/** The measurement of memory says when a promise is broken. */
import assert from 'node:assert/strict';
import { chart } from '../../../bench/scale/charts';
import type { LongRun, Results } from '../../../bench/scale/results';
import { GROWTH, verdictsOf } from '../../../bench/scale/verdicts';

const NOTHING: Results = {
  machine: {
    date: '',
    commit: '',
    processor: '',
    cores: 1,
    memoryGB: 1,
    system: '',
    node: '',
    loadBefore: [],
  },
  loadAfter: [],
  command: '',
  sweeps: [],
  length: [],
  large: [],
  editor: null,
  graphics: [],
  skipped: {},
};

/** Samples as [batch steps, heap, tape] in MB. */
function longRun(bound: number, ...samples: readonly (readonly [number, number, number])[]): LongRun {
  return {
    name: 'Long',
    bound,
    samples: samples.map(([steps, heap, tape]) => ({
      steps,
      memory: { heap, buffers: 1, wasm: 2, rss: 100 },
      tape,
      checkpoints: 10,
    })),
  };
}

const kept = (length: LongRun): boolean[] =>
  verdictsOf({ ...NOTHING, length: [length] }).map((verdict) => verdict.kept);

describe('the verdicts on memory', () => {
  it('let the tape grow up to its bound, and the start grow as it likes', () => {
    assert.deepEqual(kept(longRun(64, [1000, 10, 1], [20_000, 50, 20], [100_000, 80, 50])), [true, true]);
  });

  it('tell of what grows beside the tape after the first fifth', () => {
    const grown = 50 + GROWTH + 0.1;
    assert.deepEqual(kept(longRun(64, [1000, 10, 1], [20_000, 50, 20], [100_000, grown, 20])), [false, true]);
  });

  it('tell of a tape that was over its bound on the way', () => {
    assert.deepEqual(kept(longRun(64, [1000, 90, 65], [20_000, 50, 20], [100_000, 50, 20])), [true, false]);
  });

  it('measure the GPU process from half of the run on', () => {
    const run = (gpu: readonly number[]): boolean[] => {
      const samples = gpu.map((of, index) => ({ steps: 256 * 2 ** index, renderer: 200, gpu: of }));
      return verdictsOf({ ...NOTHING, graphics: [{ backend: 'webgl2', samples }] }).map((one) => one.kept);
    };
    assert.deepEqual(run([100, 200, 210]), [true]);
    assert.deepEqual(run([100, 200, 217]), [false]);
  });

  it('hold the largest renderer against 1 GB, and say nothing where the system does not tell', () => {
    const of = (...peaks: number[]): boolean[] =>
      verdictsOf({
        ...NOTHING,
        editor: {
          batchSteps: 4,
          processes: peaks.map((peak) => ({ type: 'renderer', rss: peak, peak })),
        },
      }).map((one) => one.kept);
    assert.deepEqual(of(100, 1024), [true]);
    assert.deepEqual(of(1025, 100), [false]);
    assert.deepEqual(of(), []);
  });
});

describe('a chart', () => {
  it('is Mermaid’s text, from 0 up, with quotes that do not end its names', () => {
    const text = chart({ title: 'a "b"', x: ['w', [8, 16]], y: 'ms', lines: [[1, 2.00001]] });
    assert.deepEqual(text.split('\n'), [
      '```mermaid',
      'xychart-beta',
      `  title "a 'b'"`,
      '  x-axis "w" ["8", "16"]',
      '  y-axis "ms" 0 --> 2.1',
      '  line [1, 2]',
      '```',
    ]);
  });
});
