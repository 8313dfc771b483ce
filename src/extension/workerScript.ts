/** The script of one of the extension's workers, read when it is first needed and kept. */
import * as vscode from 'vscode';

export class WorkerScript {
  private text: Promise<string> | undefined;

  /** @param name of a file in dist */
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly name: string,
  ) {}

  /** The script's text. Rejects when it cannot be read, and tries again at the next call. */
  read(): Promise<string> {
    this.text ??= this.readFile();
    return this.text;
  }

  private async readFile(): Promise<string> {
    try {
      const uri = vscode.Uri.joinPath(this.extensionUri, 'dist', this.name);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch (error) {
      this.text = undefined;
      throw error;
    }
  }
}
