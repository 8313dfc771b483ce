/** A menu that saves the part of the page it stands in as a picture. */
import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { PictureFile, PictureFormat } from '../../../protocol/export';
import { pngBytes } from '../../capture/pngFile';
import { readScene } from '../../capture/readScene';
import type { Scene } from '../../capture/scene';
import { svgText } from '../../capture/svgFile';
import { isFresh } from '../../state/model';
import { positionWords } from '../../text/words';
import { Menu } from '../menu';
import type { ViewProps } from '../views';

interface SavePictureProps {
  readonly view: ViewProps;
  /** Which picture it is, for the file's name: `backward`. */
  readonly name: string;
}

/** The nearest element around it with `data-picture` is what is saved; its heading is the title. */
export function SavePicture({ view, name }: SavePictureProps): JSX.Element {
  const here = useRef<HTMLDivElement>(null);
  const { state, run, layer, post } = view;
  const layerName = run.description.layers[layer.layer]?.name ?? '';
  const save = async (format: PictureFormat): Promise<void> => {
    const root = here.current?.closest<HTMLElement>('[data-picture]');
    if (!root) return;
    const { position } = run.state;
    const where = position === null ? [] : positionWords(position, run.description, run.state);
    const source = [run.file, ...where, 'Backstep'].join(' · ');
    const file = await pictureFile(root, titleOf(root), source, format);
    post({ type: 'savePicture', name: `${layerName}.${name}`, format, file });
  };
  return (
    <div ref={here} class="save-picture">
      <Menu<PictureFormat>
        action={`save-picture-${name}`}
        label={l10n.t('Save the picture')}
        name={l10n.t('Save picture of {0}…', name)}
        title={l10n.t('Save this picture as a file of its own, in the colours of the theme')}
        enabled={isFresh(state)}
        items={[
          { key: 'svg', choice: 'svg', label: l10n.t('Save as SVG, to be edited and enlarged…') },
          { key: 'png', choice: 'png', label: l10n.t('Save as {0}…', 'PNG') },
        ]}
        onChoose={(format) => void save(format)}
      >
        {l10n.t('Save picture…')}
      </Menu>
    </div>
  );
}

function titleOf(root: HTMLElement): string {
  const words = root.querySelector('h2')?.textContent ?? 'Backstep';
  return words.replaceAll(/\s+/g, ' ').trim();
}

/** Read at once, so that it is what was on show when the person asked. */
async function pictureFile(
  root: HTMLElement,
  title: string,
  source: string,
  format: PictureFormat,
): Promise<PictureFile> {
  try {
    const scene: Scene = readScene(root, title, source);
    const bytes = format === 'svg' ? new TextEncoder().encode(svgText(scene)) : await pngBytes(scene);
    return { bytes };
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
}
