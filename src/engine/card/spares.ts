/** Memory of the card that holds a result nobody needs any more, until another result of its kind takes it. */

/** Bytes of what waits. */
const MOST_WAITING = 64 * 2 ** 20;

export class Spares<Piece> {
  private readonly waiting = new Map<string, { readonly bytes: number; readonly pieces: Piece[] }>();
  private bytes = 0;

  /** One of this kind, which is the caller's from now on; undefined when none waits. */
  take(kind: string): Piece | undefined {
    const same = this.waiting.get(kind);
    const piece = same?.pieces.pop();
    if (same !== undefined && piece !== undefined) this.bytes -= same.bytes;
    return piece;
  }

  /**
   * Lets it wait, whose kind has so many bytes each. False when that would be too much of the card: then it is still
   * the caller's. What waits already is not taken twice: two results in one piece must not be.
   */
  letWait(kind: string, bytes: number, piece: Piece): boolean {
    const same = this.waiting.get(kind) ?? { bytes, pieces: [] };
    if (same.pieces.includes(piece)) return true;
    if (this.bytes + bytes > MOST_WAITING) return false;
    this.waiting.set(kind, same);
    same.pieces.push(piece);
    this.bytes += bytes;
    return true;
  }

  /** All that wait; none do after that. */
  takeAll(): Piece[] {
    const all = [...this.waiting.values()].flatMap(({ pieces }) => pieces);
    this.waiting.clear();
    this.bytes = 0;
    return all;
  }
}
