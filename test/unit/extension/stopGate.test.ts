import assert from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { StopGate } from '../../../src/extension/stopGate';

const STOPPED: Dap.Event = { seq: 1, type: 'event', event: 'stopped' };
const OUTPUT: Dap.Event = { seq: 2, type: 'event', event: 'output' };
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** A gate whose panel draws when it is told to; `drawing` null: there is none to wait for. */
function gate() {
  const sent: Dap.ProtocolMessage[] = [];
  const panel = { draw: () => assert.fail('nothing is being drawn'), waits: true } as {
    draw: () => void;
    waits: boolean;
  };
  const it = new StopGate(
    (message) => sent.push(message),
    () => (panel.waits ? new Promise((done) => (panel.draw = done)) : null),
  );
  return { it, sent, panel };
}

describe('a stop on its way to VS Code', () => {
  it('comes after the panel has drawn it, and what follows comes after it', async () => {
    const { it, sent, panel } = gate();
    it.pass(OUTPUT);
    it.pass(STOPPED);
    it.pass(OUTPUT);
    await nextTask();
    assert.deepEqual(sent, [OUTPUT]);
    panel.draw();
    await nextTask();
    assert.deepEqual(sent, [OUTPUT, STOPPED, OUTPUT]);
  });

  it('is not kept where no panel draws it', () => {
    const { it, sent, panel } = gate();
    panel.waits = false;
    it.pass(STOPPED);
    assert.deepEqual(sent, [STOPPED]);
  });

  it('is let through by a request', () => {
    const { it, sent } = gate();
    it.pass(STOPPED);
    it.open();
    assert.deepEqual(sent, [STOPPED]);
  });

  it('is let through though the panel never draws it, and the next ones at once until it draws again', async () => {
    const { it, sent, panel } = gate();
    it.pass(STOPPED);
    for (let wait = 0; sent.length === 0 && wait < 1000; wait++)
      await new Promise((done) => setTimeout(done, 5));
    assert.deepEqual(sent, [STOPPED]);
    it.pass(STOPPED);
    assert.equal(sent.length, 2);
    panel.draw();
    await nextTask();
    it.pass(STOPPED);
    assert.equal(sent.length, 2);
    it.open();
    assert.equal(sent.length, 3);
  });

  it('is not let through by the drawing of another', async () => {
    const { it, sent, panel } = gate();
    it.pass(STOPPED);
    const drawFirst = panel.draw;
    it.open();
    const second = { ...STOPPED, seq: 3 };
    it.pass(second);
    drawFirst();
    await nextTask();
    assert.deepEqual(sent, [STOPPED]);
    panel.draw();
    await nextTask();
    assert.deepEqual(sent, [STOPPED, second]);
  });
});
