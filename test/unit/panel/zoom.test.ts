/** Zoom, colours of many cells, and the map of a whole matrix. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { frameOn, mapOf, scrollTo } from '../../../src/panel/drawing/overviewMap';
import { rasterPixels, type RasterColours } from '../../../src/panel/drawing/rasterPixels';
import {
  tickStep,
  wheelZooms,
  ZOOM_NAMES,
  zoomAfterKey,
  zoomBy,
  zoomNamed,
} from '../../../src/panel/drawing/zoom';
import { comparedAt } from '../../../src/panel/state/compare';
import { FRESH, OLD, rasterOf, UNREAD } from '../../../src/panel/state/raster';
import { TILE } from '../../../src/protocol/panel';
import { withTiles, type Sheet } from '../../../src/panel/state/tiles';
import { overviewWords, viewWords } from '../../../src/panel/text/view';

const COLOURS: RasterColours = {
  ground: [0, 0, 0],
  positive: [200, 0, 0],
  negative: [0, 0, 200],
  broken: [0, 200, 0],
  most: 1,
};

describe('zoom', () => {
  it('goes from large numbers to small colours and back, and stops at the ends', () => {
    assert.equal(zoomBy('full', -1), 'compact');
    assert.equal(zoomBy('large', 1), 'large');
    assert.equal(zoomBy('colour2', -1), 'colour2');
    for (const name of ZOOM_NAMES) {
      const { across, down } = zoomNamed(name).pitch;
      assert.ok(across >= 2 && down >= 2, 'an element is never less than a pixel');
    }
    assert.equal(zoomAfterKey('colour4', '0'), 'full');
    assert.equal(zoomAfterKey('full', 'x'), null);
    assert.equal(zoomNamed('nonsense').name, 'full');
  });

  it('takes a notch of the wheel for one zoom, and a pinch by and by', () => {
    assert.deepEqual(wheelZooms(0, 120), { nearer: -1, rest: 0 });
    assert.deepEqual(wheelZooms(0, -120), { nearer: 1, rest: 0 });
    assert.deepEqual(wheelZooms(30, 20), { nearer: 0, rest: 50 });
    assert.deepEqual(wheelZooms(50, 20), { nearer: -1, rest: 0 });
    assert.deepEqual(wheelZooms(50, -20), { nearer: 0, rest: -20 });
  });

  it('numbers as many columns as there is room for', () => {
    assert.deepEqual([tickStep(78, 44), tickStep(16, 44), tickStep(2, 44)], [1, 5, 50]);
  });
});

/** A matrix of 40 × 50, tile by tile; the tile in the corner is missing, and one is of an earlier moment. */
function sheetOf(factor: number): Sheet {
  let sheet: Sheet | undefined;
  for (const [row, column] of [
    [0, 0],
    [0, TILE],
    [TILE, 0],
  ] as const) {
    const [rows, columns] = [Math.min(TILE, 40 - row), Math.min(TILE, 50 - column)];
    const data = Float32Array.from({ length: rows * columns }, (_, i) => {
      const at = (row + Math.floor(i / columns)) * 50 + column + (i % columns);
      return factor * (at - 900);
    });
    const moment = column === TILE ? 6 : 7;
    const window = { sample: 0, row, rows, column, columns };
    sheet = withTiles(sheet, moment, window, { ...window, shape: [40, 50], data });
  }
  return sheet!;
}

describe('the raster of a matrix', () => {
  it('has for every element what is read one by one, and says what it does not know', () => {
    const pair = { now: sheetOf(1), before: sheetOf(0.25) };
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 40 }),
        fc.constantFrom('current', 'previous', 'difference'),
        (row, column, compare) => {
          const window = { row, rows: 10, column, columns: 10 };
          const raster = rasterOf(compare, pair, 7, 0, window);
          for (let i = 0; i < 10; i++)
            for (let j = 0; j < 10; j++) {
              const held = comparedAt(compare, pair, 7, 0, row + i, column + j);
              const state = raster.states[i * 10 + j];
              assert.equal(state, held === null ? UNREAD : held.fresh ? FRESH : OLD);
              if (held !== null) assert.equal(raster.values[i * 10 + j], held.value);
            }
        },
      ),
    );
  });

  it('colours what is known, and nothing else: 0 is the ground, what is not read is transparent', () => {
    const raster = {
      rows: 1,
      columns: 5,
      values: Float64Array.of(1, -1, 0, Number.NaN, 1),
      states: Uint8Array.of(FRESH, FRESH, FRESH, FRESH, UNREAD),
    };
    const pixels = [...rasterPixels(raster, 1, COLOURS)];
    assert.deepEqual(pixels.slice(0, 4), [200, 0, 0, 255]);
    assert.deepEqual(pixels.slice(4, 8), [0, 0, 200, 255]);
    assert.deepEqual(pixels.slice(8, 12), [0, 0, 0, 255]);
    assert.deepEqual(pixels.slice(12, 16), [0, 200, 0, 255]);
    assert.equal(pixels[19], 0);
  });

  it('pales a number of an earlier moment', () => {
    const raster = { rows: 1, columns: 1, values: Float64Array.of(1), states: Uint8Array.of(OLD) };
    assert.deepEqual([...rasterPixels(raster, 1, COLOURS)], [80, 0, 0, 255]);
  });
});

describe('the overview', () => {
  const pitch = { across: 78, down: 22 };

  it('fits its room whatever the matrix, with a frame inside it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, columns, part) => {
          const map = mapOf({ rows, columns });
          assert.ok(map.width <= 240 && map.height <= 96, JSON.stringify(map));
          assert.ok(map.rows * map.block >= rows && map.columns * map.block >= columns);
          const view = { top: part * rows * 22, left: part * columns * 78, width: 800, height: 176 };
          const { left, top, width, height } = frameOn(map, view, pitch);
          assert.ok(
            left >= 0 && top >= 0 && left + width <= map.width + 1e-9 && top + height <= map.height + 1e-9,
          );
        },
      ),
    );
  });

  it('leads to the middle of where it was clicked', () => {
    const map = mapOf({ rows: 784, columns: 1024 });
    assert.equal(map.block, 9);
    const view = { top: 0, left: 0, width: 780, height: 220 };
    assert.deepEqual(scrollTo(map, { x: 50, y: 40 }, view, pitch), {
      left: 450 * 78 - 390,
      top: 360 * 22 - 110,
    });
  });

  it('says in words what is in view, and what a point stands for', () => {
    const size = { rows: 784, columns: 1024 };
    const window = { row: 10, rows: 8, column: 0, columns: 1024 };
    assert.equal(viewWords(window, size), 'rows 10 to 17 of 784, all 1,024 columns');
    assert.equal(overviewWords(mapOf(size), size), 'each point is the largest |x| of 9 × 9 elements');
    assert.equal(
      viewWords({ row: 0, rows: 1, column: 3, columns: 4 }, { rows: 1, columns: 1024 }),
      'columns 3 to 6 of 1,024',
    );
    const few = { rows: 16, columns: 8 };
    assert.equal(overviewWords(mapOf(few), few), 'each point is one element');
  });
});
