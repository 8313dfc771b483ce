/** The algorithm as source: a read-only listing of the layer at work, its line at hand marked, values behind lines. */
import * as vscode from 'vscode';
import type { Algorithm } from '../debug/listing/algorithm';
import { NOTATIONS, textOf, type Notation } from '../debug/listing/listing';
import { messageOf } from './errors';
import { PANEL_TYPE } from './panelHost';
import type { Runs } from './runs';

export const ALGORITHM_SCHEME = 'backstep-algorithm';
export const ALGORITHM_URI = vscode.Uri.from({ scheme: ALGORITHM_SCHEME, path: '/Algorithm' });
/** A step that takes longer than this, in milliseconds, takes the values of the last stop away. */
const STEP_TIME = 200;

export class AlgorithmView implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly lineAtHand = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.stackFrameHighlightBackground'),
    overviewRulerColor: new vscode.ThemeColor('backstep.operationBorder'),
  });
  private readonly values = vscode.window.createTextEditorDecorationType({
    after: {
      color: new vscode.ThemeColor('editor.inlineValuesForeground'),
      backgroundColor: new vscode.ThemeColor('editor.inlineValuesBackground'),
      margin: '0 0 0 2em',
    },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  private text = `${noRun()}\n`;
  private algorithm: Algorithm | undefined;
  private fading: ReturnType<typeof setTimeout> | undefined;
  private readonly disposable: vscode.Disposable;

  constructor(
    private readonly runs: Runs,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposable = vscode.Disposable.from(
      this.changed,
      this.lineAtHand,
      this.values,
      vscode.workspace.registerTextDocumentContentProvider(ALGORITHM_SCHEME, this),
      runs.onDidChange(() => this.follow()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.draw()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isListing(document)) this.draw();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('backstep.algorithm.notation')) this.follow();
      }),
    );
  }

  provideTextDocumentContent(): string {
    return this.text;
  }

  /** Opens the listing where it hides neither the file nor the panel, or brings it to the front. */
  async open(): Promise<void> {
    await this.refresh();
    const file = vscode.window.activeTextEditor;
    const open = vscode.window.visibleTextEditors.find(({ document }) => isListing(document));
    const document = await this.inItsLanguage(await vscode.workspace.openTextDocument(ALGORITHM_URI));
    const viewColumn = open?.viewColumn ?? (await freeColumn());
    await vscode.window.showTextDocument(document, { viewColumn, preserveFocus: true, preview: false });
    // A new group takes the focus with it; the keys for stepping belong to the file.
    if (file && !isListing(file.document))
      await vscode.window.showTextDocument(file.document, {
        viewColumn: file.viewColumn ?? vscode.ViewColumn.One,
      });
    this.draw();
  }

  /** The other notation, from now on. */
  async switchNotation(): Promise<void> {
    const other = NOTATIONS.find((notation) => notation !== chosenNotation()) ?? 'numpy';
    const { Global } = vscode.ConfigurationTarget;
    await vscode.workspace.getConfiguration('backstep').update('algorithm.notation', other, Global);
  }

  private follow(): void {
    if (!vscode.workspace.textDocuments.some(isListing)) return;
    const kind = this.runs.active?.follower.view().kind;
    if (kind === 'running' && this.runs.activeIsAlive) {
      // One step is soon over: what is drawn stays for so long, and nothing flickers.
      this.fading ??= setTimeout(() => this.forget(), STEP_TIME);
      return;
    }
    this.refresh().catch((error: unknown) => {
      // A run that ended while it was asked has nothing more to say.
      if (this.runs.active?.follower.view().kind === 'stopped') this.log.error(messageOf(error));
    });
  }

  /** Where the run stands now; the listing of a run that is over stays, without numbers. */
  private async refresh(): Promise<void> {
    const follower = this.runs.active?.follower;
    if (follower?.view().kind !== 'stopped') {
      this.forget();
      return;
    }
    const { run, moment, value } = await follower.algorithm(chosenNotation());
    const now = follower.view();
    if (now.kind !== 'stopped' || now.run !== run || now.state.moment !== moment) return;
    if (value.listing.notation !== chosenNotation() || follower !== this.runs.active?.follower) return;
    clearTimeout(this.fading);
    this.fading = undefined;
    this.algorithm = value;
    this.text = textOf(value.listing);
    const document = vscode.workspace.textDocuments.find(isListing);
    if (!document) return;
    await this.inItsLanguage(document);
    if (document.getText() === this.text) this.draw();
    else this.changed.fire(ALGORITHM_URI);
  }

  /** Nothing on show is true any more but the equations. */
  private forget(): void {
    clearTimeout(this.fading);
    this.fading = undefined;
    this.algorithm = undefined;
    this.draw();
  }

  private draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (!isListing(editor.document)) continue;
      const shown = editor.document.getText() === this.text ? this.algorithm : undefined;
      const current = shown?.current;
      const range = current && new vscode.Range(current.first, 0, current.last, 0);
      editor.setDecorations(this.lineAtHand, range ? [range] : []);
      editor.setDecorations(this.values, shown ? valuesOf(shown, editor.document) : []);
      if (range) editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  private async inItsLanguage(document: vscode.TextDocument): Promise<vscode.TextDocument> {
    const language = chosenNotation() === 'numpy' ? 'python' : 'plaintext';
    if (document.languageId === language) return document;
    if (!(await vscode.languages.getLanguages()).includes(language)) return document;
    return vscode.languages.setTextDocumentLanguage(document, language);
  }

  dispose(): void {
    clearTimeout(this.fading);
    this.disposable.dispose();
  }
}

function noRun(): string {
  return vscode.l10n.t(
    'No run stands. Start one with F5 in a layer definition file (NAME.mlp.json), and its algorithm is here.',
  );
}

function isListing({ uri }: vscode.TextDocument): boolean {
  return uri.toString() === ALGORITHM_URI.toString();
}

function chosenNotation(): Notation {
  const chosen = vscode.workspace.getConfiguration('backstep').get<string>('algorithm.notation');
  return NOTATIONS.find((notation) => notation === chosen) ?? 'numpy';
}

function valuesOf({ values }: Algorithm, document: vscode.TextDocument): vscode.DecorationOptions[] {
  return values.flatMap((contentText, line) => {
    if (contentText === null || line >= document.lineCount) return [];
    const { end } = document.lineAt(line).range;
    return [{ range: new vscode.Range(end, end), renderOptions: { after: { contentText } } }];
  });
}

/** Beside the file; below it when the panel is what stands beside. */
async function freeColumn(): Promise<vscode.ViewColumn> {
  const panelIsOpen = vscode.window.tabGroups.all.some(
    ({ activeTab }) =>
      activeTab?.input instanceof vscode.TabInputWebview && activeTab.input.viewType.endsWith(PANEL_TYPE),
  );
  if (!panelIsOpen) return vscode.ViewColumn.Beside;
  await vscode.commands.executeCommand('workbench.action.newGroupBelow');
  return vscode.ViewColumn.Active;
}
