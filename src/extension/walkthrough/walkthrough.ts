/** The walkthrough of Get Started: opens it, and ticks off each of its steps when it has really been done. */
import * as vscode from 'vscode';
import type { RunFollower } from '../../debug/follower';
import { messageOf } from '../errors';
import type { PanelHost } from '../panelHost';
import type { FollowedRun, Runs } from '../runs';
import { activeDefinition } from '../uris';
import { deedsBetween, isChangedByHand, type Deed, type Stop } from './deeds';

/** PUBLISHER.NAME#WALKTHROUGH of package.json. */
const WALKTHROUGH = 'backstep.backstep#start';

export async function openWalkthrough(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);
}

export class Walkthrough implements vscode.Disposable {
  private readonly done = new Set<Deed>();
  private before: Stop | undefined;
  private readonly disposable: vscode.Disposable;

  constructor(
    runs: Runs,
    panel: PanelHost,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposable = vscode.Disposable.from(
      runs.onDidChange((run) => this.follow(run)),
      panel.onDidExplain(() => this.tick('looked')),
      vscode.window.onDidChangeActiveTextEditor(() => this.look()),
    );
    this.look();
  }

  private look(): void {
    if (activeDefinition()) this.tick('opened');
  }

  private follow(run: FollowedRun | undefined): void {
    const now = run?.follower.view();
    if (!run || now?.kind !== 'stopped') return;
    const { before } = this;
    this.before = now;
    for (const deed of deedsBetween(before, now)) this.tick(deed);
    if (!isChangedByHand(before, now)) return;
    this.lookForChangedWeights(run.follower, now).catch((error: unknown) => {
      // A run that ended or went on while it was asked has nothing more to say.
      if (run.follower.view() === now) this.log.error(messageOf(error));
    });
  }

  /** Other numbers can be changed too, but the step is about weights. */
  private async lookForChangedWeights(follower: RunFollower, { description }: Stop): Promise<void> {
    if (this.done.has('changed')) return;
    for (const layer of description.layers.keys()) {
      const { weights, bias } = (await follower.summaries(layer)).value;
      if (weights?.mark === 'edited' || bias?.mark === 'edited') this.tick('changed');
    }
  }

  private tick(deed: Deed): void {
    if (this.done.has(deed)) return;
    this.done.add(deed);
    void vscode.commands.executeCommand('setContext', `backstep.done.${deed}`, true);
  }

  dispose(): void {
    this.disposable.dispose();
  }
}
