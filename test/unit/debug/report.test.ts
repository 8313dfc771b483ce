import assert from 'node:assert/strict';
import { numberText } from '../../../src/debug/format';
import { EpochReporter } from '../../../src/debug/report';
import type { EngineClient, EpochReport, RunState } from '../../../src/protocol/engine';

const reportOf = (epoch: number): EpochReport => ({
  epoch,
  loss: 0.5,
  accuracy: null,
  validationLoss: null,
  validationAccuracy: null,
});

function reporterOf(epochs: number): { lines: string[]; upTo: (epoch: number) => Promise<void> } {
  const lines: string[] = [];
  const history = Array.from({ length: epochs }, (_, epoch) => reportOf(epoch));
  let finished = 0;
  const engine = {
    description: { epochs },
    history: () => Promise.resolve(history.slice(0, finished)),
  } as unknown as EngineClient;
  const reporter = new EpochReporter(
    engine,
    (line) => lines.push(line),
    () => false,
  );
  return {
    lines,
    upTo: (epoch) => {
      finished = epoch + 1;
      return reporter.catchUp({ lastEpoch: reportOf(epoch) } as RunState);
    },
  };
}

describe('the lines of the epochs', () => {
  it('come once each, in order, also when several calls meet', async () => {
    const { lines, upTo } = reporterOf(6);
    await Promise.all([upTo(1), upTo(1), upTo(3)]);
    await upTo(5);
    assert.deepEqual(
      lines,
      [0, 1, 2, 3, 4, 5].map((epoch) => `epoch ${epoch}  loss 0.5\n`),
    );
  });

  it('are at most a hundred for a run of thousands', async () => {
    const { lines, upTo } = reporterOf(5000);
    for (const epoch of [0, 70, 2345, 4999]) await upTo(epoch);
    assert.equal(lines.length, 100);
    assert.equal(lines[1], 'epoch 50  loss 0.5\n');
  });
});

describe('a number as text', () => {
  it('is the shortest that means the same float32', () => {
    for (const [value, text] of [
      [Math.fround(0.1), '0.1'],
      [Math.fround(1 / 3), '0.33333334'],
      [-0.5, '-0.5'],
      [NaN, 'NaN'],
      [-Infinity, '-Infinity'],
      [16777217.5, '16777217.5'],
      [Math.fround(1e-40), '1e-40'],
    ] as const) {
      assert.equal(numberText(value), text);
      if (Number.isFinite(value)) assert.equal(Math.fround(Number(numberText(value))), Math.fround(value));
    }
  });
});
