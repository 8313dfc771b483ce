/** One status bar item for the followed run: where it is, its loss, and what it is computed with. */
import * as vscode from 'vscode';
import type { RunView } from '../protocol/panel';
import type { Runs } from './runs';
import { onDidSettle } from './settled';
import { lossText } from './words';

type Standing = Exclude<RunView, { kind: 'none' }>;

export function registerStatusBar(runs: Runs): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('backstep.run', vscode.StatusBarAlignment.Left, 0);
  item.name = 'Backstep';
  item.command = 'backstep.openPanel';
  const listening = onDidSettle(runs, (run) => {
    const view = run?.follower.view();
    if (!view || view.kind === 'none' || !runs.activeIsAlive) {
      item.hide();
      return;
    }
    const text = statusText(view, run?.follower.hides(0, 'loss') === true);
    item.text = text;
    item.tooltip = tooltip(view);
    item.accessibilityInformation = { label: `Backstep: ${text.replace(/\$\([^)]*\) /, '')}` };
    item.show();
  });
  return vscode.Disposable.from(item, listening);
}

const ICONS = { stopped: 'debug-pause', running: 'sync~spin', ended: 'check' } as const;

/** Epoch and batch count from 0, as everywhere in Backstep. */
function statusText({ kind, state }: Standing, hidesLoss: boolean): string {
  const { position, loss, backend } = state;
  const where = position
    ? vscode.l10n.t('epoch {0}, batch {1}', position.epoch, position.batch)
    : vscode.l10n.t('starting');
  const lossPart = loss === null || hidesLoss ? '' : `, ${vscode.l10n.t('loss {0}', lossText(loss))}`;
  const past = kind === 'stopped' && state.moment < state.newest ? ` ${vscode.l10n.t('(in the past)')}` : '';
  return `$(${ICONS[kind]}) ${where}${past}${lossPart}, ${backend.name}`;
}

function tooltip({ file, reason, state }: Standing): vscode.MarkdownString {
  const { backend } = state;
  const text = new vscode.MarkdownString();
  const line = (words: string): void => void text.appendText(words).appendMarkdown('\n\n');
  line(`${file}${reason ? `: ${reason}` : ''}`);
  line(vscode.l10n.t('{0} epochs of {1} batches', state.epochs, state.batchesPerEpoch));
  line(vscode.l10n.t('Computed with {0}: {1}', backend.name, backend.reason));
  if (backend.fellBackFrom)
    line(vscode.l10n.t('{0} failed: {1}', backend.fellBackFrom.name, backend.fellBackFrom.error));
  line(vscode.l10n.t('Click to open the panel.'));
  return text;
}
