/** Lines and columns as the client counts them, and places in the file as we do, from 0. */
import type { SourceRange } from '../definition/fault';

export interface ClientRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export class ClientLines {
  /** The number of the first line and of the first column at the client: 1 unless it says otherwise. */
  constructor(
    private readonly firstLine: 0 | 1 = 1,
    private readonly firstColumn: 0 | 1 = 1,
  ) {}

  line(ours: number): number {
    return ours + this.firstLine;
  }

  column(ours: number): number {
    return ours + this.firstColumn;
  }

  columnFromClient(column: number): number {
    return column - this.firstColumn;
  }

  range(range: SourceRange): ClientRange {
    return {
      line: range.start.line + this.firstLine,
      column: range.start.column + this.firstColumn,
      endLine: range.end.line + this.firstLine,
      endColumn: range.end.column + this.firstColumn,
    };
  }

  fromClient(line: number): number {
    return line - this.firstLine;
  }

  /** A line, and a column where the client gives one: some give one before the first when they mean none. */
  placeFromClient(
    line: number,
    column: number | undefined,
  ): { readonly line: number; readonly column: number | null } {
    const isGiven = column !== undefined && column >= this.firstColumn;
    return { line: this.fromClient(line), column: isGiven ? column - this.firstColumn : null };
  }
}
