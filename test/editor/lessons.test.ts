/** Lessons in the editor: their faults while they are typed, and one that steers its run. */
import * as vscode from 'vscode';
import { equal, ok, until } from './check';
import { lineOf, openFile, useDebugger, workspaceFile } from './driver';

const LESSON = 'course/02-outer-product.lesson.md';

function faultsIn(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Backstep');
}

/** The session that debugs this file, once it is the active one. */
function sessionOf(file: string): Promise<vscode.DebugSession> {
  return until(`${file} is debugged`, () => {
    const active = vscode.debug.activeDebugSession;
    return String(active?.configuration['program']).endsWith(file) ? active : undefined;
  });
}

async function topFrame(session: vscode.DebugSession): Promise<string> {
  try {
    const body = (await session.customRequest('stackTrace', { threadId: 1 })) as {
      stackFrames: { name: string }[];
    };
    return body.stackFrames.map(({ name }) => name.replace(/ of .*/, '')).join(' | ');
  } catch {
    // On its way: it has no frames then.
    return '';
  }
}

/** Worked out as a learner would: the input times what the unit was told. */
async function rightAnswer(session: vscode.DebugSession): Promise<string> {
  const expression = 'layers.output.input[0, 1] * layers.output.gradientOutput[0, 0] / N';
  const body = (await session.customRequest('evaluate', { expression })) as { result: string };
  return body.result;
}

describe('lessons', () => {
  useDebugger();

  it('have their faults marked at the very place while they are typed', async () => {
    const editor = await openFile(LESSON);
    const { document } = editor;
    const line = lineOf(document, 'show:output.weights[:,0]');
    const column = document.lineAt(line).text.indexOf('output.weights[:,0]');
    const layer = new vscode.Range(line, column, line, column + 'output'.length);
    await editor.edit((edit) => edit.replace(layer, 'outptu'));
    const fault = await until('the fault is marked', () => faultsIn(document)[0]);
    ok(/no layer 'outptu'. Did you mean 'output'/.test(fault.message), fault.message);
    equal([fault.range.start.line, fault.range.start.character], [line, column - 'show:'.length]);
    await vscode.commands.executeCommand('undo');
    await until('it is gone', () => faultsIn(document).length === 0);
    // VS Code may have saved the fault by itself meanwhile: to revert would bring it back.
    await document.save();
  });

  it('offer to start above their text', async () => {
    const { document } = await openFile(LESSON);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    ok(
      lenses.some(({ command }) => command?.command === 'backstep.startLesson'),
      'a line above the text starts the lesson',
    );
  });

  it('start the run of their definition, and put it where each page says, ahead and back', async () => {
    await vscode.commands.executeCommand('backstep.startLesson', workspaceFile(LESSON));
    const session = await sessionOf('02-outer-product.mlp.json');
    const standsAt = (name: string): Promise<unknown> =>
      until(`the run stands at ${name}`, async () => (await topFrame(session)).startsWith(name));
    await standsAt('forward output: preActivation | batch step 0 | epoch 0');
    await vscode.commands.executeCommand('backstep.lessonNext');
    await vscode.commands.executeCommand('backstep.lessonNext');
    await standsAt('backward output: gradientOutput');
    await vscode.commands.executeCommand('backstep.lessonNext');
    await standsAt('backward output: gradientWeights');
    await vscode.commands.executeCommand('backstep.lessonPrevious');
    await standsAt('backward output: gradientOutput');
    await vscode.commands.executeCommand('backstep.closeLesson');
  });

  it('hide what is to be predicted until it is answered, and save the result', async () => {
    await vscode.commands.executeCommand('backstep.startLesson', workspaceFile(LESSON));
    const session = await sessionOf('02-outer-product.mlp.json');
    for (let page = 0; page < 3; page++) await vscode.commands.executeCommand('backstep.lessonNext');
    await until('the run stands where the page says', async () =>
      (await topFrame(session)).startsWith('backward output: gradient'),
    );
    const gradient = async (): Promise<string> => {
      try {
        const body = (await session.customRequest('evaluate', {
          expression: 'layers.output.gradientWeights[1][0]',
        })) as { result: string };
        return body.result;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    };
    await until('it is hidden', async () => (await gradient()).includes('hidden until you answer'));
    const answer = (text: string): Thenable<unknown> =>
      vscode.commands.executeCommand('backstep.answerExercise', 'another-weight', text);
    await answer('17');
    ok((await gradient()).includes('hidden until you answer'), 'a wrong answer reveals nothing');
    const right = await rightAnswer(session);
    await answer(right);
    const told = await until('it is told', async () => Number(await gradient()) || undefined);
    equal(told, Number(right));
    await vscode.commands.executeCommand('backstep.saveLessonResult');
    const place = workspaceFile(LESSON.replace('.lesson.md', '.result.json'));
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(place));
    await vscode.workspace.fs.delete(place);
    const result = JSON.parse(text) as {
      lesson: string;
      complete: boolean;
      exercises: { id: string; answer: string; attempts: number; correct: boolean }[];
    };
    equal([result.lesson, result.complete], ['02-outer-product.lesson.md', false]);
    const kept = result.exercises.find(({ id }) => id === 'another-weight');
    equal([kept?.answer, kept?.attempts, kept?.correct], [right, 2, true]);
    await vscode.commands.executeCommand('backstep.closeLesson');
  });

  it('take an answer along to where it can be checked, and hide nothing before', async () => {
    const file = workspaceFile('course/ahead.lesson.md');
    const text = [
      '---\ntitle: Ahead\ndefinition: 02-outer-product.mlp.json\n---\n',
      '# The next weight\n',
      '```page\nat: output.gradientWeights@0\n```\n',
      '```predict\nid: next\nof: output.weights[1, 0]\nafter: output.update\nprompt: What will it be?\n```\n',
    ].join('\n');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await vscode.commands.executeCommand('backstep.startLesson', file);
    const session = await sessionOf('02-outer-product.mlp.json');
    const standsAt = (name: string): Promise<unknown> =>
      until(`the run stands at ${name}`, async () => (await topFrame(session)).startsWith(name));
    await standsAt('backward output: gradientWeights');
    const weight = async (): Promise<string> => {
      try {
        const expression = 'layers.output.weights[1][0]';
        return ((await session.customRequest('evaluate', { expression })) as { result: string }).result;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    };
    const answer = (given: string): Thenable<unknown> =>
      vscode.commands.executeCommand('backstep.answerExercise', 'next', given);
    const before = Number(await weight());
    equal(before, 0.25);
    await answer('17');
    await standsAt('update output: update');
    ok((await weight()).includes('hidden until you answer'), 'what the update made of it is hidden');
    const step = { expression: 'learningRate * layers.output.gradientWeights[1, 0]' };
    const { result } = (await session.customRequest('evaluate', step)) as { result: string };
    await until('the first answer is judged', async () => {
      await answer(String(before - Number(result)));
      return Number(await weight()) || undefined;
    });
    await vscode.commands.executeCommand('backstep.saveLessonResult');
    const place = workspaceFile('course/ahead.result.json');
    const saved = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(place))) as {
      complete: boolean;
      exercises: { at: { operation: string } }[];
    };
    equal([saved.complete, saved.exercises[0]?.at.operation], [true, 'update']);
    for (const one of [place, file]) await vscode.workspace.fs.delete(one);
    await vscode.commands.executeCommand('backstep.closeLesson');
  });

  it('put the run batch steps ahead, and back to the first with its numbers', async () => {
    await vscode.commands.executeCommand(
      'backstep.startLesson',
      workspaceFile('course/01-guess-the-number.lesson.md'),
    );
    const session = await sessionOf('01-guess-the-number.mlp.json');
    const standsAt = (name: string): Promise<unknown> =>
      until(`the run stands at ${name}`, async () => (await topFrame(session)).startsWith(name));
    const loss = async (): Promise<string> =>
      ((await session.customRequest('evaluate', { expression: 'loss' })) as { result: string }).result;
    const pages = 7;
    for (let page = 0; page < pages; page++) await vscode.commands.executeCommand('backstep.lessonNext');
    await standsAt('backward guess: gradientWeights | batch step 0 | epoch 9');
    for (let page = 0; page < pages - 2; page++)
      await vscode.commands.executeCommand('backstep.lessonPrevious');
    await standsAt('loss: loss | batch step 0 | epoch 0');
    equal(Number(await loss()), 12.5);
    await vscode.commands.executeCommand('backstep.closeLesson');
  });
});
