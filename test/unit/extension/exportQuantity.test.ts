/** An export from the question to the clipboard or the file: what is read, what is said, what is refused. */
import assert from 'node:assert/strict';
import type { RunFollower } from '../../../src/debug/follower';
import { CLIPBOARD_NUMBERS, exportQuantity, type Outlet } from '../../../src/extension/export/exportQuantity';
import type { Wanted } from '../../../src/extension/export/whole';
import { sliceTensor } from '../../../src/engine/host/slice';
import type { Export } from '../../../src/protocol/export';
import type { RunView } from '../../../src/protocol/panel';
import type { Tensor } from '../../../src/protocol/tensor';

type Part = Pick<RunFollower, 'view' | 'read' | 'hides'>;

/** A run that stands at moment 7 with one tensor; `onRead` happens before each answer. */
function followerOf(
  tensor: Tensor | null,
  onRead: (set: (moment: number) => void) => void = () => undefined,
) {
  let moment = 7;
  const part: Part = {
    view: () =>
      ({
        kind: 'stopped',
        run: 'run 1',
        state: { moment },
        description: { layers: [{ name: 'hidden layer' }] },
      }) as unknown as RunView,
    read: (_layer, _quantity, window) => {
      onRead((now) => (moment = now));
      return Promise.resolve({ run: 'run 1', moment, value: tensor && sliceTensor(tensor, window) });
    },
    // A learner is to predict it.
    hides: (_layer, quantity) => quantity === 'gradientBias',
  };
  return part as RunFollower;
}

/** What the editor was made to do, in order. */
function recorder(chosen: string | null = 'chosen.npy') {
  const done: unknown[] = [];
  const outlet: Outlet = {
    copy: (text) => Promise.resolve(void done.push(['copy', text])),
    save: (name, extension, bytes) => {
      done.push(['save', name, extension, bytes.length]);
      return Promise.resolve(chosen);
    },
    tell: (words) => void done.push(['tell', words]),
    refuse: (words) => void done.push(['refuse', words]),
  };
  return { done, outlet };
}

async function does(
  follower: RunFollower | undefined,
  how: Export,
  which: Partial<Wanted> = {},
  chosen?: string | null,
): Promise<unknown[]> {
  const { done, outlet } = recorder(chosen);
  const wanted = { run: 'run 1', moment: 7, layer: 0, quantity: 'weights', sample: null, ...which } as const;
  await exportQuantity(follower, { ...wanted, ...how }, outlet);
  return done;
}

const SMALL: Tensor = { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) };
const CUBE: Tensor = { shape: [3, 2, 2], data: Float32Array.from({ length: 12 }, (_, i) => i) };
const CSV = { to: 'clipboard', format: 'csv' } as const;

describe('an export', () => {
  it('copies the whole matrix and says so', async () => {
    assert.deepEqual(await does(followerOf(SMALL), CSV), [
      ['copy', '1,2\n3,4\n'],
      ['tell', 'Copied hidden layer.weights (2 × 2) as CSV'],
    ]);
  });

  it('copies a vector, all samples of three axes, or one of them', async () => {
    const [vector] = await does(followerOf({ shape: [3], data: Float32Array.of(5, 6, 7) }), CSV);
    assert.deepEqual(vector, ['copy', '5,6,7\n']);
    const [all] = await does(followerOf(CUBE), { to: 'clipboard', format: 'javascript' });
    assert.deepEqual(
      String((all as unknown[])[1]).replaceAll(/\s/g, ''),
      '[[[0,1],[2,3]],[[4,5],[6,7]],[[8,9],[10,11]]]',
    );
    assert.deepEqual(await does(followerOf(CUBE), CSV, { quantity: 'activationDerivative', sample: 2 }), [
      ['copy', '8,9\n10,11\n'],
      ['tell', 'Copied hidden layer.activationDerivative[2] (2 × 2) as CSV'],
    ]);
  });

  it('saves under a name that a file can have, and says nothing when no place was chosen', async () => {
    const npy = { to: 'file', format: 'npy' } as const;
    assert.deepEqual(await does(followerOf(SMALL), npy), [
      ['save', 'hidden-layer.weights.npy', 'npy', 128 + 16],
      ['tell', 'Saved hidden layer.weights (2 × 2) to chosen.npy'],
    ]);
    assert.equal((await does(followerOf(SMALL), npy, {}, null)).length, 1);
  });

  it('says when dots stand for numbers', async () => {
    const wide: Tensor = { shape: [1, 13], data: new Float32Array(13) };
    const [, told] = await does(followerOf(wide), { to: 'clipboard', format: 'latex' });
    assert.deepEqual(told, [
      'tell',
      'Copied hidden layer.weights (1 × 13) as LaTeX, with dots for what is left out',
    ]);
  });

  it('refuses what is to be predicted, and does not even ask for a place', async () => {
    const hidden = [['refuse', "gradientBias of 'hidden layer' is hidden until you answer."]];
    for (const how of [CSV, { to: 'file', format: 'npy' }] as const)
      assert.deepEqual(await does(followerOf(SMALL), how, { quantity: 'gradientBias' }), hidden);
  });

  it('refuses what is absent, and a run that stands elsewhere or is none', async () => {
    const absent = [['refuse', 'weights has no numbers at this moment of the batch step.']];
    assert.deepEqual(await does(followerOf(null), CSV), absent);
    const late = [['refuse', 'The run has gone on since this was asked. Nothing was copied or saved.']];
    assert.deepEqual(await does(followerOf(SMALL), CSV, { moment: 6 }), late);
    assert.deepEqual(await does(followerOf(SMALL), CSV, { run: 'run 0' }), late);
    let reads = 0;
    const goesOn = followerOf(SMALL, (set) => (++reads === 2 ? set(8) : undefined));
    assert.deepEqual(await does(goesOn, CSV), late, 'it went on while it was read');
    assert.deepEqual(await does(undefined, CSV), [['refuse', 'There is no run to copy or save from.']]);
  });

  it('refuses too much for the clipboard with the bound, but saves it', async () => {
    const large: Tensor = { shape: [2, CLIPBOARD_NUMBERS], data: new Float32Array(2 * CLIPBOARD_NUMBERS) };
    assert.deepEqual(await does(followerOf(large), CSV), [
      [
        'refuse',
        'hidden layer.weights has 500,000 numbers, and at most 250,000 are copied. Save it as .npy or CSV instead.',
      ],
    ]);
    const [saved] = await does(followerOf(large), { to: 'file', format: 'npy' });
    assert.deepEqual((saved as unknown[])[3], 128 + 4 * large.data.length);
  });

  it('tells what went wrong instead of failing', async () => {
    const broken = followerOf(SMALL, () => {
      throw new Error('the device was lost');
    });
    assert.deepEqual(await does(broken, CSV), [
      ['refuse', 'weights was not copied or saved: the device was lost'],
    ]);
  });
});
