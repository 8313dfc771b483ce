/** The panel's language: the page that the extension makes brings the texts along. */
import * as l10n from '@vscode/l10n';
import { TEXTS_ELEMENT, type Texts } from '../protocol/texts';

/** To be called once, before anything is drawn. */
export function takeTextsFrom(page: Document): void {
  const json = page.getElementById(TEXTS_ELEMENT)?.textContent;
  if (json) l10n.config({ contents: JSON.parse(json) as Texts });
}
