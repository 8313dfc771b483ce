import type { Place, SourceRange } from './fault';

/** Turns offsets into lines and columns, both counted from 0. A line ends at \n, \r\n or \r, as in editors. */
export class Lines {
  private readonly starts: number[] = [0];

  private readonly length: number;

  constructor(text: string) {
    this.length = text.length;
    for (const end of text.matchAll(/\r\n|\r|\n/g)) this.starts.push(end.index + end[0].length);
  }

  place(offset: number): Place {
    const inside = Math.max(0, Math.min(offset, this.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: inside - (this.starts[low] ?? 0), offset: inside };
  }

  range(offset: number, length: number): SourceRange {
    return { start: this.place(offset), end: this.place(offset + length) };
  }
}
