/** Where a typed place leads. */
import assert from 'node:assert/strict';
import { destinationAt, destinationFrom } from '../../../src/panel/text/goTo';

describe('going to a row and column', () => {
  it('takes the ways in which an element is written', () => {
    const to = { sample: null, row: 2, column: 1 };
    for (const text of ['2, 1', '2 1', ' [2][1] ', '[2, 1]', '2;1', '(2,1)'])
      assert.deepEqual(destinationFrom(text, [4, 3]), to);
    assert.deepEqual(destinationFrom('2', [4, 3]), { sample: null, row: 2, column: 0 });
    assert.deepEqual(destinationFrom('2', [3]), { sample: null, row: 0, column: 2 });
    assert.deepEqual(destinationFrom('1, 2', [5, 2, 3]), { sample: null, row: 1, column: 2 });
    assert.deepEqual(destinationFrom('4, 1, 2', [5, 2, 3]), { sample: 4, row: 1, column: 2 });
  });

  it('says what is wrong', () => {
    assert.equal(destinationFrom('4, 1', [4, 3]), 'Row 4: there are only 0 to 3.');
    assert.equal(destinationFrom('1, 3', [4, 3]), 'Column 3: there are only 0 to 2.');
    assert.equal(destinationFrom('3', [3]), 'Column 3: there are only 0 to 2.');
    assert.equal(destinationFrom('5, 0, 0', [5, 2, 3]), 'Sample 5: there are only 0 to 4.');
    for (const text of ['', 'a', '-1', '1.5', '1, 2, 3'])
      assert.equal(destinationFrom(text, [4, 3]), 'Type a row and a column, such as 2, 1, or a row alone.');
    assert.equal(destinationFrom('1, 2', [4]), 'Type a column, such as 2.');
  });

  it('follows the indices of an element', () => {
    assert.deepEqual(destinationAt([4, 1, 2]), { sample: 4, row: 1, column: 2 });
    assert.deepEqual(destinationAt([1, 2]), { sample: null, row: 1, column: 2 });
    assert.deepEqual(destinationAt([2]), { sample: null, row: 0, column: 2 });
  });
});
