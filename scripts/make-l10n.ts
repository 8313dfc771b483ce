/**
 * Writes l10n/bundle.l10n.json: every text that the extension says at run time, taken from its calls of `l10n.t`.
 * The other languages lie beside it (bundle.l10n.de.json) and are written by people.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

const PROJECT = join(__dirname, '..');
export const BUNDLE_FILE = join(PROJECT, 'l10n', 'bundle.l10n.json');

/** The text of the bundle: its keys are the English texts, in the order of the alphabet. */
export async function bundleText(): Promise<string> {
  const sources = readdirSync(join(PROJECT, 'src'), { encoding: 'utf8', recursive: true })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({
      contents: readFileSync(join(PROJECT, 'src', file), 'utf8'),
      extension: extname(file),
    }))
    // Parsing them all takes long.
    .filter(({ contents }) => contents.includes('l10n.t('));
  const bundle = Object.entries(await getL10nJson(sources)).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(bundle), null, 2)}\n`;
}

if (require.main === module) {
  mkdirSync(dirname(BUNDLE_FILE), { recursive: true });
  void bundleText().then((text) => writeFileSync(BUNDLE_FILE, text));
}
