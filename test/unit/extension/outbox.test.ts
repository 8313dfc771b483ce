import assert from 'node:assert/strict';
import { Outbox } from '../../../src/extension/outbox';
import type { ToPanel } from '../../../src/protocol/panel';

const message = (view: 'step' | 'samples'): ToPanel => ({ type: 'showView', view });
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

describe('messages on their way to the panel', () => {
  it('go in one post, in their order, and those of a later task in another', async () => {
    const posts: (readonly ToPanel[])[] = [];
    const outbox = new Outbox(
      (messages) => {
        posts.push(messages);
        return Promise.resolve(true);
      },
      (error) => assert.fail(String(error)),
    );
    const [first, second, third] = [message('step'), message('samples'), message('step')];
    outbox.post(first);
    await Promise.resolve();
    outbox.post(second);
    assert.deepEqual(posts, []);
    await nextTask();
    outbox.post(third);
    await nextTask();
    assert.deepEqual(posts, [[first, second], [third]]);
  });

  it('tell who posted them whether they were taken, and who listens that they could not go', async () => {
    const taken: string[] = [];
    const failures: unknown[] = [];
    const answers = [
      () => Promise.resolve(true),
      () => Promise.resolve(false),
      () => Promise.reject(new Error('gone')),
    ];
    const outbox = new Outbox(
      () => answers.shift()!(),
      (error) => failures.push(error),
    );
    for (const name of ['taken', 'not taken', 'not sent']) {
      outbox.post(message('step'), () => taken.push(name));
      await nextTask();
    }
    await nextTask();
    assert.deepEqual(taken, ['taken']);
    assert.deepEqual(failures.map(String), ['Error: gone']);
  });
});
