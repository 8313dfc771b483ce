import * as vscode from 'vscode';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { equal, ok } from './check';
import { openFile, pressF5, useDebugger } from './driver';

/** The function breakpoints that the editor holds. */
function functions(): readonly vscode.FunctionBreakpoint[] {
  return vscode.debug.breakpoints.filter((one) => one instanceof vscode.FunctionBreakpoint);
}

describe('watchpoints', () => {
  useDebugger();

  it('set by the command are function breakpoints, and stop with the value before and the value now', async () => {
    await openFile('iris.mlp.json');
    const run = await pressF5('iris.mlp.json');
    // A plain name means the layer at which the run stands: the last one, at the first pause.
    await vscode.commands.executeCommand('backstep.breakOnChange', 'weights[0, 0]', 'change');
    await vscode.commands.executeCommand('backstep.breakOnChange', 'layers.output.weights[0, 0]', 'change');
    const [breakpoint, second] = functions();
    ok(breakpoint && !second, 'one function breakpoint, though it was set twice');
    equal(breakpoint.functionName, 'watch layers.output.weights[0, 0]');
    equal(breakpoint.condition, 'change');
    equal(await run.step('continue'), 'backward hidden: gradientPrev');
    equal(await run.step('continue'), 'update output: update');
    const { reason, text } = run.stops.at(-1)!;
    equal(reason, 'data breakpoint');
    ok(/^weights\[0, 0\] of 'output' changed: \S+ before, \S+ now$/.test(text ?? ''), text ?? 'no text');
  });

  it('are offered for the variables of a stop', async () => {
    const run = await pressF5('iris.mlp.json');
    const { id } = await run.top();
    const { scopes } = (await run.session.customRequest('scopes', {
      frameId: id,
    })) as Dap.ScopesResponse['body'];
    const { variablesReference } = scopes.find(({ name }) => name === 'Parameters')!;
    const info = (await run.session.customRequest('dataBreakpointInfo', {
      variablesReference,
      name: 'weights',
    })) as Dap.DataBreakpointInfoResponse['body'];
    equal(info.dataId, 'layers.output.weights');
  });

  it('by name stop at that operation', async () => {
    await openFile('iris.mlp.json');
    vscode.debug.addBreakpoints([new vscode.FunctionBreakpoint('hidden: gradientOutput')]);
    const run = await pressF5('iris.mlp.json');
    equal(await run.step('continue'), 'backward hidden: gradientOutput');
    equal(run.stops.at(-1)!.reason, 'function breakpoint');
  });
});
