/**
 * A whole conversation, as it is kept in golden/: whoever changes what a client sees, sees the change here.
 * `RESET_GOLDEN=1` writes it anew.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fixture, newSession, PATIENCE } from './host';

const IRIS = fixture('iris.mlp.json');
const GOLDEN = new URL('golden/iris.txt', import.meta.url);

/** What differs from machine to machine is taken out; numbers keep three digits. */
function stable(text: string): string {
  return text
    .replaceAll(dirname(IRIS), '…')
    .replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(Number(Number(number).toPrecision(3))))
    .replace(/(webasm|cpu)((: | \()[^"\\]*)?/g, 'BACKEND');
}

describe('the transcript of a first session with iris', () => {
  it('is the one that is kept', async () => {
    const { client, session } = newSession();
    await client.launch({ program: IRIS });
    await client.event('stopped');
    for (const scope of ['Backward', 'Forward', 'Parameters', 'Training']) await client.scope(scope);
    await client.evaluate('gradientWeights[0][2]');
    for (const step of ['continue', 'stepIn', 'next', 'stepOut'] as const) {
      await client.go(step);
      await client.stack();
    }
    await client.request('setExceptionBreakpoints', { filters: [] });
    await client.request('continue', { threadId: 1 });
    await client.event('terminated');
    await client.request('disconnect');
    session.dispose();
    const lines = client.messages.map((message) =>
      JSON.stringify({ ...message, seq: undefined, type: undefined }),
    );
    const transcript = `${stable(lines.join('\n'))}\n`;
    if (process.env['RESET_GOLDEN']) writeFileSync(GOLDEN, transcript);
    assert.equal(transcript, readFileSync(GOLDEN, 'utf8'));
  }).timeout(PATIENCE);
});
