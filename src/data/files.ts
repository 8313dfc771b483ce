/** How a definition's data is read. What differs by platform (disk, vscode.workspace.fs) is handed in. */
export interface ProgramFiles {
  /** The text of the definition file. Rejects with a message for a person when it cannot be read. */
  readText(): Promise<string>;
  /** The text of a file whose path is relative to the definition file. */
  readSibling(path: string): Promise<string>;
  /** The text of `data/NAME.csv` of this package: the source of the built-in datasets iris and digits. */
  readBuiltIn(name: 'iris' | 'digits'): Promise<string>;
}
