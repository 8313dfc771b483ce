/** Saves a picture that the panel has made of one of its views, and says what it did or why not. */
import * as l10n from '@vscode/l10n';
import type { PictureFile, PictureFormat } from '../../protocol/export';
import { messageOf } from '../errors';
import type { Outlet } from './exportQuantity';
import { fileName } from './fileName';

export interface Picture {
  readonly name: string;
  readonly format: PictureFormat;
  readonly file: PictureFile;
}

/** Never rejects: whatever goes wrong is told to the person who asked. */
export async function savePicture(
  { name, format, file }: Picture,
  outlet: Pick<Outlet, 'save' | 'tell' | 'refuse'>,
): Promise<void> {
  if ('refusal' in file) {
    outlet.refuse(l10n.t('The picture was not saved: {0}', file.refusal));
    return;
  }
  try {
    const saved = await outlet.save(`${fileName(name)}.${format}`, format, file.bytes);
    if (saved !== null) outlet.tell(l10n.t('Saved the picture to {0}', saved));
  } catch (error) {
    outlet.refuse(l10n.t('The picture was not saved: {0}', messageOf(error)));
  }
}
