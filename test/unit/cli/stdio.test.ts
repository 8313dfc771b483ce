import assert from 'node:assert/strict';
import { Deframer, frame, FramingError } from '../../../src/cli/stdio';

const MESSAGES = [
  { seq: 1, text: 'δ⁽ˡ⁾ = ∂L/∂Z 🙂' },
  { seq: 2 },
  { seq: 3, text: '\r\n\r\nContent-Length: 5\r\n\r\n' },
];
const STREAM = Buffer.concat(MESSAGES.map(frame));

function deframe(chunks: Iterable<Buffer>): { messages: unknown[]; atBoundary: boolean } {
  const deframer = new Deframer();
  const messages = [...chunks].flatMap((chunk) => [...deframer.push(chunk)]);
  return { messages, atBoundary: deframer.atBoundary };
}

describe('Deframer', () => {
  it('finds the messages wherever the chunks are cut', () => {
    assert.deepEqual(deframe([STREAM]), { messages: MESSAGES, atBoundary: true });
    for (let size = 1; size < 40; size++) {
      const count = Math.ceil(STREAM.length / size);
      const chunks = Array.from({ length: count }, (_, i) => STREAM.subarray(i * size, (i + 1) * size));
      assert.deepEqual(deframe(chunks), { messages: MESSAGES, atBoundary: true }, `chunks of ${size}`);
    }
  });

  it('counts bytes, not characters', () => {
    const [header = ''] = frame({ a: 'é' }).toString('latin1').split('\r\n');
    assert.equal(header, 'Content-Length: 10');
  });

  it('reads other header fields over, in any case of letters', () => {
    const bytes = Buffer.from('Content-Type: x\r\ncontent-length:  2 \r\n\r\n{}');
    assert.deepEqual(deframe([bytes]).messages, [{}]);
  });

  it('knows when it stands within a message', () => {
    assert.equal(deframe([STREAM.subarray(0, 5)]).atBoundary, false);
    assert.equal(deframe([STREAM.subarray(0, 30)]).atBoundary, false);
    assert.equal(deframe([Buffer.from('Content-Length: 4\r\n\r\n')]).atBoundary, false);
  });

  for (const [what, bytes] of Object.entries({
    'a header without a length': 'Content-Type: x\r\n\r\n{}',
    'a length that is no number': 'Content-Length: two\r\n\r\n{}',
    'a line of something else': 'hello\n',
    'lines that end like Unix lines': 'Content-Length: 2\n\n{}',
    'a header without an end': `X: ${'x'.repeat(10_000)}`,
    'a body that is not JSON': 'Content-Length: 2\r\n\r\n{]',
  }))
    it(`refuses ${what}`, () => {
      assert.throws(() => deframe([Buffer.from(bytes)]), FramingError);
    });
});
