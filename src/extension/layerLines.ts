/** The lines on which the layers of a run stand, in the file as it was launched. */
import * as vscode from 'vscode';
import type { FollowedRun, Runs } from './runs';

/** The layer that stands on this line, counted from 0; undefined for a line between them. */
export function layerOnLine({ follower }: FollowedRun, line: number): number | undefined {
  const view = follower.view();
  if (view.kind === 'none') return undefined;
  const layer = view.description.layers.findIndex((_, index) => {
    const range = follower.range(index);
    return range !== undefined && range.start.line <= line && line <= range.end.line;
  });
  return layer < 0 ? undefined : layer;
}

/** Tells the editor these lines, for the menu of the line numbers: `editorLineNumber in backstep.layerLines`. */
export function announceLayerLines(runs: Runs): vscode.Disposable {
  let announced: string | undefined;
  return runs.onDidChange((run) => {
    const view = run?.follower.view();
    if (!run || !view || view.kind === 'none' || view.run === announced) return;
    announced = view.run;
    const lines = view.description.layers.flatMap((_, index) => {
      const range = run.follower.range(index);
      if (range === undefined) return [];
      const count = range.end.line - range.start.line + 1;
      // The editor counts its lines from 1.
      return Array.from({ length: count }, (_line, i) => range.start.line + 1 + i);
    });
    void vscode.commands.executeCommand('setContext', 'backstep.layerLines', lines);
  });
}
