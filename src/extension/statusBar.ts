/** One status bar item for the followed run: where it is, its loss, and what it is computed with. */
import * as vscode from 'vscode';
import type { RunView } from '../protocol/panel';
import type { Runs } from './runs';
import { lossText } from './words';

type Standing = Exclude<RunView, { kind: 'none' }>;

export function registerStatusBar(runs: Runs): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('backstep.run', vscode.StatusBarAlignment.Left, 0);
  item.name = 'Backstep';
  item.command = 'backstep.openPanel';
  const listening = runs.onDidChange((run) => {
    const view = run?.follower.view();
    if (!view || view.kind === 'none' || !runs.activeIsAlive) {
      item.hide();
      return;
    }
    item.text = statusText(view);
    item.tooltip = tooltip(view);
    item.accessibilityInformation = { label: `Backstep: ${statusText(view).replace(/\$\([^)]*\) /, '')}` };
    item.show();
  });
  return vscode.Disposable.from(item, listening);
}

const ICONS = { stopped: 'debug-pause', running: 'sync~spin', ended: 'check' } as const;

/** Epoch and batch count from 0, as everywhere in Backstep. */
function statusText({ kind, state }: Standing): string {
  const { position, loss, backend } = state;
  const where = position ? `epoch ${position.epoch}, batch ${position.batch}` : 'starting';
  const lossPart = loss === null ? '' : `, loss ${lossText(loss)}`;
  const past = kind === 'stopped' && state.moment < state.newest ? ' (in the past)' : '';
  return `$(${ICONS[kind]}) ${where}${past}${lossPart}, ${backend.name}`;
}

function tooltip({ file, reason, state }: Standing): vscode.MarkdownString {
  const { backend } = state;
  const text = new vscode.MarkdownString();
  const line = (words: string): void => void text.appendText(words).appendMarkdown('\n\n');
  line(`${file}${reason ? `: ${reason}` : ''}`);
  line(`${state.epochs} epochs of ${state.batchesPerEpoch} batches`);
  line(`Computed with ${backend.name}: ${backend.reason}`);
  if (backend.fellBackFrom) line(`${backend.fellBackFrom.name} failed: ${backend.fellBackFrom.error}`);
  line('Click to open the panel.');
  return text;
}
