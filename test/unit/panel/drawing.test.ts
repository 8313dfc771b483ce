import assert from 'node:assert/strict';
import fc from 'fast-check';
import { progressOf } from '../../../src/panel/drawing/progress';
import { cellColour, scaleLimit } from '../../../src/panel/drawing/scale';
import {
  CELL_HEIGHT,
  CELL_WIDTH,
  clampPlace,
  drawnColumns,
  drawnIndices,
  drawnWindow,
  placeAfterKey,
  resized,
} from '../../../src/panel/drawing/window';
import { zoomNamed } from '../../../src/panel/drawing/zoom';
import { summary } from './fixtures';

describe('the colour scale', () => {
  it('is neutral at 0 only, and full at the limit', () => {
    assert.deepEqual(cellColour(0, 2), { kind: 'zero', strength: 0 });
    assert.deepEqual(cellColour(2, 2), { kind: 'positive', strength: 1 });
    assert.equal(cellColour(-2, 2).kind, 'negative');
    assert.ok(cellColour(1e-30, 2).strength > 0);
    assert.equal(cellColour(5, 2).strength, 1);
  });
  it('grows with the size of the number, alike on both sides', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1 }), fc.double({ min: 0.001, max: 1 }), (a, b) => {
        assert.equal(cellColour(a, 1).strength, cellColour(-a, 1).strength);
        if (a * 1.001 < b) assert.ok(cellColour(a, 1).strength < cellColour(b, 1).strength);
      }),
    );
  });
  it('has a kind of its own for what is not finite', () => {
    for (const value of [NaN, Infinity, -Infinity]) assert.equal(cellColour(value, 1).kind, 'nonFinite');
  });
  it('takes its limit from the larger side, and has none without finite numbers', () => {
    assert.equal(scaleLimit({ ...summary(2, 2), min: -3, max: 1 }), 3);
    assert.equal(scaleLimit({ ...summary(2, 2), min: null, max: null }), 0);
  });
});

describe('the window of a scrolled matrix', () => {
  const size = { rows: 784, columns: 1024 };
  it('covers what is visible, is small, and stays inside the matrix', () => {
    const view = fc.record({
      top: fc.integer({ min: 0, max: 784 * CELL_HEIGHT }),
      left: fc.integer({ min: 0, max: 1024 * CELL_WIDTH }),
      width: fc.integer({ min: 1, max: 1900 }),
      height: fc.integer({ min: 1, max: 280 }),
    });
    fc.assert(
      fc.property(view, (seen) => {
        const drawn = drawnWindow(seen, size);
        assert.ok(drawn.row >= 0 && drawn.row + drawn.rows <= size.rows);
        assert.ok(drawn.column >= 0 && drawn.column + drawn.columns <= size.columns);
        assert.ok(drawn.rows <= 280 / CELL_HEIGHT + 6 && drawn.columns <= 1900 / CELL_WIDTH + 6);
        const middle = Math.floor((seen.top + seen.height / 2) / CELL_HEIGHT);
        if (middle < size.rows) assert.ok(drawn.row <= middle && middle < drawn.row + drawn.rows);
      }),
    );
  });
  it('is empty in a box that has no size yet only beyond its edge cells', () => {
    assert.equal(drawnWindow({ top: 0, left: 0, width: 0, height: 0 }, { rows: 1, columns: 1 }).rows, 1);
    assert.equal(drawnWindow({ top: 9999, left: 0, width: 9, height: 9 }, { rows: 2, columns: 2 }).rows, 0);
  });
  it('is foretold for a matrix of another size: as large as its cells, as far as there is room', () => {
    const full = zoomNamed('full');
    const small = { rows: 4, columns: 3 };
    const large = { rows: 64, columns: 80 };
    const ofSmall = { top: 0, left: 0, width: 3 * CELL_WIDTH, height: 4 * CELL_HEIGHT };
    assert.equal(resized(ofSmall, small, small, full), ofSmall);
    // All of it was visible: how much room there is is not known. Little enough to be drawn in vain.
    const ofLarge = resized(ofSmall, small, large, full);
    assert.deepEqual(ofLarge, { top: 0, left: 0, width: 640, height: 8 * CELL_HEIGHT });
    assert.equal(resized(ofSmall, small, { rows: 4, columns: 8 }, full).width, 8 * CELL_WIDTH);
    assert.equal(resized({ ...ofSmall, width: 900 }, { rows: 4, columns: 11 }, large, full).width, 900);
    const cut = { top: 1200, left: 5000, width: 400, height: 8 * CELL_HEIGHT };
    assert.equal(resized(cut, large, { rows: 64, columns: 70 }, full).width, 400);
    // A smaller one is not scrolled further than it reaches.
    assert.deepEqual(resized(cut, large, small, full), ofSmall);
    assert.deepEqual(resized(cut, large, { rows: 10, columns: 80 }, full), { ...cut, top: 2 * CELL_HEIGHT });
  });
  it('keeps the place of the keyboard where it is out of sight', () => {
    assert.deepEqual(drawnIndices(10, 2, 3), [3, 10, 11]);
    assert.deepEqual(drawnIndices(10, 2, 11), [10, 11]);
    assert.deepEqual(drawnIndices(10, 2, 40), [10, 11, 40]);
    const drawn = { row: 10, rows: 2, column: 5, columns: 2 };
    assert.deepEqual(drawnColumns(drawn, 10, { row: 0, column: 0 }), [5, 6]);
    assert.deepEqual(drawnColumns(drawn, 0, { row: 0, column: 0 }), [0]);
    assert.deepEqual(drawnColumns(drawn, 11, { row: 11, column: 9 }), [5, 6, 9]);
  });
});

describe('the keyboard in a matrix', () => {
  const size = { rows: 30, columns: 5 };
  const after = (key: string, ctrl = false) => placeAfterKey({ row: 10, column: 2 }, { key, ctrl }, size, 12);
  it('moves by one, by a page, to the ends of a row and of the matrix', () => {
    assert.deepEqual(after('ArrowUp'), { row: 9, column: 2 });
    assert.deepEqual(after('ArrowDown'), { row: 11, column: 2 });
    assert.deepEqual(after('ArrowLeft'), { row: 10, column: 1 });
    assert.deepEqual(after('ArrowRight'), { row: 10, column: 3 });
    assert.deepEqual(after('PageUp'), { row: 0, column: 2 });
    assert.deepEqual(after('PageDown'), { row: 22, column: 2 });
    assert.deepEqual(after('Home'), { row: 10, column: 0 });
    assert.deepEqual(after('End'), { row: 10, column: 4 });
    assert.deepEqual(after('Home', true), { row: 0, column: 0 });
    assert.deepEqual(after('End', true), { row: 29, column: 4 });
  });
  it('leaves other keys to the editor', () => {
    assert.equal(after('F10'), null);
    assert.equal(after('Tab'), null);
  });
  it('falls back into a matrix that has become smaller', () => {
    assert.deepEqual(clampPlace({ row: 9, column: 9 }, { rows: 3, columns: 4 }), { row: 2, column: 3 });
  });
});

describe('progress through the batch step', () => {
  const at = { epoch: 0, batch: 0, phase: 'backward', layer: 1, operation: 'gradientOutput' } as const;
  it('ticks what has run, marks where it stands, dims what comes', () => {
    assert.equal(progressOf(at, 2, 1, 'backward', 'activationDerivative'), 'done');
    assert.equal(progressOf(at, 2, 1, 'backward', 'gradientOutput'), 'current');
    assert.equal(progressOf(at, 2, 1, 'backward', 'gradientPrev'), 'coming');
    assert.equal(progressOf(at, 2, 0, 'backward', 'gradientOutput'), 'coming');
    assert.equal(progressOf(at, 2, 0, 'loss', 'loss'), 'done');
    assert.equal(progressOf(at, 2, 0, 'update', 'update'), 'coming');
    assert.equal(progressOf(null, 2, 0, 'forward', 'output'), 'coming');
  });
});
