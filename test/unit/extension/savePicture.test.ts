/** A picture from the panel to its file: what it is called, what is said, what is refused. */
import assert from 'node:assert/strict';
import { savePicture, type Picture } from '../../../src/extension/export/savePicture';

const PICTURE: Picture = {
  name: 'hidden layer/1.backward',
  format: 'svg',
  file: { bytes: Uint8Array.of(1, 2, 3) },
};

/** What the editor was made to do, in order; `save` gives or throws what it is told. */
async function does(picture: Picture, save: () => string | null = () => 'chosen.svg'): Promise<unknown[]> {
  const done: unknown[] = [];
  await savePicture(picture, {
    save: async (name, extension, bytes) => {
      done.push(['save', name, extension, [...bytes]]);
      return Promise.resolve(save());
    },
    tell: (words) => void done.push(['tell', words]),
    refuse: (words) => void done.push(['refuse', words]),
  });
  return done;
}

const SAVED = ['save', 'hidden-layer-1.backward.svg', 'svg', [1, 2, 3]];

describe('a picture', () => {
  it('is saved under a name that a file can have, and said to be', async () => {
    assert.deepEqual(await does(PICTURE), [SAVED, ['tell', 'Saved the picture to chosen.svg']]);
  });

  it('is not mentioned when the person chose no place', async () => {
    assert.deepEqual(await does(PICTURE, () => null), [SAVED]);
  });

  it('is refused with the reason of the panel, or of the disk', async () => {
    assert.deepEqual(await does({ ...PICTURE, file: { refusal: 'It is too large.' } }), [
      ['refuse', 'The picture was not saved: It is too large.'],
    ]);
    const full = (): never => {
      throw new Error('The disk is full.');
    };
    assert.deepEqual(await does(PICTURE, full), [
      SAVED,
      ['refuse', 'The picture was not saved: The disk is full.'],
    ]);
  });
});
