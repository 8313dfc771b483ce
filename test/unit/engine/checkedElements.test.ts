/** Which elements a check looks at, in which pieces, how far it moves them, and what it sums them up to. */
import assert from 'node:assert/strict';
import { stepFor } from '../../../src/engine/gradientCheck/compare';
import {
  allOf,
  elementsInPiece,
  merged,
  piecesOf,
  placesOf,
  someOf,
  summaryOf,
} from '../../../src/protocol/gradientCheck';

describe('what to check of a large gradient', () => {
  const elements = { layer: 1, quantity: 'gradientWeights' } as const;

  it('takes some of an axis, evenly, and all of a short one', () => {
    const places = placesOf(someOf(784, 32));
    assert.deepEqual([places[0], places[1], places.at(-1), places.length], [0, 25, 775, 32]);
    assert.deepEqual(someOf(7, 32), allOf(7));
  });

  it('cuts it into pieces that miss nothing and come twice to nothing', () => {
    const rows = { first: 0, every: 3, count: 5 };
    const columns = { first: 0, every: 2, count: 7 };
    for (const size of [1, 3, 7, 8, 21, 100]) {
      const pieces = piecesOf({ ...elements, rows, columns }, size);
      const places = pieces.flatMap((piece) =>
        placesOf(piece.rows).flatMap((row) => placesOf(piece.columns).map((column) => `${row},${column}`)),
      );
      assert.equal(new Set(places).size, places.length);
      assert.deepEqual([places.length, places.at(-1)], [35, '12,12']);
      assert.ok(pieces.every((piece) => piece.rows.count * piece.columns.count <= size));
    }
  });

  it('asks for fewer elements at once where each costs more', () => {
    const layers = [{ name: 'a', inputs: 10, units: 10, activation: 'relu', hasBias: true }];
    assert.equal(elementsInPiece(layers, 0, 10_000), 100);
    assert.equal(elementsInPiece(layers, 0, 1), 4096);
    // A piece is worth going forward for.
    assert.equal(elementsInPiece(layers, 0, 1e9), 20);
  });

  it('moves a large weight further, and one with large inputs less', () => {
    assert.ok(Math.abs(stepFor(0.1, 1) - 6.06e-6) < 1e-8);
    assert.equal(stepFor(-100, 1), 100 * stepFor(1, 0.5));
    assert.equal(stepFor(1, 50), stepFor(1, 1) / 50);
  });

  it('sums up: an edge is no error, and what is not finite comes first', () => {
    const one = { row: 0, column: 0, analytic: 1, numeric: 1 };
    const elements = [
      { ...one, error: 1e-7, verdict: 'agrees' },
      { ...one, column: 1, error: 0.5, verdict: 'kink' },
      { ...one, column: 2, error: 0.1, verdict: 'differs' },
      { ...one, column: 3, error: Number.NaN, verdict: 'notFinite' },
    ] as const;
    const summary = summaryOf(elements);
    assert.deepEqual(merged(summaryOf(elements.slice(0, 2)), summaryOf(elements.slice(2))), summary);
    assert.deepEqual(summary.counts, { agrees: 1, kink: 1, differs: 1, notFinite: 1 });
    assert.equal(summary.largest?.column, 2);
    assert.deepEqual(
      summary.worst.map(({ column }) => column),
      [3, 2],
    );
  });
});
