/**
 * Hovers in the file of a run that stands. VS Code asks the debug adapter first, for the word under the mouse; the
 * name of a layer could then be taken for a quantity of another one. So we say that no expression stands in the
 * file, and the hover of the editor shows our summary, above what the schema says of the property.
 */
import * as vscode from 'vscode';
import { isProgram } from './fileLink';
import type { Runs } from './runs';
import { DEFINITION_FILES } from './uris';

export class FileHover implements vscode.HoverProvider, vscode.EvaluatableExpressionProvider {
  constructor(private readonly runs: Runs) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.languages.registerHoverProvider(DEFINITION_FILES, this),
      vscode.languages.registerEvaluatableExpressionProvider(DEFINITION_FILES, this),
    );
  }

  provideEvaluatableExpression(): undefined {
    return undefined;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const run = this.runs.active;
    if (!run || !isProgram(document, run)) return undefined;
    const { hoverAt } = await import(/* webpackChunkName: "run" */ './hoverAt');
    const found = await hoverAt(run, document.getText(), position);
    if (!found || found.text === '') return undefined;
    return new vscode.Hover(new vscode.MarkdownString(found.text), found.range);
  }
}
