/**
 * The Debug Adapter Protocol's base protocol: each message is a header, an empty line, and as many bytes of
 * JSON as the header's `Content-Length` says.
 */

/** The other side does not speak the protocol; where it stands in the stream can no longer be known. */
export class FramingError extends Error {
  override readonly name = 'FramingError';
}

const END_OF_HEADER = '\r\n\r\n';
/** Longer than any header a client sends: reached only by what is not the protocol at all. */
const LONGEST_HEADER = 8192;

/** A message with its header, ready to be written. */
export function frame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}${END_OF_HEADER}`, 'ascii'), body]);
}

/** Cuts a stream of bytes into messages, wherever its chunks begin and end. */
export class Deframer {
  private chunks: Buffer[] = [];
  private buffered = 0;
  /** Length of the body that comes next; null while its header is not complete. */
  private expected: number | null = null;

  /** Whether the stream may end here: not in the middle of a message. */
  get atBoundary(): boolean {
    return this.buffered === 0 && this.expected === null;
  }

  /**
   * The messages that are complete with this chunk.
   * @throws FramingError when the bytes are not the protocol.
   */
  *push(chunk: Buffer): Generator<unknown, void> {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
    for (;;) {
      if (this.expected === null && !this.readHeader()) return;
      if (this.expected === null || this.buffered < this.expected) return;
      const body = this.take(this.expected);
      this.expected = null;
      yield parse(body.toString('utf8'));
    }
  }

  /** Takes a header off the stream; false while there is no whole one. */
  private readHeader(): boolean {
    const bytes = this.joined();
    const end = bytes.indexOf(END_OF_HEADER);
    if (end > LONGEST_HEADER || (end < 0 && bytes.length > LONGEST_HEADER))
      throw new FramingError('a header that does not end');
    if (end < 0) {
      requireHeaderField(bytes);
      return false;
    }
    this.expected = contentLength(bytes.toString('latin1', 0, end));
    this.take(end + END_OF_HEADER.length);
    return true;
  }

  private take(length: number): Buffer {
    const bytes = this.joined();
    this.chunks = bytes.length > length ? [bytes.subarray(length)] : [];
    this.buffered = bytes.length - length;
    return bytes.subarray(0, length);
  }

  private joined(): Buffer {
    const [first] = this.chunks;
    const whole = first && this.chunks.length === 1 ? first : Buffer.concat(this.chunks);
    this.chunks = [whole];
    return whole;
  }
}

/** Says at once, not only after kilobytes, that somebody types or pipes in something else. */
function requireHeaderField(bytes: Buffer): void {
  const firstLine = bytes.indexOf('\n');
  if (firstLine < 0) return;
  const line = bytes.toString('latin1', 0, firstLine);
  if (!/^[\w-]+:.*\r$/.test(line))
    throw new FramingError(`a line that is no header field: ${JSON.stringify(line.slice(0, 80))}`);
}

function contentLength(header: string): number {
  for (const line of header.split('\r\n')) {
    const [, digits] = /^content-length:\s*(\d+)\s*$/i.exec(line) ?? [];
    if (digits !== undefined) return Number(digits);
  }
  throw new FramingError(`a header without Content-Length: ${JSON.stringify(header.slice(0, 80))}`);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new FramingError(`a body that is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
}
