/** What check-gradients says of gradients that differ, which no command line can make the engine compute. */
import assert from 'node:assert/strict';
import { checkAsJson, describeCheck, type CheckedMatrix } from '../../../src/cli/checkReport';
import { Run } from '../../../src/engine/run';
import { summaryOf } from '../../../src/protocol/gradientCheck';
import { backendOf } from '../engine/backend';
import { programOf } from '../engine/programs';

const ELEMENTS = [
  { row: 0, column: 0, analytic: 0.5, numeric: 0.5, error: 1e-7, verdict: 'agrees' },
  { row: 0, column: 1, analytic: 2, numeric: 0.5, error: 0.75, verdict: 'differs' },
  { row: 1, column: 0, analytic: 1, numeric: 0.5, error: 0.5, verdict: 'kink' },
  { row: 1, column: 1, analytic: NaN, numeric: 0.5, error: NaN, verdict: 'notFinite' },
] as const;

const MATRIX: CheckedMatrix = {
  layer: 'hidden',
  quantity: 'gradientWeights',
  rows: 2,
  columns: 3,
  summary: summaryOf(ELEMENTS),
};

describe('the report of check-gradients', () => {
  const aRun = async (): Promise<Run> =>
    Run.create(programOf({ inputs: [[1]], targets: [[1]], layers: [{ units: 1 }] }), await backendOf('cpu'));

  it('names what differs, the worst first, and counts edges apart', async () => {
    const run = await aRun();
    const text = describeCheck(run, [MATRIX]);
    const lines = text.trimEnd().split('\n');
    assert.match(
      lines[0]!,
      /^hidden\.gradientWeights {2}2 × 3 {2}4 of 6 checked {2}largest relative error 7\.5e-1 at \[0\]\[1\] {2}1 differ, 1 not finite, 1 at an edge of the loss$/,
    );
    assert.match(lines[1]!, /hidden\.gradientWeights\[1\]\[1\] = NaN, finite difference 0\.5/);
    assert.match(
      lines[2]!,
      /hidden\.gradientWeights\[0\]\[1\] = 2, finite difference 0\.5, relative error 0\.75/,
    );
    assert.match(lines[3]!, /^2 of 4 elements do not agree/);
    run.dispose();
  });

  it('is valid JSON also where a number is not finite', async () => {
    const run = await aRun();
    const report = JSON.parse(checkAsJson(run, [MATRIX])) as {
      agrees: boolean;
      matrices: { worst: { index: number[]; analytic: number | string }[] }[];
    };
    assert.equal(report.agrees, false);
    assert.deepEqual(
      report.matrices[0]!.worst.map(({ index, analytic }) => [index, analytic]),
      [
        [[1, 1], 'NaN'],
        [[0, 1], 2],
      ],
    );
    run.dispose();
  });
});
