/** What the panel asks of the editor, and not of the run's numbers. */
import * as vscode from 'vscode';
import type { RunFollower } from '../debug/follower';
import { momentIn } from '../debug/moments';
import type { FromPanel, RunView } from '../protocol/panel';
import { EDITOR_OUTLET } from './export/editorOutlet';
import type { Runs } from './runs';

/** By way of the session, so that the editor's own views travel too. */
export async function goToFromPanel(
  runs: Runs,
  view: RunView,
  { run, step }: FromPanel & { readonly type: 'goTo' },
): Promise<void> {
  const session = runs.active?.session;
  if (!session || !runs.activeIsAlive || view.kind !== 'stopped' || view.run !== run) return;
  const moment = momentIn(view.state, view.description.layers.length, step);
  await session.customRequest('backstep/goTo', { moment });
}

/** The command asks for the rule, and says itself what goes wrong. */
export async function watchFromPanel(
  view: RunView,
  { run, layer, quantity, index }: FromPanel & { readonly type: 'watch' },
): Promise<void> {
  const shape = view.kind === 'none' || view.run !== run ? undefined : view.description.layers[layer];
  if (shape === undefined) return;
  const { quantityText } = await import(/* webpackChunkName: "run" */ '../debug/watched');
  await vscode.commands.executeCommand(
    'backstep.breakOnChange',
    quantityText(shape.name, quantity, index ?? []),
  );
}

export async function exportFromPanel(
  follower: RunFollower | undefined,
  wanted: FromPanel & { readonly type: 'export' },
): Promise<void> {
  const { exportQuantity } = await import(/* webpackChunkName: "run" */ './export/exportQuantity');
  await exportQuantity(follower, wanted, EDITOR_OUTLET);
}

export async function saveFromPanel(picture: FromPanel & { readonly type: 'savePicture' }): Promise<void> {
  const { savePicture } = await import(/* webpackChunkName: "run" */ './export/savePicture');
  await savePicture(picture, EDITOR_OUTLET);
}
