import * as vscode from 'vscode';
import { equal, ok, until } from './check';
import { firstPause, useDebugger, workspaceFile } from './driver';

interface Manifest {
  readonly contributes: {
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly title: string;
      readonly steps: readonly { readonly title: string; readonly description: string }[];
    }[];
  };
}

/** Makes the textbook example one that the workspace does not have, as in a folder of one's own. */
async function withoutTextbook(work: () => Promise<void>): Promise<void> {
  const uri = workspaceFile('textbook.mlp.json');
  const content = await vscode.workspace.fs.readFile(uri);
  await vscode.workspace.fs.delete(uri);
  try {
    await work();
  } finally {
    await vscode.workspace.fs.writeFile(uri, content);
  }
}

const walkthroughTab = (): vscode.Tab | undefined => {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  // The page of Get Started is an editor of VS Code's own, which has no input that extensions know.
  return activeTab?.input === undefined ? activeTab : undefined;
};

describe('the walkthrough', () => {
  useDebugger();

  it('is known in words, and every command of its steps exists', async () => {
    const manifest = vscode.extensions.getExtension('backstep.backstep')?.packageJSON as Manifest;
    const [walkthrough] = manifest.contributes.walkthroughs;
    equal(walkthrough?.title, 'Get Started with Backstep');
    const known = new Set(await vscode.commands.getCommands(true));
    const named = (walkthrough?.steps ?? []).flatMap(({ description }) =>
      [...description.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command ?? ''),
    );
    ok(named.length >= 6, 'every step has a command');
    equal(
      named.filter((command) => !known.has(command)),
      [],
      'missing',
    );
  });

  it('opens its page by command, and debugs the one open file from there', async () => {
    await withoutTextbook(async () => {
      await vscode.commands.executeCommand('backstep.openExample', 'textbook');
      await vscode.commands.executeCommand('backstep.getStarted');
      await until('the page of Get Started opens', walkthroughTab);
      const run = await firstPause(() => vscode.commands.executeCommand('backstep.debugFile'));
      equal((await run.top()).name, 'backward output: gradientPrev');
      ok(
        vscode.window.visibleTextEditors.some(({ document }) => document.isUntitled),
        'the copy is on show, and was not asked to be saved',
      );
    });
  });

  it('lets F5 debug an example that is saved nowhere, without asking for a place', async () => {
    await withoutTextbook(async () => {
      await vscode.commands.executeCommand('backstep.openExample', 'textbook');
      const run = await firstPause(() => vscode.commands.executeCommand('workbench.action.debug.start'));
      equal((await run.top()).name, 'backward output: gradientPrev');
      equal(vscode.window.activeTextEditor?.document.isUntitled, true, 'untitled');
    });
  });
});
