/** A sentence whose parts are more than text: each stands where the sentence of that language has it. */
import assert from 'node:assert/strict';
import { withParts } from '../../../src/panel/components/withParts';

describe('a sentence with parts', () => {
  it('has them at its placeholders, in any order and more than once', () => {
    assert.deepEqual(withParts('{0} of {1}, checked', 'A', 'B'), ['', 'A', ' of ', 'B', ', checked']);
    assert.deepEqual(withParts('In {1} is {0}, {0}', 'A', 'B'), ['In ', 'B', ' is ', 'A', ', ', 'A', '']);
  });

  it('is itself where it has none', () => {
    assert.deepEqual(withParts('nothing to put in', 'A'), ['nothing to put in']);
  });
});
