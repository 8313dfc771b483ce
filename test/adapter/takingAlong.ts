/** Everything that can be seen of a run where it stands, bit for bit. */
import type { DebugSession } from '../../src/debug/session';
import { QUANTITY_NAMES, type QuantityName } from '../../src/protocol/vocabulary';

/** A quantity with the bits of its numbers, and how it is marked; null where it is absent. */
type Seen = { readonly shape: readonly number[]; readonly bits: string; readonly mark: string } | null;

const WHOLE = { row: 0, rows: 1e6, column: 0, columns: 1e6 };

export async function allNumbers({ run }: DebugSession): Promise<Record<string, Seen>> {
  const view = run.view();
  if (view.kind === 'none') throw new Error('there is no run');
  const seen: Record<string, Seen> = {};
  for (const [layer, { name }] of view.description.layers.entries()) {
    const { value: summaries } = await run.summaries(layer);
    for (const quantity of QUANTITY_NAMES) seen[`${name}.${quantity}`] = await see(layer, quantity);
    async function see(index: number, quantity: QuantityName): Promise<Seen> {
      const { value: slice } = await run.read(index, quantity, { ...WHOLE, sample: 0 });
      if (slice === null) return null;
      const { buffer, byteOffset, byteLength } = slice.data;
      const bits = Buffer.from(buffer, byteOffset, byteLength).toString('hex');
      return { shape: slice.shape, bits, mark: summaries[quantity]?.mark ?? '' };
    }
  }
  return seen;
}
