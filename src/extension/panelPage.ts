/** The page that the panel's script fills. */
import * as vscode from 'vscode';
import { TEXTS_ELEMENT, type Texts } from '../protocol/texts';

/** The folders of the extension that the panel may read. */
export function panelRoots(extensionUri: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, 'dist')];
}

/** A word nobody can guess: only the script that bears it runs. */
function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes));
}

/** For a language that there is a translation for. Data, not a script: nothing of it runs. */
function textsElement(texts: Texts | undefined): string {
  if (texts === undefined) return '';
  // In a script's text only `<` could be taken for markup.
  const json = JSON.stringify(texts).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="${TEXTS_ELEMENT}">${json}</script>`;
}

/** Nothing but our own script, styles and fonts, and our texts; the run's data comes by message, never in the page. */
export function panelPage(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const file = (...path: string[]): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
  const word = nonce();
  const texts = vscode.l10n.bundle;
  const policy = [
    `default-src 'none'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
    `script-src 'nonce-${word}'`,
  ].join('; ');
  return `<!doctype html>
<html lang="${texts === undefined ? 'en' : vscode.env.language}">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${file('dist', 'panel.css')}" />
    <title>Backstep</title>
  </head>
  <body>
    <div id="panel"></div>
    ${textsElement(texts)}
    <script nonce="${word}" src="${file('dist', 'panel.js')}"></script>
  </body>
</html>`;
}
