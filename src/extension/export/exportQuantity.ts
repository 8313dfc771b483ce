/** Copies or saves a quantity of the run, and says what it did or why not. */
import * as l10n from '@vscode/l10n';
import { shapeText } from '../../debug/format';
import type { RunFollower } from '../../debug/follower';
import type { Export, PictureFormat, SaveFormat } from '../../protocol/export';
import type { Tensor } from '../../protocol/tensor';
import { messageOf } from '../errors';
import { fileName } from './fileName';
import { isElided } from './latex';
import { npyBytes } from './npy';
import { copyText, csvText } from './text';
import { readWhole, Refusal, type Wanted } from './whole';

/** More numbers than this are no text that anyone pastes, and some clipboards do not take it. */
export const CLIPBOARD_NUMBERS = 250_000;

const FORMAT_WORDS = {
  numpy: 'NumPy',
  javascript: 'JavaScript',
  csv: 'CSV',
  latex: 'LaTeX',
} as const;

/** What the editor does for an export. */
export interface Outlet {
  copy(text: string): Promise<void>;
  /** Asks for a place and writes there; gives its name, or null when the person chose none. */
  save(name: string, extension: SaveFormat | PictureFormat, bytes: Uint8Array): Promise<string | null>;
  /** In passing: it is done. */
  tell(words: string): void;
  refuse(words: string): void;
}

/** Never rejects: whatever goes wrong is told to the person who asked. */
export async function exportQuantity(
  follower: RunFollower | undefined,
  wanted: Wanted & Export,
  outlet: Outlet,
): Promise<void> {
  try {
    if (!follower) throw new Refusal(l10n.t('There is no run to copy or save from.'));
    const done = await (wanted.to === 'clipboard'
      ? copy(follower, wanted, outlet)
      : save(follower, wanted, outlet));
    if (done !== null) outlet.tell(done);
  } catch (error) {
    outlet.refuse(
      error instanceof Refusal
        ? error.message
        : l10n.t('{0} was not copied or saved: {1}', wanted.quantity, messageOf(error)),
    );
  }
}

async function copy(
  follower: RunFollower,
  wanted: Wanted & Export & { to: 'clipboard' },
  outlet: Outlet,
): Promise<string> {
  const name = nameOf(follower, wanted);
  const tensor = await readWhole(follower, wanted, {
    most: CLIPBOARD_NUMBERS,
    tooMany: (count) => {
      const [has = '', most = ''] = [count, CLIPBOARD_NUMBERS].map((n) => n.toLocaleString('en-US'));
      return l10n.t(
        '{0} has {1} numbers, and at most {2} are copied. Save it as .npy or CSV instead.',
        name,
        has,
        most,
      );
    },
  });
  if (wanted.format === 'latex' && tensor.shape.length > 2)
    throw new Refusal(l10n.t('LaTeX has no matrix of three axes: choose a sample.'));
  await outlet.copy(copyText(tensor, wanted.format));
  const isCut = wanted.format === 'latex' && isElided(tensor.shape);
  const parts = [described(name, tensor), FORMAT_WORDS[wanted.format]];
  return isCut
    ? l10n.t('Copied {0} as {1}, with dots for what is left out', ...parts)
    : l10n.t('Copied {0} as {1}', ...parts);
}

async function save(
  follower: RunFollower,
  wanted: Wanted & Export & { to: 'file' },
  outlet: Outlet,
): Promise<string | null> {
  const name = nameOf(follower, wanted);
  // Read before the person is asked for a place: what is saved is what was on show.
  const tensor = await readWhole(follower, wanted);
  const bytes = wanted.format === 'npy' ? npyBytes(tensor) : new TextEncoder().encode(csvText(tensor));
  const saved = await outlet.save(`${fileName(name)}.${wanted.format}`, wanted.format, bytes);
  return saved === null ? null : l10n.t('Saved {0} to {1}', described(name, tensor), saved);
}

function described(name: string, { shape }: Tensor): string {
  return `${name} (${shapeText(shape)})`;
}

/** `output.gradientWeights`, or of one sample `output.activationDerivative[3]`. */
function nameOf(follower: RunFollower, { layer, quantity, sample }: Wanted): string {
  const view = follower.view();
  const name = view.kind === 'none' ? undefined : view.description.layers[layer]?.name;
  return `${name === undefined ? '' : `${name}.`}${quantity}${sample === null ? '' : `[${sample}]`}`;
}
