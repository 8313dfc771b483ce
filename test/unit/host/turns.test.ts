import assert from 'node:assert/strict';
import { setImmediate as nextTask } from 'node:timers/promises';
import { Turns } from '../../../src/engine/host/turns';

describe('Turns', () => {
  it('runs one task at a time, in order', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const slow = (name: string) => async (): Promise<void> => {
      log.push(`${name} begins`);
      await nextTask();
      log.push(`${name} ends`);
    };
    await Promise.all([turns.take(slow('a')), turns.take(slow('b')), turns.take(() => log.push('c'))]);
    assert.deepEqual(log, ['a begins', 'a ends', 'b begins', 'b ends', 'c']);
  });

  it('lets the others in when the task at hand says so, and only then', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const long = turns.take(async () => {
      await nextTask();
      log.push('before');
      await turns.letOthers();
      log.push('after');
    });
    const look = turns.take(() => log.push('look'));
    await Promise.all([long, look]);
    assert.deepEqual(log, ['before', 'look', 'after']);
  });

  it('passes a failure to the one who asked and goes on', async () => {
    const turns = new Turns();
    const failing = turns.take(() => {
      throw new Error('no');
    });
    const next = turns.take(() => 7);
    await assert.rejects(failing, /^Error: no$/);
    assert.equal(await next, 7);
    assert.equal(await turns.take(() => 8), 8);
  });
});
