/** The file of the followed run and what stands in it: a layer's line to and from the layer, the operation shown. */
import * as vscode from 'vscode';
import type { OperationName } from '../protocol/vocabulary';
import { layerOnLine } from './layerLines';
import { editorRange } from './ranges';
import type { FollowedRun, Runs } from './runs';
import { onDidSettle } from './settled';
import { uriOf } from './uris';

/** A cursor that rests this long, in milliseconds, means the line it is on. */
const CURSOR_REST = 150;

export class FileLink implements vscode.Disposable {
  private readonly highlight = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('backstep.operationBackground'),
    border: '1px solid',
    borderColor: new vscode.ThemeColor('backstep.operationBorder'),
    borderRadius: '2px',
    overviewRulerColor: new vscode.ThemeColor('backstep.operationBorder'),
  });
  private resting: ReturnType<typeof setTimeout> | undefined;
  private readonly disposable: vscode.Disposable;

  /** `showLayer` is called when the cursor comes to rest on a layer's lines while a run stands. */
  constructor(
    private readonly runs: Runs,
    private readonly showLayer: (layer: number) => void,
  ) {
    this.disposable = vscode.Disposable.from(
      this.highlight,
      onDidSettle(runs, () => this.drawHighlight()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.drawHighlight()),
      vscode.window.onDidChangeTextEditorSelection((event) => this.cursorMoved(event)),
    );
  }

  /** Selects the layer's line, at the operation's property if one is named, in the editor that shows the file. */
  async reveal(layer: number, operation: OperationName | undefined): Promise<void> {
    const run = this.runs.active;
    const range = run?.follower.range(layer, operation);
    const uri = run && programUri(run);
    if (!range || !uri) return;
    const open = vscode.window.visibleTextEditors.find((editor) => isProgram(editor.document, run));
    const document = open?.document ?? (await vscode.workspace.openTextDocument(uri));
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: open?.viewColumn ?? vscode.ViewColumn.One,
      preserveFocus: true,
    });
    const { start, end } = editorRange(range);
    // The cursor at the start: the line that a layer of several lines is known by.
    editor.selection = new vscode.Selection(end, start);
    editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  private drawHighlight(): void {
    const run = this.runs.active;
    const range = run && operationRange(run);
    for (const editor of vscode.window.visibleTextEditors) {
      editor.setDecorations(this.highlight, range && isProgram(editor.document, run) ? [range] : []);
    }
  }

  private cursorMoved(event: vscode.TextEditorSelectionChangeEvent): void {
    // Only a person's own hand: a selection made by the debugger or by the panel must not change the panel.
    const { Keyboard, Mouse } = vscode.TextEditorSelectionChangeKind;
    if (event.kind !== Keyboard && event.kind !== Mouse) return;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.cursorRests(event.textEditor), CURSOR_REST);
  }

  private cursorRests(editor: vscode.TextEditor): void {
    const run = this.runs.active;
    const view = run?.follower.view();
    if (!run || view?.kind !== 'stopped' || !isProgram(editor.document, run)) return;
    const { line } = editor.selection.active;
    const layer = layerOnLine(run, line);
    if (layer !== undefined) this.showLayer(layer);
  }

  dispose(): void {
    clearTimeout(this.resting);
    this.disposable.dispose();
  }
}

function programUri(run: FollowedRun): vscode.Uri | undefined {
  const { program } = run.follower;
  return program === null ? undefined : uriOf(program);
}

/** Where the operation stands that has just run; undefined unless the run stands. */
function operationRange({ follower }: FollowedRun): vscode.Range | undefined {
  const view = follower.view();
  const position = view.kind === 'stopped' ? view.state.position : null;
  const range = position && follower.range(position.layer, position.operation);
  return range ? editorRange(range) : undefined;
}

/** Whether this is the file of the run. */
export function isProgram(document: vscode.TextDocument, run: FollowedRun): boolean {
  return programUri(run)?.toString() === document.uri.toString();
}
