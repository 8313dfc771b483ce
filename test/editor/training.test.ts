import * as vscode from 'vscode';
import type { TrainingResult } from '../../src/extension/training';
import { equal, ok } from './check';
import { useDebugger, workspaceFile } from './driver';

describe('Train Without Debugging', () => {
  useDebugger();

  it('trains XOR to the end and reports loss and accuracy', async () => {
    const result = await vscode.commands.executeCommand<TrainingResult | undefined>(
      'backstep.train',
      workspaceFile('xor.mlp.json'),
    );
    ok(result, 'a result');
    equal(result.outcome, 'done');
    equal(result.evaluation.accuracy, 1, 'accuracy');
    ok(result.evaluation.loss < 0.1, `loss ${result.evaluation.loss}`);
  });

  it('refuses a file that cannot run', async () => {
    const uri = workspaceFile('empty.mlp.json');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('{}'));
    equal(await vscode.commands.executeCommand('backstep.train', uri), undefined);
  });
});
