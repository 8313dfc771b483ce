/** NumPy's file format for one array, version 1.0, as `numpy.load` reads it. */
import type { Tensor } from '../../protocol/tensor';

/** The magic word, the version, and the length of the header, which is two bytes. */
const PREAMBLE = [0x93, ...Array.from('NUMPY', (letter) => letter.charCodeAt(0)), 1, 0];
const HEADER_START = PREAMBLE.length + 2;
/** The numbers begin at a multiple of this many bytes. */
const ALIGNMENT = 64;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** The whole file: little-endian float32, row-major. */
export function npyBytes({ shape, data }: Tensor): Uint8Array {
  // A tuple of one has a comma behind it.
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const words = `{'descr': '<f4', 'fortran_order': False, 'shape': (${tuple}), }`;
  const start = Math.ceil((HEADER_START + words.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = `${words.padEnd(start - HEADER_START - 1)}\n`;
  const bytes = new Uint8Array(start + data.length * BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(PREAMBLE);
  view.setUint16(PREAMBLE.length, header.length, true);
  bytes.set(new TextEncoder().encode(header), HEADER_START);
  data.forEach((value, at) => view.setFloat32(start + at * BYTES, value, true));
  return bytes;
}
