/** Breakpoints when the file is edited: they follow the name of their layer. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import assert from 'node:assert/strict';
import type { TestClient } from './client';
import { newSession, PATIENCE, type Debugged } from './host';

const FILE = '/moving.mlp.json';
const LAYERS = {
  first: '{ "name": "first", "units": 3, "activation": "tanh" }',
  second: '{ "name": "second", "units": 2, "activation": "tanh" }',
  output: '{ "name": "output", "units": 1, "activation": "sigmoid" }',
};
/** The layers, one a line from line 3 on. */
function textOf(...layers: readonly string[]): string {
  return `{ "data": { "dataset": "xor" },\n"layers": [\n${layers.join(',\n')}\n],\n"loss": "binaryCrossentropy", "epochs": 50 }`;
}
const { first, second, output } = LAYERS;
const ORIGINAL = textOf(first, second, output);
const lineOf = (text: string, part: string): number =>
  text.split('\n').findIndex((one) => one.includes(part)) + 1;

describe('breakpoints in a file that is edited', function () {
  this.timeout(PATIENCE);
  let debugged: Debugged;
  let client: TestClient;
  beforeEach(() => {
    debugged = newSession();
    client = debugged.client;
    debugged.host.texts.set(FILE, ORIGINAL);
  });
  afterEach(() => debugged.session.dispose());

  const set = async (...breakpoints: Dap.SourceBreakpoint[]): Promise<Dap.Breakpoint[]> =>
    (await client.request('setBreakpoints', { source: { path: FILE }, breakpoints })).breakpoints;

  /** Launches with these breakpoints alone and waits for the first stop. */
  const launch = async (...breakpoints: Dap.SourceBreakpoint[]): Promise<Dap.Breakpoint[]> => {
    let answered: Dap.Breakpoint[] = [];
    const response = await client.launch({ program: FILE }, async () => {
      await client.request('setExceptionBreakpoints', { filters: [] });
      answered = await set(...breakpoints);
    });
    assert.ok(response.success, response.message);
    await client.event('stopped');
    return answered;
  };

  /** Another text on the disk, and a restart, which stops at the breakpoints that it finds there. */
  const restartWith = async (text: string): Promise<void> => {
    debugged.host.texts.set(FILE, text);
    await client.request('restart', {});
    await client.event('stopped');
  };

  const changes = async (count: number): Promise<Dap.Breakpoint[]> => {
    const found: Dap.Breakpoint[] = [];
    for (let i = 0; i < count; i++) found.push((await client.event('breakpoint')).body.breakpoint);
    assert.equal(client.came('breakpoint'), 0);
    return found;
  };

  it('follow their layer when another is put before it', async () => {
    const [set1] = await launch({ line: lineOf(ORIGINAL, '"second"') });
    const text = textOf(first, '{ "name": "between", "units": 4 }', second, output);
    await restartWith(text);
    const [moved] = await changes(1);
    assert.deepEqual([moved?.id, moved?.verified, moved?.line], [set1?.id, true, lineOf(text, '"second"')]);
    assert.equal(await client.top(), 'backward second: gradientPrev');
  });

  it('follow their layers when these change places, at their properties too', async () => {
    const column = first.indexOf('tanh') + 1;
    await launch({ line: lineOf(ORIGINAL, '"first"'), column }, { line: lineOf(ORIGINAL, '"second"') });
    const text = textOf(second, first, output);
    await restartWith(text);
    const moved = await changes(2);
    assert.deepEqual(
      moved.map((one) => [one.verified, one.line, one.column]),
      [
        [true, lineOf(text, '"first"'), first.indexOf('"activation"') + 1],
        [true, lineOf(text, '"second"'), undefined],
      ],
    );
    assert.equal(await client.top(), 'backward first: activationDerivative');
    await client.go('continue');
    assert.equal(await client.top(), 'backward second: gradientPrev');
  });

  it('say why they hold no more when their layer is gone, and hold again when it is back', async () => {
    await launch({ line: lineOf(ORIGINAL, '"first"') }, { line: lineOf(ORIGINAL, '"output"') });
    await restartWith(textOf(second, output));
    const [gone, moved] = await changes(2);
    assert.equal(gone?.verified, false);
    assert.equal(gone.message, "There is no layer 'first' in the file any more.");
    assert.equal(moved?.line, lineOf(ORIGINAL, '"output"') - 1);
    await restartWith(ORIGINAL);
    const [back] = await changes(2);
    assert.deepEqual([back?.verified, back?.line], [true, lineOf(ORIGINAL, '"first"')]);
  });

  it('say so when their property is gone', async () => {
    await launch({ line: 3, column: first.indexOf('tanh') + 1 }, { line: 5 });
    await restartWith(textOf('{ "name": "first", "units": 3 }', second, output));
    const [gone] = await changes(1);
    assert.match(gone?.message ?? '', /^Layer 'first' has no 'activation' in the file any more\.$/);
  });

  it('get a column where the line alone would mean something else', async () => {
    const spread = textOf('{ "name": "first",\n"units": 3,\n"activation": "tanh" }', second, output);
    debugged.host.texts.set(FILE, spread);
    const [alone] = await launch({ line: lineOf(spread, '"tanh"') });
    assert.deepEqual([alone?.line, alone?.column], [5, undefined]);
    await restartWith(ORIGINAL);
    const [moved] = await changes(1);
    assert.deepEqual([moved?.line, moved?.column], [3, first.indexOf('"activation"') + 1]);
    assert.equal(await client.top(), 'backward first: activationDerivative');
  });

  it('that a client sets anew, in lines of the file as it is now, stop at the layer of that name', async () => {
    await launch({ line: lineOf(ORIGINAL, '"first"') });
    const text = textOf('{ "name": "new", "units": 4 }', second, first, output);
    debugged.host.texts.set(FILE, text);
    // The run goes on with the layers it was started with.
    const [followed, unknown, other] = await set(
      { line: lineOf(text, '"first"') },
      { line: lineOf(text, '"new"') },
      { line: lineOf(text, '"output"') },
    );
    assert.deepEqual([followed?.verified, followed?.line], [true, lineOf(text, '"first"')]);
    assert.equal(other?.verified, true);
    assert.equal(
      unknown?.message,
      "The run knows no layer 'new': it was started before the file was edited. Restart it to stop here.",
    );
    await client.go('continue');
    assert.equal(await client.top(), 'backward output: gradientPrev');
    await client.go('continue');
    assert.equal(await client.top(), 'backward first: gradientPrev');
    await restartWith(text);
    const [now] = await changes(1);
    assert.deepEqual([now?.id, now?.verified, now?.line], [unknown.id, true, lineOf(text, '"new"')]);
  });

  it('are found by name even in a text that cannot run', async () => {
    await launch({ line: lineOf(ORIGINAL, '"first"') });
    const broken = textOf(second, '{ "name": "first", "units": 0, "activation": "tahn" }', output);
    debugged.host.texts.set(FILE, broken);
    const [still] = await set({ line: lineOf(broken, '"first"') });
    assert.deepEqual([still?.verified, still?.line], [true, lineOf(broken, '"first"')]);
    await client.go('continue');
    assert.equal(await client.top(), 'backward first: gradientPrev');
  });

  it('that a client asks for again as they were keep what they stand for', async () => {
    const asked = { line: lineOf(ORIGINAL, '"first"') };
    const [before] = await launch(asked);
    const text = textOf(second, first, output);
    await restartWith(text);
    await changes(1);
    // An editor that did not see the edit sends the line that it was once set on.
    const [again, fresh] = await set(asked, asked);
    assert.deepEqual([again?.id, again?.line], [before?.id, lineOf(text, '"first"')]);
    assert.deepEqual([fresh?.verified, fresh?.line], [true, lineOf(text, '"second"')]);
  });

  it('are looked up anew on their lines when the client sets them after an edit', async () => {
    const asked = { line: lineOf(ORIGINAL, '"first"') };
    await launch(asked);
    debugged.host.texts.set(FILE, textOf(second, first, output));
    const [now] = await set(asked);
    assert.deepEqual([now?.verified, now?.line], [true, asked.line]);
    await client.go('continue');
    assert.equal(await client.top(), 'backward second: gradientPrev');
  });
});
