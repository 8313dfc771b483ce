/** How gpu.js takes the indices of our kernels, see `Thread`. */
/* eslint-disable no-useless-assignment -- what an index begins with tells gpu.js to keep it whole, see `Thread`. */
import assert from 'node:assert/strict';
import { Gpu } from '../../../src/engine/gpu';
import type { Thread } from '../../../src/engine/kernels/thread';

/** Behind this number floats count in steps of two. */
const WHERE_FLOATS_END = 16_777_216;

/** How far an index comes that begins as our kernels' indices do. */
function steps(this: Thread<{ start: number }>): number {
  let at = this.output.x;
  at = this.constants.start;
  for (let i = 0; i < 3; i++) {
    at++;
  }
  at -= this.constants.start;
  return at;
}
/** The same in four columns at once, each with an index of its own. */
function stepsOfColumns(this: Thread<{ start: number }>): number {
  let at = this.output.x;
  at++;
  at = this.thread.x + this.constants.start;
  for (let i = 0; i < 3; i++) {
    at += 1;
  }
  at -= this.constants.start;
  return at;
}
/** What gpu.js makes of an index that begins with a number. */
function stepsOfFloat(this: Thread<{ start: number }>): number {
  let at = this.constants.start;
  for (let i = 0; i < 3; i++) {
    at += 1;
  }
  at -= this.constants.start;
  return at;
}

describe('the index of a kernel on WebAssembly', () => {
  const gpu = new Gpu('webasm');
  after(() => gpu.dispose());
  const start = WHERE_FLOATS_END;

  it('is a whole number when it begins as a size of the result and is counted up', async () => {
    assert.deepEqual([...(await gpu.call(steps, [1, 5], { start }))], [3, 3, 3, 3, 3]);
    assert.deepEqual([...(await gpu.call(stepsOfColumns, [1, 5], { start }))], [3, 4, 5, 6, 7]);
  });

  it('is a float otherwise: if not, our kernels can be simpler', async () => {
    assert.deepEqual([...(await gpu.call(stepsOfFloat, [1, 5], { start }))], [0, 0, 0, 0, 0]);
  });
});
